/** What a page of a customer answers its extensions. */
import type { AccountActions } from '../../extensions/surfaces/types.ts';
import type { PlacedExtension } from '../placed-extensions.ts';
import { buyerActions } from './buyer-actions.ts';
import { fetchPlatform } from './platform-calls.ts';
import { showToast } from './toast.ts';

/** Navigation stays in the shop; intents are refused by name. */
export function accountActions(extension: PlacedExtension): AccountActions {
  return {
    ...buyerActions(extension),
    showToast: (content) => ({ hide: showToast(content) }),
    navigate: (url) => {
      location.assign(addressOf(url, extension));
    },
    updateCurrentEntry: ({ state }) => {
      history.replaceState(state, '');
    },
    invokeIntent: async (query) => {
      throw new Error(`The intent ${JSON.stringify(query)} is not implemented by this shop.`);
    },
    close: () => undefined,
    requireLogin: async () => {
      location.assign(`/account/login?return_to=${encodeURIComponent(location.pathname)}`);
    },
    fetchPlatform: (url, request) => fetchPlatform(extension, url, request),
  };
}

/** Follows links of extensions to the platform, which no browser knows how to open. */
export function followLinks(extensions: readonly PlacedExtension[]): void {
  document.addEventListener('twin:navigate', (event) => {
    const { href } = (event as CustomEvent<{ href: string }>).detail;
    const frame = (event.target as Element).closest<HTMLElement>('.twin-extension');
    const own = extensions.find(({ bundleUrl }) => bundleUrl === frame?.dataset.bundle);
    if (own === undefined || !/^(shopify|extension):/.test(href)) return;
    event.preventDefault();
    location.assign(addressOf(href, own));
  });
}

/** `shopify:customer-account/orders/1`, `extension:other/page` → a path of this shop. */
function addressOf(url: string, { appHandle }: PlacedExtension): string {
  const account = /^shopify:customer-account\/?(.*)$/.exec(url);
  if (account) return `/account/${account[1]}`;
  const own = /^extension:([\w-]+)\/?(.*)$/.exec(url);
  if (own) return `/account/pages/${appHandle}/${own[1]}/${own[2]}`.replace(/\/$/, '');
  return url;
}
