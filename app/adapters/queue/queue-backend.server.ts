/**
 * Where BullMQ lives: Redis, or a schema of its own in PostgreSQL, as the scheme of QUEUE_URL says.
 * Either way it carries wake-ups only, so losing all of it loses nothing.
 */
import { createPostgresBackend, type Job, Queue, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

export type QueueBackend = {
  readonly queue: Pick<Queue, 'add' | 'close' | 'on'>;
  /** Ends connections the queue does not own. */
  readonly disconnect: () => void;
};

type WorkerBackend = {
  readonly worker: Pick<Worker, 'close' | 'on' | 'run'>;
  readonly disconnect: () => void;
};

type Processor = (job: Job) => Promise<void>;

const SCHEMA = 'bullmq';
const POOL_MAX = 4;
const RETRY_MS_MAX = 2_000;

/**
 * The producer's end. Without a server it fails at once instead of holding on to what it is given.
 */
export function openQueueBackend(url: string, name: string): QueueBackend {
  if (!isRedis(url)) {
    const { Queue: PostgresQueue } = withBackend(createPostgresBackend);
    const queue = new PostgresQueue(name, { connection: postgresConnection(url) });
    return { queue: queue as unknown as QueueBackend['queue'], disconnect: () => undefined };
  }
  const connection = openRedis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  return { queue: new Queue(name, { connection }), disconnect: () => connection.disconnect() };
}

/** The consumer's end: waits for its server as long as it takes. */
export function openWorkerBackend(
  url: string,
  name: string,
  processor: Processor,
  options: { readonly concurrency: number },
): WorkerBackend {
  if (!isRedis(url)) {
    const { Worker: PostgresWorker } = withBackend(createPostgresBackend);
    const connection = postgresConnection(url);
    const worker = new PostgresWorker(name, processor as never, { ...options, connection });
    return { worker: worker as unknown as WorkerBackend['worker'], disconnect: () => undefined };
  }
  const connection = openRedis(url, { maxRetriesPerRequest: null });
  const worker = new Worker(name, processor, { ...options, connection });
  return { worker, disconnect: () => connection.disconnect() };
}

function isRedis(url: string): boolean {
  return /^rediss?:/.test(url);
}

type RedisChoices = { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null };

function openRedis(url: string, choices: RedisChoices): Redis {
  return new Redis(url, {
    ...choices,
    retryStrategy: (tries) => Math.min(RETRY_MS_MAX, tries * 100),
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
