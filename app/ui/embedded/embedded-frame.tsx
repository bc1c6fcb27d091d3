/** What surrounds every page in Shopify's admin: App Bridge, Polaris and its words, the menu. */
import { Link } from '@remix-run/react';
import { NavMenu } from '@shopify/app-bridge-react';
import { AppProvider } from '@shopify/shopify-app-remix/react';
import type { ReactNode } from 'react';

/** Shopify's admin lights the entry whose address the page's own begins with. */
export function EmbeddedFrame({ apiKey, children }: { apiKey: string; children: ReactNode }) {
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey}>
      <NavMenu>
        <Link to="/app" rel="home">
          Home
        </Link>
        <Link to="/app/members">Members</Link>
        <Link to="/app/program">Program</Link>
        <Link to="/app/status">Status</Link>
      </NavMenu>
      <main>{children}</main>
    </AppProvider>
  );
}
