/**
 * Where the rooms meet: adapters are opened here and handed to services, and nowhere else, the
 * server apart, which web.ts listens with. What is composed is closed by its own `close`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { chainCrypto } from './adapters/crypto/chain-crypto.server.ts';
import { secretsMatch } from './adapters/crypto/secrets-match.server.ts';
import { openVault } from './adapters/crypto/vault.server.ts';
import { openBooks } from './adapters/postgres/books.server.ts';
import { openAudits } from './adapters/postgres/laws/open-audits.server.ts';
import { roleProblems } from './adapters/postgres/check-role.server.ts';
import { inboxInsert, shopOpener } from './adapters/postgres/ingest-deliveries.server.ts';
import { parkedJudge } from './adapters/postgres/judge-parked.server.ts';
import { openPool } from './adapters/postgres/pool.server.ts';
import { openPools } from './adapters/postgres/pools.server.ts';
import { readChore } from './adapters/postgres/read-chore.server.ts';
import { openReadPool } from './adapters/postgres/read-pool.server.ts';
import { statusStore } from './adapters/postgres/status-store.server.ts';
import { earnedSum } from './adapters/postgres/sum-earned.server.ts';
import { versionStore } from './adapters/postgres/version-store.server.ts';
import { openJobQueue } from './adapters/queue/job-queue.server.ts';
import { openJobWorker } from './adapters/queue/job-worker.server.ts';
import { signatureCheck } from './adapters/shopify/signature.server.ts';
import { composeAdmin } from './composition/admin.server.ts';
import { composeReadiness } from './composition/health.server.ts';
import { composeIntake, composeIntakePages } from './composition/intake.server.ts';
import { composeMirror } from './composition/mirror.server.ts';
import { composePlatform, type Platform } from './composition/platform.server.ts';
import { composeRedemption } from './composition/redemption.server.ts';
import { composeTelemetry, composeWorkerTelemetry } from './composition/telemetry.server.ts';
import type { LoadContext } from './contracts/load-context.ts';
import { openPrisma } from './db.server.ts';
import { instant } from './domain/kernel/instant.ts';
import type { WebEnv, WorkerEnv } from './env.server.ts';
import { JOBS, runJob, Terminal } from './jobs/catalogue.ts';
import { drainProgramJob } from './jobs/drain-program.ts';
import { admitToStatus } from './adapters/http/admit-to-status.ts';
import { auditBooks } from './services/audit-books.ts';
import { coalesceWakes } from './services/coalesce-wakes.ts';
import type { DrainBounds } from './services/drain-inbox.ts';
import { drainProgram } from './services/drain-program.ts';
import { groupDeliveries } from './services/group-deliveries.ts';
import { type IngestNeeds, ingestWebhook } from './services/ingest-webhook.ts';
import { oneDrainEach } from './services/one-drain-each.ts';
import type { DrainNeeds } from './services/ports/drain.ts';
import type { Ingest } from './services/ports/ingest.ts';
import type { Log } from './services/ports/log.ts';
import type { Watch } from './services/ports/telemetry.ts';
import type { Wake } from './services/ports/wake.ts';
import { paceBuyers } from './services/pace-buyers.ts';
import { readStatus } from './services/read-status.ts';
import { retryParked } from './services/retry-parked.ts';
import { sweep } from './services/sweep.ts';
import { watchBooks } from './services/watch-books.ts';
import { watchBudget } from './services/watch-budget.ts';
import { watchIngest } from './services/watch-ingest.ts';

const QUEUE = 'laurel';
const WEB_CONNECTIONS = 10;
const WORKER_CONNECTIONS = 16;
const JOBS_AT_ONCE = 4;
const WAKE_GAP_MS = 5;
const GROUPS = { statementsMax: 2, groupMax: 100, queueMax: 5_000 };

/** A job's share: long enough to be worth its wake-up, short enough for the others to wait. */
const JOB_BOUNDS: DrainBounds = { rowsPerBatch: 200, batchesMax: 50, budgetMs: 5_000, lanes: 2 };
/** The sweep goes round all programs, one after another, so each gets less at a time. */
const SWEEP_BOUNDS: DrainBounds = { rowsPerBatch: 200, batchesMax: 10, budgetMs: 1_000 };

const clock = () => instant(Date.now());
const pause = (ms: number): Promise<void> => sleep(ms);

/** What the web process serves with. `wake` may be called for each delivery; it is coalesced. */
export function composeWeb(env: WebEnv, log: Log) {
  const pool = openPool({ url: env.databaseUrl, max: WEB_CONNECTIONS, name: 'laurel-web' });
  const reads = openReadPool(pool, env.databaseReadUrl, { now: () => performance.now(), log });
  const prisma = openPrisma(env.databaseUrl);
  const queue = openJobQueue(env.queueUrl, QUEUE, oncePer(10_000, log, 'The queue is unwell.'));
  const vault = openVault(env.dataKey);
  const wake = wakeBy(queue);
  const coalesced = coalesceWakes({ wake, log, pause }, WAKE_GAP_MS);
  const told = composeTelemetry(env.telemetry, log, 'laurel-web');
  const watch = told.isCollected ? told.watch : undefined;
  const platform = composePlatform({ pool, vault, env, log, clock, watch: told.watch });
  return {
    ingest: watchedWhere(watch, {
      isSigned: signatureCheck(env.shopifyApiSecret, secretsMatch),
      vault,
      insert: groupDeliveries(inboxInsert(pool), GROUPS),
      openShop: shopOpener(pool),
      log,
    }),
    watch,
    wake: coalesced.wake,
    /** What loaders and actions reach the world through. */
    context: contextOf({ env, pool, reads, prisma, vault, wake, platform, log }),
    readiness: composeReadiness(pool, () => queue.depth()),
    /** Why we must not run against this database; empty when we may. */
    roleProblems: () => roleProblems(pool),
    async close() {
      await coalesced.settled();
      await queue.close();
      await platform.close();
      await prisma.$disconnect();
      await reads.close();
      await pool.end();
      await told.close();
    },
  };
}

