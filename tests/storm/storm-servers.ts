/**
 * The servers of a storm, to be broken and mended: a PostgreSQL cluster of its own that means its
 * commits (fsync on), a Redis of its own, and a proxy before each whose connections can be cut.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import {
  type Cluster,
  embeddedBinaries,
  startCluster,
} from '../../scripts/embedded-postgres/cluster.ts';
import { connected, createDatabase, createRoles } from '../../scripts/embedded-postgres/roles.ts';
import { migrateDeploy } from '../../scripts/migrate-deploy.ts';
import { freePort } from '../support/ports.ts';
import { type QueueBackend, redisServer } from '../support/redis.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const ROOT = join(import.meta.dirname, '../..');
const DATABASE = 'laurel_storm';

/** Every commit is flushed, as in production; so an immediate stop takes back nothing promised. */
const HONEST = { fsync: 'on', synchronous_commit: 'on', max_connections: '120' };

export type StormServers = {
  /** By way of the proxies, for the processes of the storm. */
  readonly appUrl: string;
  readonly queueUrl: string;
  /** Straight to the database, for who looks on. */
  readonly ownerUrl: string;
  readonly directAppUrl: string;
  /** As with the power gone: no checkpoint, no good-bye; then up again, from its log. */
  readonly stopPostgres: () => Promise<void>;
  /** kill -9; up again with what its append-only file holds. A queue on PostgreSQL has none. */
  readonly restartRedis: () => Promise<void>;
  /** The same, with some work done while it is down. */
  readonly withoutRedis: (work: () => Promise<unknown>) => Promise<void>;
  readonly flushRedis: () => Promise<void>;
  /** Cuts what is connected through the proxies; answers how many connections. */
  readonly cut: () => number;
  readonly stop: () => Promise<void>;
};

export async function startStormServers(backend: QueueBackend): Promise<StormServers> {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-storm-'));
  chmodSync(folder, 0o755);
  const postgres = await startPostgres(folder);
  const redis = backend === 'redis' ? await startRedis(folder) : null;
  const proxies = [await startTcpProxy(postgres.urlOf('app'))];
  if (redis) proxies.push(await startTcpProxy(redis.url));
  const [database, queue] = proxies as [TcpProxy, TcpProxy | undefined];
  const queueUrl = new URL(queue?.url ?? postgres.urlOf('queue'));
  if (!queue) queueUrl.port = String(database.port);
  return {
    ...{ appUrl: database.url, queueUrl: queueUrl.href },
    ...{ ownerUrl: postgres.urlOf('owner'), directAppUrl: postgres.urlOf('app') },
    stopPostgres: postgres.crash,
    restartRedis: async () => redis?.without(() => sleep(200)),
    withoutRedis: async (work) => redis?.without(work),
    flushRedis: async () => redis?.flush(),
    cut: () => proxies.reduce((sum, proxy) => sum + proxy.cutAll(), 0),
    stop: async () => {
      for (const proxy of proxies) await proxy.close();
      await redis?.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startPostgres(folder: string) {
  const secret = () => randomBytes(12).toString('hex');
  const passwords = { owner: secret(), app: secret(), queue: secret() };
  const options = {
    binDir: embeddedBinaries(ROOT),
    dataDir: join(folder, 'data'),
    port: await freePort(),
    password: secret(),
    settings: HONEST,
  };
  let cluster: Cluster = await startCluster(options);
  const urlOf = (role: keyof typeof passwords) =>
    `postgres://laurel_${role}:${passwords[role]}@127.0.0.1:${options.port}/${DATABASE}`;
  await connected(cluster.adminUrl(), async (admin) => {
    await createRoles(admin, passwords);
    await createDatabase(admin, DATABASE);
  });
  await migrateDeploy(urlOf('owner'));
  return {
    urlOf,
    crash: async () => {
      const isDead = new Promise<void>((resolve) => cluster.onDeath(resolve));
      process.kill(cluster.pid, 'SIGQUIT');
      await isDead;
      cluster = await startCluster(options);
    },
    stop: () => cluster.stop(),
  };
}

async function startRedis(folder: string) {
  const program = redisServer();
  if (program === null) throw new Error('no redis-server found: install it, or name one');
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  args.push('--appendonly', 'yes', '--appendfsync', 'everysec', '--loglevel', 'warning');
  const launch = () => spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let server = launch();
  const onExit = () => server.kill('SIGKILL');
  process.once('exit', onExit);
  const client = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    without: async (work: () => Promise<unknown>) => {
      await die(server);
      await work();
      server = launch();
      await client.ping();
    },
    flush: async () => void (await client.flushall()),
    stop: async () => {
      process.off('exit', onExit);
      client.disconnect();
      await die(server);
    },
  };
}

async function die(server: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await gone;
}
