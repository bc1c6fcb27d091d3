import { data } from '@remix-run/node';
import { REFUSALS } from '../contracts/refusals.ts';
import { PageFailure } from '../ui/page-failure.tsx';

/** Every address that is no page; answered as 404 so that nothing mistakes it for one. */
export function loader() {
  throw data({ reason: 'not_served' }, { status: REFUSALS.not_served.status });
}

export default function NotFound() {
  return null;
}

export const ErrorBoundary = PageFailure;
