/** Where the comparison of a shop's orders with Shopify stands, as its chore keeps it. */
import { z } from 'zod';

const count = z.int().nonnegative();
const moment = z.int();

const tally = {
  lookedAt: count,
  missing: count,
  outdated: count,
  repaired: count,
};

const reconciliationStateSchema = z.object({
  /** All orders updated up to here, by Shopify's clock, have been looked at. */
  updatedTo: moment.nullable(),
  /** A walk that goes on: from when, after which page, and what it found so far. */
  walk: z
    .object({ since: moment, after: z.string().nullable(), newest: moment.nullable(), ...tally })
    .nullable(),
  report: z.object({ finishedAt: moment, ...tally }).nullable(),
});

export type ReconciliationState = z.output<typeof reconciliationStateSchema>;
export type Walk = NonNullable<ReconciliationState['walk']>;

const NEW: ReconciliationState = { updatedTo: null, walk: null, report: null };

/** What a chore kept; a fresh start where it kept nothing of today's shape. */
export function parseReconciliationState(state: unknown): ReconciliationState {
  const parsed = reconciliationStateSchema.safeParse(state);
  return parsed.success ? parsed.data : NEW;
}