function watchedWhere(watch: Watch | undefined, needs: IngestNeeds): Ingest {
  const ingest = ingestWebhook(needs);
  return watch ? watchIngest(ingest, watch, () => Date.now()) : ingest;
}

type WebParts = {
  readonly env: WebEnv;
  readonly pool: ReturnType<typeof openPool>;
  readonly reads: ReturnType<typeof openReadPool>;
  readonly prisma: ReturnType<typeof openPrisma>;
  readonly vault: ReturnType<typeof openVault>;
  readonly wake: Wake;
  readonly platform: Platform;
  readonly log: Log;
};

function contextOf({
  env,
  pool,
  reads,
  prisma,
  vault,
  wake,
  platform,
  log,
}: WebParts): LoadContext {
  const status = statusStore(pool, clock, reads);
  const gate = { host: env.host, password: env.statusPassword, same: secretsMatch };
  const retry = retryParked({ judgeParked: parkedJudge(pool), vault, wake, log });
  const { buyers, staff } = composeRedemption({ pool, clock, pause });
  const { intake, privacy } = composeIntakePages({ pool, clock });
  const pools = openPools(pool);
  const admin = composeAdmin({
    ...{ pool, reads, prisma, clock, status, shopify: platform.shopify },
    readChore: readChore(pool),
    readPools: (shop) => pools.read(shop),
    adjust: (visitor, asked) => staff.adjust(visitor, asked),
    unmerge: (visitor, memberId) => staff.unmerge(visitor, memberId),
    readImport: (shop) => intake.readImport(shop),
    listDataRequests: (shop) => privacy.listDataRequests(shop),
    retryParked: retry,
  });
  return {
    ...{ admin, intake, privacy, visitors: platform.visitors, auth: platform.auth },
    buyers: paceBuyers(buyers, { clock }),
    reportBug: (error, doing) => log.error({ err: error, doing }, 'A page of a shopper failed.'),
    status: { read: (question) => readStatus(status, question, clock()) },
    statusAccess: (request) => admitToStatus(request, gate),
    retryParked: retry,
  };
}

/** What the worker process does: jobs as they come, and what is looked for each second. */
export function composeWorker(env: WorkerEnv, log: Log) {
  const pool = openPool({ url: env.databaseUrl, max: WORKER_CONNECTIONS, name: 'laurel-worker' });
  const onQueueError = oncePer(10_000, log, 'The queue is unwell; the sweep drains meanwhile.');
  const queue = openJobQueue(env.queueUrl, QUEUE, onQueueError);
  const wake = wakeBy(queue);
  const vault = openVault(env.dataKey);
  const queueDepth = () => queue.depth();
  const told = composeWorkerTelemetry({ settings: env.telemetry, log, pool, queueDepth });
  const { watch, memberOf, watchMirrors, rounds } = told;
  const books = watchBooks(openBooks(pool, vault.keyHash), watch, () => Date.now());
  const platform = composePlatform({ pool, vault, env, log, clock, watch, memberOf });
  const prisma = openPrisma(env.databaseUrl);
  const world = { pool, clock, log, wake, vault, shopify: platform.shopify, watchMirrors };
  const { handlers: intake, notices } = composeIntake(world);
  const needs: DrainNeeds = { books, log, crypto: chainCrypto, clock, pause };
  const drains = oneDrainEach((programId: number, bounds: DrainBounds) =>
    drainProgram({ ...needs, notices }, programId, bounds),
  );
  const handlers = {
    'drain-program': drainProgramJob({
      drain: (programId) => drains.drain(programId, JOB_BOUNDS),
      wake,
      log,
    }),
  };
  const sweepNeeds = {
    books,
    isBusy: drains.isBusy,
    drain: (programId: number) => drains.drain(programId, SWEEP_BOUNDS),
  };
  const { keyHash } = vault;
  const budget = watchBudget({
    versions: versionStore(prisma),
    sumEarned: earnedSum(pool),
  });
  const { sha256 } = chainCrypto;
  const audit = auditBooks({ audits: openAudits(pool), sha256, log, clock });
  const chores = { ...intake, budget, audit };
  const tender = composeMirror({ ...world, keyHash, appUrl: env.shopifyAppUrl, handlers: chores });
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
    readiness: composeReadiness(pool, queueDepth),
    /** Whether its rounds, each of which says when it has ended, get on. */
    rounds,
    /** Begins what Shopify has to be told or asked; it goes on beside the rounds. */
    tend: async () => void (await tender.begin(clock())),
    async close() {
      // What a job or a round has begun ends before its connections do.
      await drains.settled();
      await tender.settled();
      await queue.close();
      await platform.close();
      await prisma.$disconnect();
      await pool.end();
      await told.close();
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
