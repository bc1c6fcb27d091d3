/** The frame around every page in Shopify's admin. */
import type { LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData } from '@remix-run/react';
import { BareFailure } from '../ui/embedded/embedded-failure.tsx';
import { EmbeddedFrame } from '../ui/embedded/embedded-frame.tsx';
import { passHeaders } from '../ui/embedded/pass-headers.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.visitors.staff(request);
  return { apiKey: context.auth.apiKey };
}

/** The app's own id never changes; each page asks who is visiting by itself. */
export const shouldRevalidate = () => false;

export default function App() {
  const { apiKey } = useLoaderData<typeof loader>();
  return (
    <EmbeddedFrame apiKey={apiKey}>
      <Outlet context={{ apiKey }} />
    </EmbeddedFrame>
  );
}

export const headers = passHeaders;
export const ErrorBoundary = BareFailure;
