/**
 * A shop on the twin with Laurel before it, as `npm start` puts them together: the real web and
 * worker processes, built screens and extensions, a database of their own.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildExtensions } from '../../scripts/start/build-extensions.ts';
import { buildScreens } from '../../scripts/start/build-screens.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import type { AppDefinition } from '../../twin/apps/app-definition.ts';
import { installApp } from '../../twin/apps/install-app.ts';
import type { App } from '../../twin/model/app.ts';
import { openTwin, type Twin } from '../../twin/twin.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { freePorts } from './ports.ts';
import { answers, end, kill, launch } from './processes.ts';
import { DATA_KEY, SECRET } from './webhooks.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SLICE = 'twin/trade-file/online-retail-slice.csv.gz';
const REROUTE = pathToFileURL(join(ROOT, 'twin/reroute/reroute.mjs')).href;

export type LaurelShop = {
  readonly twin: Twin;
  /** Laurel as the twin knows it. */
  readonly app: App;
  readonly adminOrigin: string;
  readonly storefrontOrigin: string;
  /** Where Laurel is reached, as through a tunnel. */
  readonly frontOrigin: string;
  /** Where Laurel's own web process listens. */
  readonly url: string;
  readonly database: TestDatabase;
  /** What the web and worker processes said last. */
  readonly said: () => string;
  /** kill -9 to the worker, and a new one in its place. */
  readonly killWorker: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type LaurelShopOptions = {
  /** Whether the shop has Laurel already; otherwise a story installs it. */
  readonly isInstalled?: boolean;
  /** Whether the shop has the year behind it that the slice tells of; otherwise it is empty. */
  readonly hasHistory?: boolean;
};

/** Starts everything on ports of its own; throws with its words what does not come up. */
export async function startLaurelShop({
  isInstalled = false,
  hasHistory = false,
}: LaurelShopOptions = {}): Promise<LaurelShop> {
  const ports = await freePorts(['admin', 'storefront', 'mail', 'front', 'web'] as const);
  await Promise.all([buildScreens(), buildExtensions()]);
  const [database, twin] = await Promise.all([
    freshDatabase(),
    openTwin({ folder: null, ports, tradeFile: hasHistory ? SLICE : null }),
  ]);
  const url = `http://127.0.0.1:${ports.web}`;
  const frontOrigin = `http://127.0.0.1:${ports.front}`;
  const app = await twin.addApp({
    folder: ROOT,
    origin: url,
    frontPort: ports.front,
    apiSecret: SECRET,
  });
  const { clientId } = (app.definition as AppDefinition).configuration;
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production' as const,
    DATABASE_URL: database.appUrl,
    QUEUE_URL: database.queueUrl,
    SHOPIFY_API_KEY: clientId,
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: frontOrigin,
    SHOPIFY_TWIN_ORIGIN: twin.adminOrigin,
    DATA_KEY: DATA_KEY.toString('base64'),
    HOST: '127.0.0.1',
    PORT: String(ports.web),
    LOG_LEVEL: 'info',
  };
  const rerouted = ['--import', REROUTE];
  const web = launch('app/web.ts', env, rerouted);
  let worker = launch('app/worker.ts', env, rerouted);
  await answers(`${url}/ready`, web);
  if (isInstalled) installApp(twin.rooms.world, twin.rooms.shop().id, app);
  return {
    twin,
    app,
    adminOrigin: twin.adminOrigin,
    storefrontOrigin: twin.storefrontOrigin,
    frontOrigin,
    url,
    database,
    said: () => `web:\n${web.words()}\nworker:\n${worker.words()}`,
    killWorker: async () => {
      await kill(worker);
      worker = launch('app/worker.ts', env, rerouted);
    },
    stop: async () => {
      await Promise.all([end(web), end(worker)]);
      await twin.stop();
      await database.drop();
    },
  };
}

/** Rows of one statement about the shop's only program, asked as the tables' owner. */
export function ask<Row>(shop: LaurelShop, text: string, values: unknown[] = []): Promise<Row[]> {
  return connected(shop.database.ownerUrl, async (client) => {
    const { rows } = await client.query(text, values);
    return rows as Row[];
  });
}
