/**
 * Trades a token that never expires for a pair that does, without a merchant at hand. The answer
 * may be asked for again for seven days (changelog of shopify.dev, "More resilient token exchanges
 * when migrating tokens without a user session", read 2026-11).
 */
import type { App, Installation } from '../model/app.ts';
import { accessTokens } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import { findToken, issuePair, repeatPair, type TokenPair } from './access-tokens.ts';
import { NO_SHOP } from './find-app.ts';

const RETRY_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

/** The pair; null where `text` is no token that never expires, or is no longer good for it. */
export function migrateToken(
  world: World,
  holder: { app: App; installation: Installation; shopId: number },
  text: string,
): TokenPair | null {
  const known = findToken(world, text);
  const now = world.clock.now();
  if (known?.kind !== 'offline' || known.expiresAt !== null) return null;
  if (known.installationId !== holder.installation.id) return null;
  if (known.revokedAt === null) {
    const pair = issuePair(world, holder);
    const { id } = pair.refresh.record;
    world.store.put(accessTokens, NO_SHOP, { ...known, revokedAt: now, pairedId: id });
    return pair;
  }
  const refresh = known.pairedId && world.store.get(accessTokens, NO_SHOP, known.pairedId);
  if (!refresh || now > known.revokedAt + RETRY_LIFE_MS) return null;
  return repeatPair(world, holder, refresh);
}
