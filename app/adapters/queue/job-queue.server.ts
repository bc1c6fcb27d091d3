/** Jobs into the queue: each deduplicated by its key, the last one kept while one is active. */
import { openQueueBackend } from './queue-backend.server.ts';
import { within } from './within.server.ts';

type QueuedJob = {
  readonly name: string;
  readonly data: object;
  /**
   * At most one job of a key waits. One added while another is active runs after it: what came too
   * late for the active one is not forgotten.
   */
  readonly dedupKey: string;
  readonly attempts: number;
  readonly backoffMs: number;
};

export type JobQueue = {
  /** Rejects when the queue gives no answer in time; the job may then be in it or not. */
  add(job: QueuedJob): Promise<void>;
  /** How many jobs wait. Rejects when the queue gives no answer in time. */
  depth(): Promise<number>;
  close(): Promise<void>;
};

const ANSWER_MS = 2_000;
const CLOSE_MS = 2_000;
const DEPTH_MS = 1_000;
const FAILED_KEPT = 100;

/** Opens the queue `name` at `url`; `onError` hears of connections lost. */
export function openJobQueue(url: string, name: string, onError: (error: Error) => void): JobQueue {
  const { queue, disconnect } = openQueueBackend(url, name);
  queue.on('error', onError);
  return {
    async add({ name: jobName, data, dedupKey, attempts, backoffMs }) {
      const adding = queue.add(jobName, data, {
        deduplication: { id: dedupKey, keepLastIfActive: true },
        attempts,
        backoff: { type: 'exponential', delay: backoffMs },
        removeOnComplete: true,
        removeOnFail: { count: FAILED_KEPT },
      });
      await within(ANSWER_MS, adding, 'The queue gave no answer.');
    },
    async depth() {
      const counting = queue.getJobCounts('waiting', 'prioritized', 'delayed');
      const counts = await within(DEPTH_MS, counting, 'The queue gave no answer.');
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    async close() {
      await within(CLOSE_MS, queue.close(), 'The queue did not close.').catch(onError);
      disconnect();
    },
  };
}
