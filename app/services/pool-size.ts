/**
 * How many codes of a discount are held ready. A third of them is the low water, at which the pool
 * is filled up again; that takes Shopify some seconds, during which shoppers go on. So a pool that
 * is low again soon after it was filled is made twice as large, and one that lasts for a day half
 * as large.
 *
 * Worked: at ten rewards a second and five seconds for a bulk, fifty are taken meanwhile. Sixty
 * ready codes, filled up at twenty, run dry; twice doubled they are 240, filled up at eighty.
 */
import type { Instant } from '../domain/kernel/instant.ts';

/** `size` in codes; `filledAt` null: never but with the first code. */
export type PoolSize = { readonly size: number; readonly filledAt: Instant | null };

/** What a new discount's pool holds. The database has it as a default. */
export const SMALLEST_POOL = 60;
/** Eight bulks of Shopify's; nobody's shoppers take more within half a minute. */
export const LARGEST_POOL = 2_000;
const SOON_MS = 10 * 60_000;
const LONG_MS = 24 * 60 * 60_000;

/** Fewer ready codes than this, and the pool is filled up. */
export function lowWaterOf(size: number): number {
  return Math.floor(size / 3);
}

/** How large the pool becomes that is found low at `asOf`. */
export function sizeWhenLow({ size, filledAt }: PoolSize, asOf: Instant): number {
  if (filledAt === null) return size;
  const lastedMs = asOf - filledAt;
  if (lastedMs < SOON_MS) return Math.min(LARGEST_POOL, size * 2);
  return lastedMs < LONG_MS ? size : Math.max(SMALLEST_POOL, Math.floor(size / 2));
}
