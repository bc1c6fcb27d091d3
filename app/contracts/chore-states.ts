/** Where long chores stand, as their rows keep it. What cannot be read begins anew. */
import { z } from 'zod';

const poolState = z.object({
  /** Codes being added at Shopify, one bulk for each discount. */
  bulks: z
    .array(z.object({ discountKey: z.number(), bulkId: z.string(), since: z.number() }))
    .default([]),
  /** Rounds in a row in which something failed. */
  failures: z.number().default(0),
  /** When Shopify was last asked whether codes are still there; null: not yet. */
  lookedAt: z.number().nullable().default(null),
});
export type PoolState = z.output<typeof poolState>;

/** The chore `pool`. */
export function parsePoolState(state: unknown): PoolState {
  const parsed = poolState.safeParse(state);
  return parsed.success ? parsed.data : { bulks: [], failures: 0, lookedAt: null };
}
