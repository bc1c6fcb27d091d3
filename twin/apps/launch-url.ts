/** The address the admin's frame loads: the app's page with all that Shopify says along. */
import { adminSessionId, mintAdminToken, type TokenApp } from './session-tokens.ts';
import { signLaunch } from './signatures.ts';

export type Launch = {
  readonly app: TokenApp & { readonly frontOrigin: string };
  readonly shop: { readonly domain: string; readonly handle: string };
  readonly installationId: number;
  readonly userId: number;
  readonly now: number;
  /** Below the app's root, with its query: `/members?page=2`. */
  readonly path: string;
  readonly locale: string;
};

/**
 * `host` is what an app sends on to App Bridge and to its own redirects. Shopify's libraries accept
 * none but Shopify's own domains in it, so it names the real admin; the twin's App Bridge finds the
 * twin's by the address it was loaded from.
 */
export function encodeHost(shopHandle: string): string {
  const host = Buffer.from(`admin.shopify.com/store/${shopHandle}`).toString('base64');
  return host.replace(/=+$/, '');
}

/** The signed address, with a session token that is valid for a minute from `now`. */
export async function buildLaunchUrl(launch: Launch): Promise<string> {
  const { app, shop, now, userId } = launch;
  const sessionId = adminSessionId(launch.installationId, userId);
  const target = new URL(launch.path, `${app.frontOrigin}/`);
  const query = new URLSearchParams(target.search);
  query.set('embedded', '1');
  query.set('host', encodeHost(shop.handle));
  query.set('id_token', await mintAdminToken({ app, shop, now, userId, sessionId }));
  query.set('locale', launch.locale);
  query.set('session', sessionId);
  query.set('shop', shop.domain);
  query.set('timestamp', String(Math.floor(now / 1000)));
  target.search = signLaunch(query, app.apiSecret).toString();
  return target.href;
}
