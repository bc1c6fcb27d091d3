/** Shopify as the rest of Laurel sees it: its Admin API, who is asking, and the way in. */
import { setTimeout as later } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { noteInstalled } from '../adapters/postgres/note-installed.server.ts';
import { openShopLocks } from '../adapters/postgres/shop-lock.server.ts';
import { shopSessions } from '../adapters/postgres/shop-session.server.ts';
import { type ClientNeeds, openAdminClient } from '../adapters/shopify/admin-client.server.ts';
import { openShopify } from '../adapters/shopify/admin/verbs.server.ts';
import { refreshToken } from '../adapters/shopify/refresh-token.server.ts';
import { openTokens } from '../adapters/shopify/tokens.server.ts';
import { openVisitors } from '../adapters/shopify/visitors.server.ts';
import type { AuthContext } from '../contracts/auth-context.ts';
import type { VisitorChecks } from '../contracts/visitors.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Vault } from '../services/ports/ingest.ts';
import type { Watch } from '../services/ports/telemetry.ts';
import type { NamedMirrors } from '../services/watch-mirrors.ts';
import type { Log } from '../services/ports/log.ts';
import type { Shopify } from '../services/ports/shopify.ts';
import { watchAsk } from './telemetry.server.ts';
import { openShopifyLibrary, type ShopifyLibrary } from '../shopify.server.ts';

export type PlatformNeeds = {
  readonly pool: pg.Pool;
  readonly vault: Vault;
  /** What web and worker read alike. */
  readonly env: {
    readonly databaseUrl: string;
    readonly shopifyApiKey: string;
    readonly shopifyApiSecret: string;
    readonly shopifyAppUrl: string;
  };
  readonly log: Log;
  readonly clock: () => Instant;
  /** Hears of each question to Shopify. */
  readonly watch?: Watch;
  /** Of whom a write at Shopify speaks. */
  readonly memberOf?: NamedMirrors['memberOf'];
  /** How requests wait for their turn and are asked again: as long as it takes, unless said. */
  readonly timing?: ClientTiming;
};

type ClientTiming = Pick<ClientNeeds, 'now' | 'later' | 'pause'>;

const REAL_TIME: ClientTiming = {
  now: () => performance.now(),
  later: (ms, call) => void later(call, ms),
  pause: (ms) => sleep(ms),
};

export type Platform = {
  readonly shopify: Shopify;
  readonly visitors: VisitorChecks;
  readonly auth: AuthContext;
  /** Ends the connections that are not the pool's. */
  close(): Promise<void>;
};

/** One for each process, over its own pool. */
export function composePlatform(needs: PlatformNeeds): Platform {
  const { pool, vault, env, log, clock, watch = () => undefined } = needs;
  const { timing = REAL_TIME } = needs;
  const locks = openShopLocks(env.databaseUrl);
  const sessions = shopSessions(pool, vault, locks);
  const { shopifyApiKey: apiKey, shopifyApiSecret: apiSecret, shopifyAppUrl: appUrl } = env;
  const library = openShopifyLibrary({ apiKey, apiSecret, appUrl, sessions });
  const tokens = openTokens({ sessions, refresh: refreshToken(library.api), clock });
  // Asked for at each call: what stands in for Shopify may be put in its place after we began.
  const fetch: typeof globalThis.fetch = (...given) => globalThis.fetch(...given);
  const client = openAdminClient({
    tokens,
    fetch,
    ...timing,
    heard: ({ lane, cost, currentlyAvailable: left, maximumAvailable: most }) =>
      watch({ is: 'budget-heard', lane, cost, left, most }),
  });
  const ask = watchAsk(client, watch, needs.memberOf ?? (() => null));
  const shopify = openShopify({ ask, fetch, hashing: vault });
  const note = noteInstalled(pool);
  const visitors = openVisitors({
    sessions,
    clock,
    authenticateAdmin: async (request) => {
      const { session } = await library.app.authenticate.admin(request);
      return { scopes: session.scope ?? '' };
    },
    decodeToken: (token) => library.api.session.decodeSessionToken(token),
    isSignedByProxy: (query) => library.api.utils.validateHmac(query, { signator: 'appProxy' }),
    install: async (shop, scopes) => {
      const facts = await shopify.readShop(shop);
      await note(shop, { ...facts, scopes, at: clock() });
      log.info({ program: shop.programId, shop: shop.shopId }, 'A shop was opened in its admin.');
    },
  });
  return { shopify, visitors, auth: authOf(library, apiKey, visitors), close: () => locks.close() };
}

function authOf(
  { app }: ShopifyLibrary,
  apiKey: string,
  visitors: Pick<VisitorChecks, 'staff'>,
): AuthContext {
  return {
    apiKey,
    addDocumentResponseHeaders: app.addDocumentResponseHeaders,
    async handle(request) {
      const { pathname, search } = new URL(request.url);
      if (pathname === '/auth/login') {
        await app.login(request);
        return new Response('Open Laurel from the apps of your Shopify admin.\n', {
          headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
        });
      }
      // Not the library itself: a shopper's token, which is ours too, is a bug to it.
      await visitors.staff(request);
      return new Response(null, { status: 302, headers: { location: `/app${search}` } });
    },
  };
}
