/**
 * A Redis Cluster of a test's own, on loopback: three nodes with the slots among them, and a
 * stand-by for the node that has the queue's. To lose that node once is a failover, to lose the
 * next one, too, an outage.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePorts } from './ports.ts';
import { redisServer } from './redis.ts';
import { until } from './until.ts';

const SLOTS = 16_384;
const MASTERS = 3;
/** How long a node may be silent before the others take it for dead. */
const NODE_TIMEOUT_MS = 500;

export type ClusterForTests = {
  /** What QUEUE_URL expects; names the three first nodes only. */
  readonly url: string;
  /** The port of the node that has the key's slot now; null while none has. */
  readonly ownerOf: (key: string) => Promise<number | null>;
  /** kill -9. */
  readonly kill: (port: number) => Promise<void>;
  /** Makes it silent: it keeps its connections and answers nobody, like a machine cut off. */
  readonly silence: (port: number) => void;
  /** Starts a killed node again; it comes back with what it knew of the cluster, and no key. */
  readonly restart: (port: number) => Promise<void>;
  /** Asks the owner of the key's slot; null while there is none that answers. */
  readonly ask: <T>(key: string, ask: (redis: Redis) => Promise<T>) => Promise<T | null>;
  readonly stop: () => Promise<void>;
};

type Node = {
  readonly port: number;
  /** Where the nodes talk among themselves. */
  readonly busPort: number;
  readonly folder: string;
  child: ChildProcess | null;
  isSilent: boolean;
};

/** Starts it; the stand-by follows the owner of `key`'s slot. Throws without a Redis. */
export async function startRedisCluster(key: string): Promise<ClusterForTests> {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-cluster-'));
  const nodes: Node[] = [];
  const names = Array.from({ length: MASTERS + 1 }, (_, place) => String(place));
  const ports = await freePorts([...names, ...names.map((name) => `bus of ${name}`)]);
  for (const name of names) {
    const own = join(folder, name);
    mkdirSync(own);
    const [port = 0, busPort = 0] = [ports[name], ports[`bus of ${name}`]];
    nodes.push({ port, busPort, folder: own, child: null, isSilent: false });
  }
  const onExit = () => {
    for (const { child } of nodes) child?.kill('SIGKILL');
  };
  process.once('exit', onExit);
  const cluster = clusterOf(nodes, async () => {
    process.off('exit', onExit);
    await Promise.all(nodes.map(endNode));
    rmSync(folder, { recursive: true, force: true });
  });
  try {
    await Promise.all(nodes.map(startNode));
    await meet(nodes);
    await follow(nodes, key);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}

function clusterOf(nodes: readonly Node[], stop: () => Promise<void>): ClusterForTests {
  const at = (port: number): Node => {
    const node = nodes.find((each) => each.port === port);
    if (!node) throw new Error(`no node of the cluster listens on port ${port}`);
    return node;
  };
  return {
    url: `redis-cluster://${nodes
      .slice(0, MASTERS)
      .map(({ port }) => `127.0.0.1:${port}`)
      .join(',')}`,
    ownerOf: (key) => ownerOf(nodes, key),
    kill: (port) => endNode(at(port)),
    silence: (port) => {
      at(port).isSilent = at(port).child?.kill('SIGSTOP') ?? false;
    },
    restart: (port) => startNode(at(port)),
    ask: async (key, ask) => {
      const owner = await ownerOf(nodes, key);
      return owner === null ? null : asked(owner, ask).catch(() => null);
    },
    stop,
  };
}

async function startNode(node: Node): Promise<void> {
  const program = redisServer();
  if (program === null) {
    throw new Error('no redis-server found: install it, or name one with TEST_REDIS=/path');
  }
  const options = {
    '--port': node.port,
    '--bind': '127.0.0.1',
    '--dir': node.folder,
    '--save': '',
    '--appendonly': 'no',
    '--cluster-enabled': 'yes',
    '--cluster-config-file': 'nodes.conf',
    '--cluster-port': node.busPort,
    '--cluster-node-timeout': NODE_TIMEOUT_MS,
    // A part of the slots is better than none: what lies elsewhere goes on.
    '--cluster-require-full-coverage': 'no',
    '--cluster-replica-validity-factor': 0,
    '--repl-diskless-sync-delay': 0,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [name, String(value)]);
  node.child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  await until(() => asked(node.port, (redis) => redis.ping()).then(() => true, failed));
}

async function endNode(node: Node): Promise<void> {
  const { child } = node;
  node.child = null;
  if (child === null || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Shares the slots among the first three, makes all known to each other, and waits for both. */
async function meet(nodes: readonly Node[]): Promise<void> {
  for (const [place, { port }] of nodes.entries()) {
    await asked(port, async (redis) => {
      await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', String(place + 1));
      if (place < MASTERS) {
        const from = Math.ceil((SLOTS * place) / MASTERS);
        const to = Math.ceil((SLOTS * (place + 1)) / MASTERS) - 1;
        await redis.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
      }
      const [first] = nodes;
      if (first && port !== first.port) {
        const to = [first.port, first.busPort].map(String);
        await redis.call('CLUSTER', 'MEET', '127.0.0.1', ...to);
      }
    });
  }
  for (const { port } of nodes) {
    await until(async () => {
      const info = await asked(port, (redis) => redis.call('CLUSTER', 'INFO'));
      return /cluster_known_nodes:4/.test(String(info)) && /state:ok/.test(String(info));
    });
  }
}

async function follow(nodes: readonly Node[], key: string): Promise<void> {
  const owner = await ownerOf(nodes, key);
  const standBy = nodes.at(-1)?.port ?? 0;
  const id = await asked(owner ?? 0, (redis) => redis.call('CLUSTER', 'MYID'));
  await asked(standBy, (redis) => redis.call('CLUSTER', 'REPLICATE', String(id)));
  await until(async () =>
    /master_link_status:up/.test(await asked(standBy, (redis) => redis.info('replication'))),
  );
}

type Range = readonly [from: number, to: number, owner: readonly [string, number, string]];

/** As a node alive tells it that does not itself take the owner for dead. */
async function ownerOf(nodes: readonly Node[], key: string): Promise<number | null> {
  const alive = nodes.filter(({ child, isSilent }) => child !== null && !isSilent);
  for (const { port } of alive) {
    const [slot, ranges] = await asked(port, async (redis) => [
      Number(await redis.call('CLUSTER', 'KEYSLOT', key)),
      (await redis.call('CLUSTER', 'SLOTS')) as Range[],
    ]);
    const range = ranges.find(([from, to]) => from <= slot && slot <= to);
    const owner = range?.[2][1];
    if (owner !== undefined && alive.some((node) => node.port === owner)) return owner;
  }
  return null;
}

async function asked<T>(port: number, ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(port, '127.0.0.1', { retryStrategy: null, connectTimeout: 2_000 });
  redis.on('error', () => undefined);
  try {
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}

const failed = (): boolean => false;
