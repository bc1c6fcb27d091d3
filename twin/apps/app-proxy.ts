/**
 * The app proxy: what a visitor asks of `/apps/<subpath>/…` in the online store is asked of the
 * app, signed (https://shopify.dev/docs/apps/build/online-store/app-proxies and its page on
 * authenticating, read 2026-11). Cookies go neither way, redirects are followed.
 */
import type { App } from '../model/app.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import { definitionOf, listApps } from './find-app.ts';
import { signProxy } from './signatures.ts';

const TIMEOUT_MS = 10_000;

/** What a visitor may not say in Shopify's stead. */
const OURS = ['shop', 'path_prefix', 'timestamp', 'logged_in_customer_id', 'signature'];

const NOT_PASSED = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

const NOT_RETURNED = [
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'set-cookie',
  'transfer-encoding',
];

export type ProxiedApp = {
  readonly app: App;
  /** `/apps/club` */
  readonly pathPrefix: string;
  readonly target: URL;
};

/** The app that a path of the store belongs to, with the address behind it; null: nobody's. */
export function findProxiedApp(world: World, shop: Shop, url: URL): ProxiedApp | null {
  const [, prefix = '', subpath = ''] = url.pathname.split('/');
  for (const { app, installation } of listApps(world, shop.id)) {
    const proxy = definitionOf(app).configuration.appProxy;
    if (!installation || proxy?.prefix !== prefix || proxy.subpath !== subpath) continue;
    const pathPrefix = `/${prefix}/${subpath}`;
    const target = new URL(`${proxy.url}${url.pathname.slice(pathPrefix.length)}${url.search}`);
    return { app, pathPrefix, target };
  }
  return null;
}

export type ProxyCall = {
  readonly appId: number;
  readonly method: string;
  readonly url: string;
  /** HTTP status, or the name of what went wrong. */
  readonly answer: string;
  readonly ms: number;
  readonly at: number;
};

export type ProxyAnswer = {
  readonly response: Response;
  /** The body is Liquid, to be rendered in the theme by the storefront. */
  readonly isLiquid: boolean;
};

export type ProxyRequest = {
  readonly shop: Shop;
  readonly found: ProxiedApp;
  readonly request: Request;
  readonly customerId: number | null;
  readonly visitorIp: string;
  /** Told of each call, also of failed ones. */
  readonly log?: (call: ProxyCall) => void;
  readonly timeoutMs?: number;
};

/** Asks the app and answers what it said; an app that fails or stalls gives a page that says so. */
export async function askProxiedApp(world: World, asked: ProxyRequest): Promise<ProxyAnswer> {
  const { request, found, shop, log } = asked;
  const at = world.clock.now();
  const began = performance.now();
  const url = signTarget(found, { shop, customerId: asked.customerId, at });
  const note = (answer: string) =>
    log?.({
      appId: found.app.id,
      method: request.method,
      url: url.href,
      answer,
      ms: Math.round(performance.now() - began),
      at,
    });
  try {
    const hasBody = !/^(GET|HEAD)$/.test(request.method);
    const answer = await fetch(url, {
      method: request.method,
      headers: headersToApp(request, asked),
      body: hasBody ? await request.arrayBuffer() : null,
      redirect: 'follow',
      signal: AbortSignal.timeout(asked.timeoutMs ?? TIMEOUT_MS),
    });
    note(String(answer.status));
    return passOn(answer);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'Error';
    note(name);
    return { response: sayFailed(name === 'TimeoutError' ? 504 : 502), isLiquid: false };
  }
}

/** The app's address with the five parameters Shopify adds, signed. */
export function signTarget(
  { app, target, pathPrefix }: ProxiedApp,
  { shop, customerId, at }: { shop: Shop; customerId: number | null; at: number },
): URL {
  const query = new URLSearchParams(target.search);
  for (const name of OURS) query.delete(name);
  query.set('shop', shop.domain);
  query.set('logged_in_customer_id', customerId === null ? '' : String(customerId));
  query.set('path_prefix', pathPrefix);
  query.set('timestamp', String(Math.floor(at / 1000)));
  const url = new URL(target);
  url.search = signProxy(query, app.apiSecret).toString();
  return url;
}

function headersToApp(request: Request, { shop, visitorIp }: ProxyRequest): Headers {
  const headers = new Headers();
  request.headers.forEach((value, name) => {
    if (!NOT_PASSED.has(name) && !name.startsWith('sec-')) headers.set(name, value);
  });
  headers.set('x-forwarded-for', visitorIp);
  headers.set('x-forwarded-host', shop.domain);
  headers.set('x-forwarded-proto', 'https');
  headers.set('x-shop-domain', shop.domain);
  return headers;
}

function passOn(answer: Response): ProxyAnswer {
  const headers = new Headers(answer.headers);
  for (const name of NOT_RETURNED) headers.delete(name);
  const isLiquid = /^application\/liquid/.test(headers.get('content-type') ?? '');
  const hasBody = ![101, 204, 205, 304].includes(answer.status);
  const { status, statusText } = answer;
  return {
    response: new Response(hasBody ? answer.body : null, { status, statusText, headers }),
    isLiquid,
  };
}

function sayFailed(status: number): Response {
  return new Response(
    '<!doctype html><title>Error</title><p>There was an error in the third-party application.</p>',
    { status, headers: { 'content-type': 'text/html; charset=utf-8' } },
  );
}
