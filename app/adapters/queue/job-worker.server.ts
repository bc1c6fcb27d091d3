/** Jobs out of the queue, a few at a time. */
import { UnrecoverableError } from 'bullmq';
import { openWorkerBackend } from './queue-backend.server.ts';
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
  const { worker, disconnect } = openWorkerBackend(url, name, processor, options);
  worker.on('error', job.onError);
  worker.on('failed', (_job, error) => job.onFailed(error));
  return {
    async close(graceMs) {
      const closing = worker.close();
      const ended = Promise.allSettled([...running]);
      await within(graceMs, ended, 'Jobs did not end in time.').catch(job.onError);
      await within(GOODBYE_MS, closing, 'The queue did not say goodbye.').catch(job.onError);
      disconnect();
    },
  };
}
