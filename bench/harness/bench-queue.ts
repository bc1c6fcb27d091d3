/** Where wake-ups go during a bench: Redis where the machine has one, else BullMQ's PostgreSQL. */
import { freshRedis, redisServer } from '../../tests/support/redis.ts';
import type { BenchDatabase } from './bench-database.ts';

export type BenchQueue = {
  readonly kind: 'Redis' | 'PostgreSQL';
  readonly url: string;
  stop: () => Promise<void>;
};

export async function startBenchQueue({ queueUrl }: BenchDatabase): Promise<BenchQueue> {
  if (redisServer() === null) {
    return { kind: 'PostgreSQL', url: queueUrl, stop: () => Promise.resolve() };
  }
  return { kind: 'Redis', ...(await freshRedis()) };
}
