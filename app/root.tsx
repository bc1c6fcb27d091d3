/** The document around every page. */
import type { LinksFunction } from '@remix-run/node';
import {
  Links,
  Meta,
  type MetaFunction,
  Outlet,
  Scripts,
  ScrollRestoration,
} from '@remix-run/react';
import { type ReactNode, useContext } from 'react';
import { frameLinks, Frame } from './ui/frame.tsx';
import { NonceContext } from './ui/nonce.ts';
import { PageFailure } from './ui/page-failure.tsx';

export const links: LinksFunction = frameLinks;

export const meta: MetaFunction = () => [{ title: 'Laurel' }];

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return (
    <Frame>
      <PageFailure />
    </Frame>
  );
}
