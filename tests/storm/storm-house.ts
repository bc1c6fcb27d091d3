/**
 * Laurel in a storm: the real web and worker before servers that break, told by a stand-in what
 * Shopify says. Both are killed and started again; nobody does anything else for them. Benches live
 * in the same house, before servers that stand.
 */
import { Session } from '@shopify/shopify-api';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { noteInstalled } from '../../app/adapters/postgres/note-installed.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { shopSessions } from '../../app/adapters/postgres/shop-session.server.ts';
import { offlineId, toKept } from '../../app/adapters/shopify/kept-session.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { buildScreens } from '../../scripts/start/build-screens.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { openShop } from '../support/app.ts';
import { freePort } from '../support/ports.ts';
import { answers, end, launch, type Launched } from '../support/processes.ts';
import type { QueueBackend } from '../support/redis.ts';
import { APP_ENV, DATA_KEY } from '../support/webhooks.ts';
import { type AdminApi, type AdminApiOptions, startAdminApi } from './admin-api.ts';
import { startStormServers, type StormServers } from './storm-servers.ts';

export type StormShop = {
  readonly domain: string;
  readonly programId: number;
  readonly shopId: number;
  readonly definition: ProgramDefinition;
};

/** What a house stands on; `directAppUrl` is for who looks on. */
export type HouseServers = Pick<
  StormServers,
  'appUrl' | 'queueUrl' | 'ownerUrl' | 'directAppUrl' | 'stop'
>;

export type StormHouse = House<StormServers>;

export type House<S extends HouseServers = HouseServers> = {
  readonly url: string;
  readonly servers: S;
  readonly admin: AdminApi;
  /** kill -9, and a new one at once, as a supervisor would. */
  readonly kill: (what: 'web' | 'worker') => Promise<void>;
  /** Last words of processes that ended by themselves, and were started again. */
  readonly deaths: readonly string[];
  readonly shops: readonly StormShop[];
  readonly rows: <T extends object>(query: string, values?: unknown[]) => Promise<T[]>;
  readonly stop: () => Promise<void>;
};

const REROUTE = join(import.meta.dirname, '../../twin/reroute/reroute.mjs');

export async function startStormHouse(
  backend: QueueBackend,
  programs: ReadonlyMap<string, ProgramDefinition>,
): Promise<StormHouse> {
  return startHouse(await startStormServers(backend), programs);
}

/** Opens the shops first, each with its program, and then starts web and worker. */
export async function startHouse<S extends HouseServers>(
  servers: S,
  programs: ReadonlyMap<string, ProgramDefinition>,
  options: AdminApiOptions = {},
): Promise<House<S>> {
  await buildScreens();
  const admin = await startAdminApi(options);
  const shops: StormShop[] = [];
  for (const [domain, definition] of programs) {
    shops.push(await openStormShop(servers.directAppUrl, domain, definition));
  }
  const rows = <T extends object>(query: string, values: unknown[] = []): Promise<T[]> =>
    connected(servers.ownerUrl, async (owner) => {
      const answer = await owner.query<T>(query, values);
      return answer.rows;
    });
  // They have no past, and the next comparison is ten minutes away.
  await rows(`DELETE FROM chores WHERE kind = 'history'`);
  await rows(`UPDATE chores SET due_at = now() + '1 day' WHERE kind = 'reconcile'`);
  const port = await freePort();
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production' as const,
    ...{ DATABASE_URL: servers.appUrl, QUEUE_URL: servers.queueUrl, ...APP_ENV },
    ...{ DATA_KEY: DATA_KEY.toString('base64'), HOST: '127.0.0.1', PORT: String(port) },
    ...{ LOG_LEVEL: 'error', HEALTH_PORT: String(await freePort()) },
    // What they send to Shopify reaches the stand-in; the time is their own.
    ...{ SHOPIFY_TWIN_ORIGIN: admin.origin, SHOPIFY_TWIN_CLOCK: 'no' },
  };
  const preload = ['--import', pathToFileURL(REROUTE).href];
  const deaths: string[] = [];
  const web = supervise(() => launch('app/web.ts', env, preload), deaths);
  const worker = supervise(() => launch('app/worker.ts', env, preload), deaths);
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/ready`, web.now());
  return {
    ...{ url, servers, admin, shops, rows, deaths },
    kill: (what) => (what === 'web' ? web : worker).kill(),
    stop: async () => {
      await Promise.all([web.stop(), worker.stop()]);
      await servers.stop();
      await admin.close();
    },
  };
}

const RESTART_MS = 200;

/** Starts it again whenever it ends, killed or by itself, as a supervisor does. */
function supervise(start: () => Launched, deaths: string[]) {
  let running: Launched;
  let isOver = false;
  const begin = () => {
    const mine = start();
    running = mine;
    mine.child.once('exit', (code) => {
      if (isOver) return;
      if (code !== null) deaths.push(mine.words().slice(-2_000));
      if (code === null) begin();
      else setTimeout(() => void (isOver || begin()), RESTART_MS);
    });
  };
  begin();
  return {
    now: () => running,
    kill: async () => {
      const { child } = running;
      // It ended by itself, and is about to be started again.
      if (child.exitCode !== null) return;
      const isGone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await isGone;
    },
    stop: async () => {
      isOver = true;
      await end(running);
    },
  };
}

/** Makes the shop known, installed and published to, with a token in its sealed place. */
async function openStormShop(
  appUrl: string,
  domain: string,
  definition: ProgramDefinition,
): Promise<StormShop> {
  const programId = await openShop(appUrl, { domain, definition });
  const pool = openPool({ url: appUrl, max: 1, name: 'storm-opener' });
  const locks = { alone: <T>(_domain: string, work: () => Promise<T>) => work() };
  const sessions = shopSessions(pool, openVault(DATA_KEY), locks);
  const { shopId } = await sessions.openShop(domain);
  const shop = { programId, shopId, domain };
  const session = new Session({
    ...{ id: offlineId(domain), shop: domain, state: '', isOnline: false },
    ...{ accessToken: 'a token of the storm', expires: new Date(Date.now() + 86_400_000) },
  });
  await sessions.save(shop, toKept(session));
  const { currency, zone } = definition;
  const facts = { shopifyId: String(shopId), name: domain, currency, zone, scopes: '' };
  await noteInstalled(pool)(shop, { ...facts, at: instant(Date.now()) });
  await pool.end();
  return { ...shop, definition };
}
