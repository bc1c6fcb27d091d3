/** Jobs out of the queue, a few at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UnrecoverableError } from 'bullmq';
import { openWorkerBackend, type WorkerBackend } from './queue-backend.server.ts';
import { within } from './within.server.ts';

export type JobWorker = {
  /** Lets running jobs end, up to `graceMs`, then lets go of them: another worker finds them. */
  close(graceMs: number): Promise<void>;
};

type JobWork = {
  readonly concurrency: number;
  readonly work: (name: string, data: unknown) => Promise<void>;
  /** Whether trying the job again could not help. */
  readonly isTerminal: (error: unknown) => boolean;
  /** Hears of connections lost. */
  readonly onError: (error: Error) => void;
  /** Hears of each attempt that failed. */
  readonly onFailed: (error: Error) => void;
};

/** How long the queue itself may take to say goodbye: with its server gone it never would. */
const GOODBYE_MS = 3_000;

/** Until another worker is made where the last one's first connection failed. */
const ANEW_MS = 1_000;

/**
 * Takes jobs as soon as the queue answers. BullMQ's worker on PostgreSQL never forgets that its
 * first connection failed and asks again without a pause, for ever: one that did not come up is
 * left, and another made.
 */
export function openJobWorker(url: string, name: string, job: JobWork): JobWorker {
  const running = new Set<Promise<void>>();
  const run = async (jobName: string, data: unknown): Promise<void> => {
    try {
      await job.work(jobName, data);
    } catch (error) {
      if (job.isTerminal(error)) throw new UnrecoverableError(String(error));
      throw error;
    }
  };
  const processor = async (queued: { name: string; data: unknown }): Promise<void> => {
    const mine = run(queued.name, queued.data);
    running.add(mine);
    await mine.finally(() => running.delete(mine));
  };
  const options = { concurrency: job.concurrency };
  const open = (): WorkerBackend => {
    const opened = openWorkerBackend(url, name, processor, options);
    opened.worker.on('error', job.onError);
    opened.worker.on('failed', (_job, error) => job.onFailed(error));
    return opened;
  };
  let current = open();
  const stop = new AbortController();
  const begin = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        await current.worker.waitUntilReady();
        if (!stop.signal.aborted) await current.worker.run();
        return;
      } catch (error) {
        if (stop.signal.aborted) return;
        job.onError(asError(error));
        await leave(current, job.onError);
        await sleep(ANEW_MS, undefined, { signal: stop.signal }).catch(() => undefined);
        if (!stop.signal.aborted) current = open();
      }
    }
  };
  void begin();
  return {
    async close(graceMs) {
      stop.abort();
      const { worker, disconnect } = current;
      const closing = worker.close();
      const ended = Promise.allSettled([...running]);
      await within(graceMs, ended, 'Jobs did not end in time.').catch(job.onError);
      await within(GOODBYE_MS, closing, 'The queue did not say goodbye.').catch(job.onError);
      disconnect();
    },
  };
}

async function leave({ worker, disconnect }: WorkerBackend, onError: JobWork['onError']) {
  await within(GOODBYE_MS, worker.close(), 'The queue did not say goodbye.').catch(onError);
  disconnect();
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));
