/**
 * The two ways Shopify signs query strings: `hmac` on requests that open an app, `signature` on
 * those an app proxy passes on. Both are hex HMAC-SHA256 under the app's secret
 * (https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies, 2026-11).
 */
import { createHmac } from 'node:crypto';

/** Adds `hmac` over all of `query`, sorted by name and joined by `&`. */
export function signLaunch(query: URLSearchParams, secret: string): URLSearchParams {
  const sorted = new URLSearchParams([...query].sort(byName));
  const signed = new URLSearchParams(query);
  signed.set('hmac', hmacHex(secret, sorted.toString()));
  return signed;
}

/** Adds `signature`: `name=value` sorted, joined by nothing; values of one name joined by `,`. */
export function signProxy(query: URLSearchParams, secret: string): URLSearchParams {
  const values = new Map<string, string[]>();
  for (const [name, value] of query) values.set(name, [...(values.get(name) ?? []), value]);
  const message = [...values]
    .map(([name, all]) => [name, all.join(',')] as const)
    .sort(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join('');
  const signed = new URLSearchParams(query);
  signed.set('signature', hmacHex(secret, message));
  return signed;
}

function byName(one: readonly [string, string], other: readonly [string, string]): number {
  return one[0].localeCompare(other[0]);
}

function hmacHex(secret: string, message: string): string {
  return createHmac('sha256', secret).update(message).digest('hex');
}
