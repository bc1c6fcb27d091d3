/** Jobs out of the queue, a few at a time. */
import { UnrecoverableError } from 'bullmq';
import { within } from './job-queue.server.ts';
import { openWorkerBackend } from './queue-backend.server.ts';

export type JobWorker = {
  /** Lets running jobs end, up to `graceMs`, then lets go of them: another worker finds them. */
  close(graceMs: number): Promise<void>;
};

export type JobWork = {
  readonly concurrency: number;
  readonly work: (name: string, data: unknown) => Promise<void>;
  /** Whether trying the job again could not help. */
  readonly isTerminal: (error: unknown) => boolean;
  /** Hears of connections lost and of jobs that failed. */
  readonly onError: (error: Error) => void;
};

export function openJobWorker(url: string, name: string, job: JobWork): JobWorker {
  const { worker, disconnect } = openWorkerBackend(
    url,
    name,
    async ({ name: jobName, data }) => {
      try {
        await job.work(jobName, data);
      } catch (error) {
        if (job.isTerminal(error)) throw new UnrecoverableError(String(error));
        throw error;
      }
    },
    { concurrency: job.concurrency },
  );
  worker.on('error', job.onError);
  worker.on('failed', (_job, error) => job.onError(error));
  return {
    async close(graceMs) {
      await within(graceMs, worker.close(), 'The worker did not end in time.').catch(job.onError);
      disconnect();
    },
  };
}
