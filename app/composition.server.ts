/**
 * Where the rooms meet: adapters are opened here and handed to services, and nowhere else, the
 * server apart, which web.ts listens with. What is composed is closed by its own `close`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { chainCrypto } from './adapters/crypto/chain-crypto.server.ts';
import { secretsMatch } from './adapters/crypto/secrets-match.server.ts';
import { openVault } from './adapters/crypto/vault.server.ts';
import { openBooks } from './adapters/postgres/books.server.ts';
import { roleProblems } from './adapters/postgres/check-role.server.ts';
import { inboxInsert, shopOpener } from './adapters/postgres/ingest-deliveries.server.ts';
import { parkedJudge } from './adapters/postgres/judge-parked.server.ts';
import { openPool } from './adapters/postgres/pool.server.ts';
import { statusStore } from './adapters/postgres/status-store.server.ts';
import { openJobQueue } from './adapters/queue/job-queue.server.ts';
import { openJobWorker } from './adapters/queue/job-worker.server.ts';
import { signatureCheck } from './adapters/shopify/signature.server.ts';
import type { LoadContext } from './contracts/load-context.ts';
import { instant } from './domain/kernel/instant.ts';
import type { WebEnv, WorkerEnv } from './env.server.ts';
import { JOBS, runJob, Terminal } from './jobs/catalogue.ts';
import { drainProgramJob } from './jobs/drain-program.ts';
import { admitToStatus } from './adapters/http/admit-to-status.ts';
import { coalesceWakes } from './services/coalesce-wakes.ts';
import type { DrainBounds } from './services/drain-inbox.ts';
import { drainProgram } from './services/drain-program.ts';
import { groupDeliveries } from './services/group-deliveries.ts';
import { ingestWebhook } from './services/ingest-webhook.ts';
import { oneDrainEach } from './services/one-drain-each.ts';
import type { DrainNeeds } from './services/ports/drain.ts';
import type { Log } from './services/ports/log.ts';
import type { Wake } from './services/ports/wake.ts';
import { readStatus } from './services/read-status.ts';
import { retryParked } from './services/retry-parked.ts';
import { sweep } from './services/sweep.ts';

const QUEUE = 'laurel';
const WEB_CONNECTIONS = 10;
const WORKER_CONNECTIONS = 8;
const JOBS_AT_ONCE = 4;
const WAKE_GAP_MS = 5;
const GROUPS = { statementsMax: 4, groupMax: 100, queueMax: 5_000 };

/** A job's share: long enough to be worth its wake-up, short enough for the others to wait. */
const JOB_BOUNDS: DrainBounds = { rowsPerBatch: 200, batchesMax: 50, budgetMs: 5_000 };
/** The sweep goes round all programs, one after another, so each gets less at a time. */
const SWEEP_BOUNDS: DrainBounds = { rowsPerBatch: 200, batchesMax: 10, budgetMs: 1_000 };

const clock = () => instant(Date.now());
const pause = (ms: number): Promise<void> => sleep(ms);

/** What the web process serves with. `wake` may be called for each delivery; it is coalesced. */
export function composeWeb(env: WebEnv, log: Log) {
  const pool = openPool({ url: env.databaseUrl, max: WEB_CONNECTIONS, name: 'laurel-web' });
  const queue = openJobQueue(env.queueUrl, QUEUE, oncePer(10_000, log, 'The queue is unwell.'));
  const vault = openVault(env.dataKey);
  const wake = wakeBy(queue);
  const coalesced = coalesceWakes({ wake, log, pause }, WAKE_GAP_MS);
  const store = statusStore(pool, clock);
  const gate = { host: env.host, password: env.statusPassword, same: secretsMatch };
  const context: LoadContext = {
    status: { read: (question) => readStatus(store, question, clock()) },
    statusAccess: (request) => admitToStatus(request, gate),
    retryParked: retryParked({ judgeParked: parkedJudge(pool), vault, wake, log }),
  };
  return {
    ingest: ingestWebhook({
      isSigned: signatureCheck(env.shopifyApiSecret, secretsMatch),
      vault,
      insert: groupDeliveries(inboxInsert(pool), GROUPS),
      openShop: shopOpener(pool),
      log,
    }),
    wake: coalesced.wake,
    /** What loaders and actions reach the world through. */
    context,
    /** Whether the database answers. */
    isReady: () =>
      pool.query('SELECT').then(
        () => true,
        () => false,
      ),
    /** Why we must not run against this database; empty when we may. */
    roleProblems: () => roleProblems(pool),
    async close() {
      await coalesced.settled();
      await queue.close();
      await pool.end();
    },
  };
}

/** What the worker process does: jobs as they come, and the sweep when it is called. */
export function composeWorker(env: WorkerEnv, log: Log) {
  const pool = openPool({ url: env.databaseUrl, max: WORKER_CONNECTIONS, name: 'laurel-worker' });
  const onQueueError = oncePer(10_000, log, 'The queue is unwell; the sweep drains meanwhile.');
  const queue = openJobQueue(env.queueUrl, QUEUE, onQueueError);
  const books = openBooks(pool);
  const needs: DrainNeeds = { books, log, crypto: chainCrypto, clock, pause };
  const drains = oneDrainEach((programId: number, bounds: DrainBounds) =>
    drainProgram(needs, programId, bounds),
  );
  const handlers = {
    'drain-program': drainProgramJob({
      drain: (programId) => drains.drain(programId, JOB_BOUNDS),
      wake: wakeBy(queue),
      log,
    }),
  };
  const sweepNeeds = {
    books,
    isBusy: drains.isBusy,
    drain: (programId: number) => drains.drain(programId, SWEEP_BOUNDS),
  };
  return {
    roleProblems: () => roleProblems(pool),
    /** Starts taking jobs; answers how to stop, letting running ones end up to `graceMs`. */
    takeJobs: () =>
      openJobWorker(env.queueUrl, QUEUE, {
        concurrency: JOBS_AT_ONCE,
        work: (name, data) => runJob(handlers, name, data),
        isTerminal: (error) => error instanceof Terminal,
        onError: onQueueError,
        onFailed: (error) => log.warn({ error: error.message }, 'A job failed.'),
      }),
    /** Drains what has waited longer than `staleMs`, whatever the queue thinks. */
    sweep: (staleMs: number) => sweep(sweepNeeds, { asOf: clock(), staleMs }),
    async close() {
      // What a job or the sweep has begun ends before its connections do.
      await drains.settled();
      await queue.close();
      await pool.end();
    },
  };
}

export type ComposedWeb = ReturnType<typeof composeWeb>;
export type ComposedWorker = ReturnType<typeof composeWorker>;

function wakeBy(queue: ReturnType<typeof openJobQueue>): Wake {
  const { dedupKey, attempts, backoffMs } = JOBS['drain-program'];
  return (programId) => {
    const data = { programId };
    return queue.add({
      name: 'drain-program',
      data,
      dedupKey: dedupKey(data),
      attempts,
      backoffMs,
    });
  };
}

/** Logs at most once in so many ms: a queue that is away says so with every attempt to reach it. */
function oncePer(ms: number, log: Log, message: string): (error: Error) => void {
  let quietUntil = 0;
  return (error) => {
    const now = Date.now();
    if (now < quietUntil) return;
    quietUntil = now + ms;
    log.warn({ error: error.message }, message);
  };
}
