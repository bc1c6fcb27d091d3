/**
 * The worker process: jobs from the queue, and once a second a look into the books for work the
 * queue forgot, and for what Shopify has to be told or asked. Any number of workers may run; none
 * of them knows of the others.
 */
import { createHealthServer } from './adapters/http/health-server.server.ts';
import { type ComposedWorker, composeWorker } from './composition.server.ts';
import { readWorkerEnv, type WorkerEnv } from './env.server.ts';
import type { Log } from './services/ports/log.ts';
import { listenOrGiveUp, startUp } from './start-up.server.ts';

const ROUND_MS = 1_000;
const STALE_MS = 750;
const GRACE_MS = 6_000;
const CLOSE_MS = 10_000;

async function main(): Promise<void> {
  const { env, log, composed } = await startUp({
    name: 'worker',
    readEnv: readWorkerEnv,
    compose: composeWorker,
  });

  const health = await answerForHealth(env, composed);
  const worker = composed.takeJobs();
  const { ended } = composed.rounds;
  const sweeping = 'A sweep failed; the next one tries again.';
  const tending = 'Tending the shops failed; the next round tries again.';
  const rounds = [
    everySecond(sweepOnce(composed, log), log, { failed: sweeping, ended: () => ended('sweep') }),
    everySecond(() => composed.tend(), log, { failed: tending, ended: () => ended('tend') }),
  ];
  log.info({ pid: process.pid }, 'The worker is ready.');

  let ending = false;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'The worker ends: running batches finish, nothing new begins.');
    // Whatever hangs, a killed batch leaves no trace and its rows wait for the next worker.
    setTimeout(() => process.exit(1), CLOSE_MS).unref();
    await Promise.all([worker.close(GRACE_MS), ...rounds.map((round) => round.stop())]);
    health?.close();
    health?.closeAllConnections();
    await composed.close();
    process.exit(0);
  };
  process.once('SIGTERM', (signal) => void end(signal));
  process.once('SIGINT', (signal) => void end(signal));
}

/** Where HEALTH_PORT says so; before anything else begins, so that a wrong port is told of. */
async function answerForHealth(env: WorkerEnv, { rounds, readiness }: ComposedWorker) {
  if (env.health === null) return null;
  const server = createHealthServer({ stalled: rounds.stalled, readiness });
  await listenOrGiveUp(server, { ...env.health, setting: 'HEALTH_PORT' });
  return server;
}

/** What waited too long for its wake-up; the first look takes whatever waits. */
function sweepOnce(composed: ComposedWorker, log: Log): () => Promise<void> {
  let staleMs = 0;
  return async () => {
    const programs = await composed.sweep(staleMs);
    staleMs = STALE_MS;
    if (programs.length > 0) log.info({ programs: programs.length }, 'The sweep found work.');
  };
}

/** A round begins a second after the last one ended; the first at once. */
function everySecond(
  work: () => Promise<void>,
  log: Log,
  { failed, ended }: { readonly failed: string; readonly ended: () => void },
) {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round = once();

  async function once(): Promise<void> {
    await work().catch((error: unknown) => log.warn({ error: String(error) }, failed));
    ended();
    if (stopped) return;
    timer = setTimeout(() => {
      round = once();
    }, ROUND_MS);
  }

  return {
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}

await main();
