/**
 * Access and refresh tokens of an installation. Only hashes are kept; the text of a token follows
 * from the app's secret and the record's id, so that a repeated refresh can be answered alike.
 */
import { createHash, createHmac } from 'node:crypto';
import type { AccessToken, App, Installation } from '../model/app.ts';
import { accessTokens } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import { NO_SHOP } from './find-app.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** https://shopify.dev/changelog/offline-access-tokens-now-support-expiry-and-refresh (2026-11). */
const ACCESS_LIFE_MS = HOUR_MS;
const REFRESH_LIFE_MS = 90 * DAY_MS;
export const ONLINE_LIFE_MS = 24 * HOUR_MS;
/** https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens. */
const RETRY_LIFE_MS = 30 * DAY_MS;

const PREFIX = { offline: 'shpat_', online: 'shpua_', refresh: 'shprt_' } as const;

export type KeptToken = AccessToken & { readonly shopId: number };
export type IssuedToken = { readonly record: KeptToken; readonly text: string };

type Holder = { readonly app: App; readonly installation: Installation; readonly shopId: number };

type Issue = {
  readonly kind: AccessToken['kind'];
  readonly lifeMs: number | null;
  readonly userId?: number | null;
  readonly pairedId?: number | null;
};

/** Inside a transaction. */
export function issueToken(world: World, holder: Holder, issue: Issue): IssuedToken {
  const now = world.clock.now();
  const id = world.store.nextId();
  const text = tokenText(holder.app, issue.kind, id);
  const record = world.store.put(accessTokens, NO_SHOP, {
    id,
    appId: holder.app.id,
    installationId: holder.installation.id,
    shopId: holder.shopId,
    tokenHash: hash(text),
    kind: issue.kind,
    scopes: holder.installation.scopes,
    userId: issue.userId ?? null,
    pairedId: issue.pairedId ?? null,
    expiresAt: issue.lifeMs === null ? null : now + issue.lifeMs,
    revokedAt: null,
    createdAt: now,
  });
  return { record, text };
}

export type TokenPair = { readonly access: IssuedToken; readonly refresh: IssuedToken };

/** An access token of an hour with its refresh token of ninety days. */
export function issuePair(world: World, holder: Holder): TokenPair {
  const access = issueToken(world, holder, { kind: 'offline', lifeMs: ACCESS_LIFE_MS });
  const refresh = issueToken(world, holder, {
    kind: 'refresh',
    lifeMs: REFRESH_LIFE_MS,
    pairedId: access.record.id,
  });
  return { access, refresh };
}

/**
 * Rotates a refresh token. Until the replacement has itself been used, and for thirty days at most,
 * the same refresh token may be sent again and gets the same pair. Null: it is not active.
 */
export function refreshPair(world: World, holder: Holder, text: string): TokenPair | null {
  const known = findToken(world, text);
  const now = world.clock.now();
  if (known?.kind !== 'refresh' || known.installationId !== holder.installation.id) return null;
  if (known.revokedAt !== null || isOver(known, now)) return null;
  const paired = known.pairedId === null ? null : getToken(world, known.pairedId);
  if (paired?.kind === 'refresh') return repeatPair(world, holder, paired);
  retireForerunner(world, known);
  const pair = issuePair(world, holder);
  world.store.put(accessTokens, NO_SHOP, { ...known, pairedId: pair.refresh.record.id });
  return pair;
}

/** The pair that already replaced a refresh token, with its hour begun anew if it has run out. */
export function repeatPair(world: World, holder: Holder, refresh: KeptToken): TokenPair | null {
  const now = world.clock.now();
  if (refresh.revokedAt !== null || now > refresh.createdAt + RETRY_LIFE_MS) return null;
  const access = refresh.pairedId === null ? null : getToken(world, refresh.pairedId);
  // The replacement was used itself: what it replaced is retired.
  if (access === null || access.kind !== 'offline') return null;
  const renewed = isOver(access, now) ? { ...access, expiresAt: now + ACCESS_LIFE_MS } : access;
  world.store.put(accessTokens, NO_SHOP, renewed);
  return {
    access: { record: renewed, text: tokenText(holder.app, 'offline', access.id) },
    refresh: { record: refresh, text: tokenText(holder.app, 'refresh', refresh.id) },
  };
}

/** The token that `known` replaced ends with `known`'s first use. */
function retireForerunner(world: World, known: KeptToken): void {
  for (const each of world.store.find(
    accessTokens,
    NO_SHOP,
    'installation_id',
    known.installationId,
  )) {
    if (each.kind === 'refresh' && each.pairedId === known.id) revoke(world, each);
  }
}

/** Ends every token of an installation; inside a transaction. */
export function revokeTokens(
  world: World,
  installationId: number,
  isRevoked: (token: KeptToken) => boolean = () => true,
): void {
  const all = world.store.find(accessTokens, NO_SHOP, 'installation_id', installationId);
  for (const token of all) if (token.revokedAt === null && isRevoked(token)) revoke(world, token);
}

function revoke(world: World, token: KeptToken): void {
  world.store.put(accessTokens, NO_SHOP, { ...token, revokedAt: world.clock.now() });
}

/** The record of a token's text, whatever its state. */
export function findToken(world: World, text: string): KeptToken | null {
  return world.store.findOne(accessTokens, NO_SHOP, 'token_hash', hash(text));
}

function getToken(world: World, id: number): KeptToken | null {
  return world.store.get(accessTokens, NO_SHOP, id);
}

export function isOver(token: KeptToken, now: number): boolean {
  return token.expiresAt !== null && now >= token.expiresAt;
}

function tokenText(app: App, kind: AccessToken['kind'], id: number): string {
  const body = createHmac('sha256', app.apiSecret).update(`${kind} token ${id}`).digest('hex');
  return `${PREFIX[kind]}${body.slice(0, 32)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
