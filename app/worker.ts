/**
 * The worker process: jobs from the queue, and once a second a look into the books for work the
 * queue forgot, and for what Shopify has to be told or asked. Any number of workers may run; none
 * of them knows of the others.
 */
import { type ComposedWorker, composeWorker } from './composition.server.ts';
import { readWorkerEnv } from './env.server.ts';
import type { Log } from './services/ports/log.ts';
import { startUp } from './start-up.server.ts';

const ROUND_MS = 1_000;
const STALE_MS = 750;
const GRACE_MS = 8_000;
const CLOSE_MS = 10_000;

async function main(): Promise<void> {
  const { log, composed } = await startUp({
    name: 'worker',
    readEnv: readWorkerEnv,
    compose: composeWorker,
  });

  const worker = composed.takeJobs();
  const rounds = [
    everySecond(sweepOnce(composed, log), log, 'A sweep failed; the next one tries again.'),
    everySecond(
      () => composed.tend(),
      log,
      'Tending the shops failed; the next round tries again.',
    ),
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
    await composed.close();
    process.exit(0);
  };
  process.once('SIGTERM', (signal) => void end(signal));
  process.once('SIGINT', (signal) => void end(signal));
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
function everySecond(work: () => Promise<void>, log: Log, failed: string) {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round = once();

  async function once(): Promise<void> {
    await work().catch((error: unknown) => log.warn({ error: String(error) }, failed));
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
