/** Who sent an Admin API request: the token's app, installation and rights, or a refusal. */
import type { App, Installation } from '../model/app.ts';
import { apps, installations, shops } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import { findToken, isOver } from './access-tokens.ts';
import { expandScopes } from './access-scopes.ts';
import { NO_SHOP } from './find-app.ts';

export type Authenticated = {
  readonly ok: true;
  readonly app: App;
  readonly installation: Installation;
  readonly shop: Shop;
  /** What the installation allows now, implied ones included; tokens follow the installation. */
  readonly scopes: readonly string[];
  /** The staff member behind an online token. */
  readonly userId: number | null;
  readonly isExpiring: boolean;
};

export type TokenRefusal = {
  readonly ok: false;
  readonly reason: 'missing' | 'unknown' | 'revoked' | 'expired' | 'foreign_shop';
};

/** The words of Shopify's 401, the same for every reason. */
export const UNAUTHORIZED =
  '[API] Invalid API key or access token (unrecognized login or wrong password)';

/** Reads `X-Shopify-Access-Token`; `shopDomain` is the host the request was sent to. */
export function authenticateToken(
  world: World,
  { token, shopDomain }: { token: string | null; shopDomain: string },
): Authenticated | TokenRefusal {
  if (!token) return { ok: false, reason: 'missing' };
  const record = findToken(world, token);
  if (!record || record.kind === 'refresh') return { ok: false, reason: 'unknown' };
  if (record.revokedAt !== null) return { ok: false, reason: 'revoked' };
  if (isOver(record, world.clock.now())) return { ok: false, reason: 'expired' };
  const shop = world.store.get(shops, NO_SHOP, record.shopId);
  if (shop?.domain !== shopDomain) return { ok: false, reason: 'foreign_shop' };
  const installation = world.store.get(installations, shop.id, record.installationId);
  const app = world.store.get(apps, NO_SHOP, record.appId);
  if (!app || !installation || installation.uninstalledAt !== null) {
    return { ok: false, reason: 'revoked' };
  }
  return {
    ok: true,
    app,
    installation,
    shop,
    scopes: expandScopes(installation.scopes),
    userId: record.userId,
    isExpiring: record.expiresAt !== null,
  };
}
