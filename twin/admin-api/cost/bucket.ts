/**
 * The leaky bucket of one app in one shop: points that come back by the second. A query needs its
 * requested cost in the bucket and takes its actual cost
 * (https://shopify.dev/docs/api/usage/limits).
 */
import type { Plan } from '../../model/shop.ts';

export type ThrottleStatus = {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
};

/** Points restored in a second, by plan. */
export const RESTORE_RATES: Readonly<Record<Plan | 'enterprise', number>> = {
  basic: 100,
  grow: 100,
  advanced: 200,
  plus: 1000,
  enterprise: 2000,
};

/** Recorded answers of a standard shop show 2,000 points at 100 a second. */
const MAXIMUM_SECONDS = 20;

/** A single query may cost no more, however full the bucket is. */
export const QUERY_COST_MAX = 1000;

export type BucketOptions = {
  readonly restoreRate: number;
  /** 20 times the rate, if nothing is said. */
  readonly maximum?: number;
};

type Level = { available: number; at: number };

export type Buckets = ReturnType<typeof openBuckets>;

/** Buckets in memory: after a restart all are full, as they would be seconds later anyway. */
export function openBuckets(now: () => number) {
  const levels = new Map<string, Level>();

  function levelOf(key: string, options: BucketOptions): Level {
    const at = now();
    const maximum = maximumOf(options);
    const level = levels.get(key) ?? { available: maximum, at };
    // A clock that was moved back restores nothing.
    const restored = (Math.max(0, at - level.at) / 1000) * options.restoreRate;
    const next = { available: Math.min(maximum, level.available + restored), at };
    levels.set(key, next);
    return next;
  }

  return {
    /** Whether there is room for `cost`. Takes nothing. */
    hasRoom: (key: string, cost: number, options: BucketOptions): boolean =>
      levelOf(key, options).available >= cost,
    /** Takes `cost`, even below zero: what was answered was answered. */
    take(key: string, cost: number, options: BucketOptions): void {
      levelOf(key, options).available -= cost;
    },
    status: (key: string, options: BucketOptions): ThrottleStatus => ({
      maximumAvailable: maximumOf(options),
      currentlyAvailable: Math.max(0, Math.floor(levelOf(key, options).available)),
      restoreRate: options.restoreRate,
    }),
    /** Fills every bucket. */
    reset: () => levels.clear(),
  };
}

function maximumOf({ restoreRate, maximum }: BucketOptions): number {
  return maximum ?? restoreRate * MAXIMUM_SECONDS;
}
