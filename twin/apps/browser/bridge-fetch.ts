/**
 * `fetch` as App Bridge leaves it: requests to the app carry a session token, and addresses of the
 * form `shopify:admin/api/…` reach the Admin API without the app's server
 * (https://shopify.dev/docs/api/app-bridge-library/apis/resource-fetching, read 2026-11).
 */
import type { BridgeConfig } from './bridge-config.ts';
import type { Link } from './link.ts';

const DIRECT = /^shopify:(\/\/)?\/?admin\//;

/** Asked to try again with a fresh token; the app's library sets it on a 401. */
const RETRY = 'X-Shopify-Retry-Invalid-Session-Request';

/** Wraps `window.fetch`. */
export function wrapFetch(link: Link, config: BridgeConfig, idToken: () => Promise<string>): void {
  const realFetch = window.fetch.bind(window);

  async function askWithToken(request: Request): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.set('Authorization', `Bearer ${await idToken()}`);
    if (!headers.has('X-Requested-With')) headers.set('X-Requested-With', 'XMLHttpRequest');
    return realFetch(new Request(request, { headers }));
  }

  window.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (DIRECT.test(address)) return askDirectly(link, address, init);
    if (!isOwn(address, config.appOrigins)) return realFetch(input, init);
    const request = new Request(input, init);
    if (request.headers.has('Authorization')) return realFetch(request);
    const again = request.clone();
    const answer = await askWithToken(request);
    return answer.headers.has(RETRY) ? askWithToken(again) : answer;
  };
}

/** Of the app's origin, one of its subdomains, or an origin it named. */
function isOwn(address: string, appOrigins: readonly string[]): boolean {
  const url = new URL(address, location.href);
  if (!/^https?:$/.test(url.protocol)) return false;
  if (url.origin === location.origin || appOrigins.includes(url.origin)) return true;
  return url.hostname.endsWith(`.${location.hostname}`) && url.port === location.port;
}

async function askDirectly(link: Link, address: string, init?: RequestInit): Promise<Response> {
  const request = new Request(new URL(location.href), init);
  const { status, headers, body } = await link.call('directApi', {
    path: `/${address.replace(DIRECT, 'admin/')}`,
    method: init?.method ?? 'GET',
    headers: Object.fromEntries(request.headers),
    body: init?.body ? await request.text() : null,
  });
  return new Response(body, { status, headers });
}
