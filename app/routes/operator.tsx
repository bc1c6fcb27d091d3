/** What surrounds the pages for whoever runs Laurel itself, outside of any shop's admin. */
import { Outlet } from '@remix-run/react';
import { Frame } from '../ui/frame.tsx';
import { PageFailure } from '../ui/page-failure.tsx';

export default function Operator() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  );
}

export function ErrorBoundary() {
  return (
    <Frame>
      <PageFailure />
    </Frame>
  );
}
