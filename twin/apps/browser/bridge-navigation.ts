/**
 * Ways out of the app's frame, and the address bar that follows what happens inside it
 * (https://shopify.dev/docs/api/app-bridge-library/apis/navigation, read 2026-11).
 */
import type { Link } from './link.ts';

/** What Shopify adds to an address when it opens a page: none of it is for the address bar. */
const OURS = ['embedded', 'hmac', 'host', 'id_token', 'locale', 'session', 'shop', 'timestamp'];

/** The page's path as the admin's address shows it. */
export function cleanPath(url: { pathname: string; search: string; hash: string }): string {
  const query = new URLSearchParams(url.search);
  for (const name of OURS) query.delete(name);
  const search = query.toString();
  return `${url.pathname}${search ? `?${search}` : ''}${url.hash}`;
}

/** Hooks history, links and `open`. */
export function followNavigation(link: Link): void {
  let said = cleanPath(location);
  const say = () => {
    const path = cleanPath(location);
    if (path !== said) link.tell('path', (said = path));
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const real = history[name].bind(history);
    history[name] = (...state: Parameters<History['pushState']>) => {
      real(...state);
      say();
    };
  }
  addEventListener('popstate', say);
  addEventListener('hashchange', say);
  wrapOpen(link);
  document.addEventListener('click', (event) => leaveByLink(link, event));
}

function wrapOpen(link: Link): void {
  const realOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    const address = String(url ?? '');
    if (leavesFrame(address, target ?? '_blank')) {
      link.tell('navigate', { url: absolute(address), isNewTab: target === '_blank' || !target });
      return null;
    }
    return realOpen(url, target, features);
  };
}

function leaveByLink(link: Link, event: MouseEvent): void {
  const anchor = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
  const href = anchor?.getAttribute('href');
  if (!anchor || !href || event.defaultPrevented || event.button !== 0) return;
  const isNewTab = event.ctrlKey || event.metaKey || anchor.target === '_blank';
  if (!leavesFrame(href, anchor.target)) return;
  event.preventDefault();
  link.tell('navigate', { url: absolute(href), isNewTab });
}

/** Addresses of the admin, and anything aimed at the whole window. */
function leavesFrame(address: string, target: string): boolean {
  return /^shopify:/.test(address) || target === '_top' || target === '_parent';
}

function absolute(address: string): string {
  return /^shopify:/.test(address) ? address : new URL(address, location.href).href;
}

/** The clicked item of the app's menu: handed to the app's router, or followed as a link. */
export function followMenu(link: Link, find: (href: string) => HTMLElement | null): void {
  let routers = 0;
  // The documentation's router listens on the document, Shopify's own React one on the window.
  for (const place of [window, document]) {
    const realAdd = place.addEventListener.bind(place);
    place.addEventListener = (type: string, ...rest: [EventListenerOrEventListenerObject]) => {
      if (type === 'shopify:navigate') routers += 1;
      realAdd(type, ...rest);
    };
  }
  link.on('nav.clicked', ({ href }) => {
    const item = find(href);
    if (item && routers > 0) {
      item.dispatchEvent(new Event('shopify:navigate', { bubbles: true, cancelable: true }));
    } else if (item) item.click();
    else location.assign(href);
  });
}
