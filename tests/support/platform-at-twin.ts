/**
 * Laurel's side of Shopify, in this process, against a whole twin: the composer that web and worker
 * use, over a database of the test's own, with what it sends to Shopify led to the twin.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import type pg from 'pg';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { composePlatform, type Platform } from '../../app/composition/platform.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import type { AppDefinition } from '../../twin/apps/app-definition.ts';
import { installApp } from '../../twin/apps/install-app.ts';
import { buildLaunchUrl } from '../../twin/apps/launch-url.ts';
import { adminSessionId, mintAdminToken } from '../../twin/apps/session-tokens.ts';
import { ownerOf } from '../../twin/apps/shop-owner.ts';
import type { App, Installation } from '../../twin/model/app.ts';
import type { Shop } from '../../twin/model/shop.ts';
import { openTwin, type Twin } from '../../twin/twin.ts';
import { USER_AGENT } from './browser.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { freePorts } from './ports.ts';
import { DATA_KEY, SECRET } from './webhooks.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SLICE = 'twin/trade-file/online-retail-slice.csv.gz';

export type Heard = { readonly topic: string; readonly body: Buffer };

export type PlatformAtTwin = {
  readonly twin: Twin;
  readonly shop: Shop;
  readonly app: App;
  readonly installation: () => Installation;
  readonly database: TestDatabase;
  readonly pool: pg.Pool;
  readonly platform: Platform;
  /** A second process of Laurel's, over the same database. */
  readonly another: () => Platform;
  /** Requests that reached the twin, newest last: `POST /admin/oauth/access_token`. */
  readonly asked: string[];
  /** Webhooks the twin delivered, oldest first. */
  readonly heard: Heard[];
  /** What App Bridge would send with a request of the admin now. */
  readonly staffToken: () => Promise<string>;
  /** A document request of the admin's frame, as Shopify makes it. */
  readonly launch: (path?: string) => Promise<Request>;
  /** Opens Laurel in the admin, so that it has a token; answers the shop. */
  readonly open: () => Promise<ShopRef>;
  readonly stop: () => Promise<void>;
};

type PlatformOptions = {
  readonly hasHistory?: boolean;
  /** Instead of one of its own. */
  readonly database?: TestDatabase;
};

/** Starts it with the app installed, and not yet opened. */
export async function startPlatformAtTwin(options: PlatformOptions = {}): Promise<PlatformAtTwin> {
  const { hasHistory = false, database: given } = options;
  const ports = await freePorts(['admin', 'storefront', 'mail', 'front', 'web'] as const);
  const [database, twin] = await Promise.all([
    given ?? freshDatabase(),
    openTwin({ folder: null, ports, tradeFile: hasHistory ? SLICE : null }),
  ]);
  const heard: Heard[] = [];
  const listener = await listenForWebhooks(ports.web, heard);
  const app = await twin.addApp({
    folder: ROOT,
    origin: `http://127.0.0.1:${ports.web}`,
    frontPort: ports.front,
    apiSecret: SECRET,
  });
  const { world } = twin.rooms;
  const shop = twin.rooms.shop();
  let installation = installApp(world, shop.id, app);
  const asked: string[] = [];
  const undo = leadTo(twin.adminOrigin, asked);
  const pool = openPool({ url: database.appUrl, max: 8, name: 'platform-at-twin' });
  const opened: Platform[] = [];
  const another = (): Platform => {
    const platform = composePlatform({
      pool,
      vault: openVault(DATA_KEY),
      env: {
        databaseUrl: database.appUrl,
        shopifyApiKey: (app.definition as AppDefinition).configuration.clientId,
        shopifyApiSecret: SECRET,
        shopifyAppUrl: app.frontOrigin,
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      clock: () => instant(Date.now()),
    });
    opened.push(platform);
    return platform;
  };
  const platform = another();
  const userId = ownerOf(shop).id;
  const launch = async (path = '/app') => {
    installation = installApp(world, shop.id, app);
    const installationId = installation.id;
    const now = world.clock.now();
    const from = { app, shop, installationId, userId, now, path, locale: 'en' };
    return asBrowser(await buildLaunchUrl(from));
  };
  return {
    ...{ twin, shop, app, database, pool, platform, another, asked, heard, launch },
    installation: () => installation,
    staffToken: () => {
      const sessionId = adminSessionId(installation.id, userId);
      return mintAdminToken({ app, shop, now: world.clock.now(), userId, sessionId });
    },
    open: async () => {
      const { programId, shopId, domain } = await platform.visitors.staff(await launch());
      return { programId, shopId, domain };
    },
    stop: async () => {
      for (const each of opened) await each.close();
      await pool.end();
      listener.closeAllConnections();
      listener.close();
      await twin.stop();
      undo();
      await database.drop();
    },
  };
}

/** A request with a browser's name; Shopify's library turns robots away. */
export function asBrowser(url: string, headers: Record<string, string> = {}): Request {
  return new Request(url, { headers: { 'user-agent': USER_AGENT, ...headers } });
}

/** What the preload of `npm start` does, for this process. */
function leadTo(adminOrigin: string, asked: string[]): () => void {
  const real = globalThis.fetch;
  const led: typeof fetch = (input, init) => {
    const from = new URL(input instanceof Request ? input.url : String(input));
    if (!from.hostname.endsWith('.myshopify.com')) return real(input, init);
    asked.push(`${init?.method ?? 'GET'} ${from.pathname}`);
    const headers = new Headers(init?.headers);
    headers.set('x-shopify-twin-host', from.hostname);
    return real(new URL(`${from.pathname}${from.search}`, adminOrigin), { ...init, headers });
  };
  globalThis.fetch = led;
  setAbstractFetchFunc(led);
  return () => {
    globalThis.fetch = real;
    setAbstractFetchFunc(real);
  };
}

async function listenForWebhooks(port: number, heard: Heard[]) {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const topic = String(request.headers['x-shopify-topic']);
      heard.push({ topic, body: Buffer.concat(parts) });
      response.end();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
