/**
 * Where BullMQ lives: Redis, a Redis Cluster, or a schema of its own in PostgreSQL, as the scheme
 * of QUEUE_URL says. Everywhere it carries wake-ups only, so losing all of it loses nothing.
 */
import { createPostgresBackend, type Job, Queue, Worker, withBackend } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import pg from 'pg';
import { type QueueAddress, readQueueAddress } from './queue-address.ts';

export type QueueBackend = {
  readonly queue: Pick<Queue, 'add' | 'close' | 'getJobCounts' | 'on'>;
  /** Ends connections the queue does not own. */
  readonly disconnect: () => void;
};

export type WorkerBackend = {
  readonly worker: Pick<Worker, 'close' | 'on' | 'run' | 'waitUntilReady'>;
  readonly disconnect: () => void;
};

type Processor = (job: Job) => Promise<void>;

const SCHEMA = 'bullmq';
const POOL_MAX = 4;
const RETRY_MS_MAX = 2_000;
const EVENTS_KEPT = 1_000;

/** BullMQ's own name for all its keys. */
const PREFIX = 'bull';
/** The braces put all keys of a queue into one slot, as its scripts touch several keys at once. */
const PREFIX_OF_ONE_SLOT = '{laurel}';

/**
 * The producer's end. Without a server it fails at once instead of holding on to what it is given.
 */
export function openQueueBackend(url: string, name: string): QueueBackend {
  const address = addressOf(url);
  if (address.kind === 'postgres') {
    const { Queue: PostgresQueue } = withBackend(createPostgresBackend);
    const queue = new PostgresQueue(name, { connection: postgresConnection(url) });
    return { queue: queue as unknown as QueueBackend['queue'], disconnect: () => undefined };
  }
  const choices = { enableOfflineQueue: false, maxRetriesPerRequest: 1 };
  const { connection, prefix } = openRedis(address, choices);
  // Nobody listens to the queue's events; by default ten thousand of them are kept.
  const streams = { events: { maxLen: EVENTS_KEPT } };
  const queue = new Queue(name, { connection, prefix, streams });
  return { queue, disconnect: () => connection.disconnect() };
}

/** The consumer's end. It takes no job until it is `run`, which it may be once it is ready. */
export function openWorkerBackend(
  url: string,
  name: string,
  processor: Processor,
  options: { readonly concurrency: number },
): WorkerBackend {
  const address = addressOf(url);
  if (address.kind === 'postgres') {
    const { Worker: PostgresWorker } = withBackend(createPostgresBackend);
    const connection = postgresConnection(url);
    const worker = new PostgresWorker(name, processor as never, {
      ...{ ...options, connection, autorun: false },
    });
    return { worker: worker as unknown as WorkerBackend['worker'], disconnect: () => undefined };
  }
  const { connection, prefix } = openRedis(address, { maxRetriesPerRequest: null });
  const worker = new Worker(name, processor, { ...options, connection, prefix, autorun: false });
  return { worker, disconnect: () => connection.disconnect() };
}

/** The environment was checked when it was read: what comes here is an address. */
function addressOf(url: string): QueueAddress {
  const address = readQueueAddress(url);
  if (address === null) throw new Error('QUEUE_URL is no address of a queue.');
  return address;
}

type RedisAddress = Exclude<QueueAddress, { kind: 'postgres' }>;
type RedisChoices = { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null };
type OpenRedis = { readonly connection: Redis | Cluster; readonly prefix: string };

const patience = (tries: number): number => Math.min(RETRY_MS_MAX, tries * 100);

function openRedis(address: RedisAddress, choices: RedisChoices): OpenRedis {
  if (address.kind === 'redis-cluster') {
    return { connection: openCluster(address, choices), prefix: PREFIX_OF_ONE_SLOT };
  }
  const connection = new Redis(address.url, { ...choices, retryStrategy: patience });
  return { connection, prefix: PREFIX };
}

type ClusterAddress = Extract<RedisAddress, { kind: 'redis-cluster' }>;

function openCluster(
  { nodes, tls, username, password }: ClusterAddress,
  { enableOfflineQueue = true, maxRetriesPerRequest }: RedisChoices,
): Cluster {
  return new Cluster([...nodes], {
    enableOfflineQueue,
    clusterRetryStrategy: patience,
    // A node that falls silent closes nothing, and nobody would ask who took its slots over.
    slotsRefreshInterval: RETRY_MS_MAX,
    slotsRefreshTimeout: RETRY_MS_MAX,
    // With TLS a node's certificate is for its name: it is asked for as the cluster spells it.
    ...(tls && { dnsLookup: (address, found) => found(null, address) }),
    redisOptions: {
      maxRetriesPerRequest,
      ...(tls && { tls: {} }),
      ...(username !== null && { username }),
      ...(password !== null && { password }),
    },
  });
}

/**
 * A connection that is lost while BullMQ has it checked out tells its own listeners only, and
 * BullMQ adds none: without this one, a restart of PostgreSQL would end the process.
 */
class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

function postgresConnection(url: string) {
  return {
    connectionString: url,
    schema: SCHEMA,
    migrate: true,
    max: POOL_MAX,
    connectionTimeoutMillis: 10_000,
    Client: SteadyClient,
  };
}
