/**
 * What surrounds every page: Polaris with its words, its links made ours, and the bar with our
 * name. Polaris names the font Inter but brings none, and we load none: whoever has it sees it.
 */
import { Link as RemixLink } from '@remix-run/react';
import { AppProvider } from '@shopify/polaris';
import words from '@shopify/polaris/locales/en.json' with { type: 'json' };
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import icon from './laurel.svg?url';
import laurelStyles from './laurel.css?url';

export const frameLinks = () => [
  { rel: 'stylesheet', href: polarisStyles },
  { rel: 'stylesheet', href: laurelStyles },
  { rel: 'icon', href: icon, type: 'image/svg+xml' },
];

export function Frame({ children }: { children: ReactNode }) {
  return (
    <AppProvider i18n={words} linkComponent={PolarisLink}>
      <header className="laurel-bar">
        <RemixLink to="/" className="laurel-name">
          <img src={icon} alt="" width="28" height="28" />
          Laurel
        </RemixLink>
        <nav aria-label="Pages">
          <RemixLink to="/status">Status</RemixLink>
        </nav>
      </header>
      <main>{children}</main>
    </AppProvider>
  );
}

// App Bridge's types add `disabled` to every link; Polaris's links have none.
type PolarisLinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'disabled'> & {
  url?: string;
  external?: boolean;
};

/** Polaris speaks of `url`; Remix wants `to`, and moves without loading the page anew. */
function PolarisLink({ url = '', external, children, ...rest }: PolarisLinkProps) {
  if (external === true || !url.startsWith('/')) {
    return (
      <a href={url} rel="noreferrer" {...rest}>
        {children}
      </a>
    );
  }
  return (
    <RemixLink to={url} {...rest}>
      {children}
    </RemixLink>
  );
}
