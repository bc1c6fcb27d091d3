/**
 * The worker process: jobs from the queue, and once a second a look into the books for work the
 * queue forgot. Any number of workers may run; none of them knows of the others.
 */
import { pino } from 'pino';
import { type ComposedWorker, composeWorker } from './composition.server.ts';
import { ConfigurationError, readWorkerEnv, type WorkerEnv } from './env.server.ts';
import type { Log } from './services/ports.ts';

const SWEEP_MS = 1_000;
const STALE_MS = 750;
const GRACE_MS = 8_000;
const CLOSE_MS = 10_000;

async function main(): Promise<void> {
  const env = readEnvOrExit();
  const log = pino({ level: env.logLevel, base: { process: 'worker' } });
  process.on('uncaughtException', (error) => endBadly(log, error));
  process.on('unhandledRejection', (reason) => endBadly(log, reason));

  const composition = composeWorker(env, log);
  const problems = await composition.roleProblems();
  for (const problem of problems) log.fatal({}, problem);
  if (problems.length > 0) process.exit(1);

  const worker = composition.takeJobs();
  const sweeping = sweepEachSecond(composition, log);
  log.info({ pid: process.pid }, 'The worker is ready.');

  let ending = false;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'The worker ends: running batches finish, nothing new begins.');
    // Whatever hangs, a killed batch leaves no trace and its rows wait for the next worker.
    setTimeout(() => process.exit(1), CLOSE_MS).unref();
    await Promise.all([worker.close(GRACE_MS), sweeping.stop()]);
    await composition.close();
    process.exit(0);
  };
  process.once('SIGTERM', (signal) => void end(signal));
  process.once('SIGINT', (signal) => void end(signal));
}

function readEnvOrExit(): WorkerEnv {
  try {
    return readWorkerEnv(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}

/** A round begins a second after the last one ended; the first at once, taking whatever waits. */
function sweepEachSecond(composition: ComposedWorker, log: Log) {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round = sweepOnce(0);

  async function sweepOnce(staleMs: number): Promise<void> {
    try {
      const programs = await composition.sweep(staleMs);
      if (programs.length > 0) log.info({ programs: programs.length }, 'The sweep found work.');
    } catch (error) {
      log.warn({ error: String(error) }, 'A sweep failed; the next one tries again.');
    }
    if (!stopped) timer = setTimeout(nextRound, SWEEP_MS);
  }

  function nextRound(): void {
    round = sweepOnce(STALE_MS);
  }

  return {
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}

function endBadly(log: Log, error: unknown): void {
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.error({ error: said }, 'An error nobody handled ends the worker.');
  process.exit(1);
}

main().catch((error: unknown) => {
  process.stderr.write(`The worker cannot start: ${String(error)}\n`);
  process.exit(1);
});
