/**
 * The extension's `fetch`. Checkout and customer accounts need the `network_access` capability; the
 * admin and the till resolve relative addresses against the app and sign calls to it
 * (https://shopify.dev/docs/api/admin-extensions/latest/network-features, 2026-11). Addresses that
 * begin with `shopify:` go to the platform, which answers them itself.
 */
import type { StartOrder } from './wire.ts';

type Call = (name: string, args: readonly unknown[]) => Promise<unknown>;
type PlatformAnswer = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** To the network, and to the page whose origin the worker shares. */
export const OTHER_DOORS = [
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'WebTransport',
  'Worker',
  'SharedWorker',
  'BroadcastChannel',
  'importScripts',
];

/** Replaces `fetch` and closes the other ways out. */
export function installFetch(order: StartOrder, call: Call): void {
  const nativeFetch = globalThis.fetch.bind(globalThis);
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address.startsWith('shopify:')) return askPlatform(order, call, new Request(input, init));
    if (order.appFetch) return fetchSigned(order.appFetch, call, nativeFetch, input, init);
    if (!order.networkAccess) throw new TypeError(refusal(order, address));
    return nativeFetch(input, init);
  };
  for (const door of OTHER_DOORS) {
    Object.defineProperty(globalThis, door, {
      value: function closed() {
        throw new TypeError(`${door} does not exist in an extension's sandbox.`);
      },
    });
  }
}

function refusal({ target }: StartOrder, address: string): string {
  return (
    `fetch of ${address} was blocked: the extension of ${target} has no network access. ` +
    'Set network_access = true under [extensions.capabilities] in shopify.extension.toml.'
  );
}

async function askPlatform(order: StartOrder, call: Call, request: Request): Promise<Response> {
  if (!order.functionNames.includes('fetch')) {
    throw new TypeError(`${request.url} is not served to ${order.target}.`);
  }
  const body = request.method === 'GET' ? null : await request.text();
  const answer = (await call('fetch', [
    request.url,
    { method: request.method, headers: Object.fromEntries(request.headers), body },
  ])) as PlatformAnswer;
  return new Response(answer.body, {
    status: answer.status,
    headers: answer.headers ?? { 'content-type': 'application/json' },
  });
}

async function fetchSigned(
  { appUrl, tokenFunction }: NonNullable<StartOrder['appFetch']>,
  call: Call,
  nativeFetch: typeof fetch,
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : String(input), appUrl);
  const request = new Request(input instanceof Request ? input : url, init);
  const app = new URL(appUrl);
  const ofTheApp = url.host === app.host || url.host.endsWith(`.${app.host}`);
  if (ofTheApp && !request.headers.has('authorization')) {
    const token = await call(tokenFunction, []);
    if (typeof token === 'string') request.headers.set('authorization', `Bearer ${token}`);
  }
  return nativeFetch(request);
}
