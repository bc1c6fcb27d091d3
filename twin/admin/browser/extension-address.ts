/**
 * Where the addresses lead that extensions of the admin name: `shopify:admin/…`, `app:…`,
 * `extension:…` and those of the app
 * (https://shopify.dev/docs/api/admin-extensions/latest/network-features, read 2026-11).
 */
import { placeAddress } from './app-address.ts';

type Place = { readonly root: string; readonly shop: string };
type Own = { readonly appHandle: string; readonly appUrl: string };

/** An address of the twin, or the handle of another extension of the same app. */
export function extensionAddress(
  url: string,
  { root, shop }: Place,
  { appHandle, appUrl }: Own,
): { readonly address: string } | { readonly extension: string } {
  const [, other] = /^extension:\/{0,2}([\w-]+)/.exec(url) ?? [];
  if (other !== undefined) return { extension: other };
  const [, inApp] = /^app:\/*(.*)$/.exec(url) ?? [];
  if (inApp !== undefined) {
    return { address: `${root}/apps/${appHandle}${inApp && `/${inApp}`}` };
  }
  const appOrigin = new URL(appUrl).origin;
  const whole = /^shopify:/.test(url) ? url : new URL(url, appUrl).href;
  return { address: placeAddress(whole, { root, appHandle, appOrigin, shop }) };
}
