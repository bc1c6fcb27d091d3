/**
 * A shop's budget at Shopify as its standard plan has it: a bucket of a thousand points that a
 * hundred a second flow back into
 * (https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits, read 2026-11).
 */
import type { AdminApiOptions } from '../../tests/storm/admin-api.ts';

const BUCKET = 1_000;
const RESTORED_A_SECOND = 100;
/** Shopify asks ten points for a mutation; what we read alone is cheap. */
const COSTS: Readonly<Record<string, number>> = { ReadMetafield: 3, ReadShop: 2, IsJobDone: 2 };
const MUTATION = 10;

export type ShopBudget = {
  readonly meter: NonNullable<AdminApiOptions['meter']>;
  /** Requests that came when the bucket was empty. */
  readonly refused: () => number;
  /** Points spent so far. */
  readonly spent: () => number;
};

/** `heard` gets every request that was let through. */
export function standardBudget(
  heard: (operation: string, variables: Readonly<Record<string, unknown>>) => void,
): ShopBudget {
  let left = BUCKET;
  let at = performance.now();
  let refusals = 0;
  let spent = 0;
  return {
    refused: () => refusals,
    spent: () => spent,
    meter: (_domain, operation, variables) => {
      const now = performance.now();
      left = Math.min(BUCKET, left + ((now - at) / 1_000) * RESTORED_A_SECOND);
      at = now;
      const cost = COSTS[operation] ?? MUTATION;
      const refused = left < cost;
      if (refused) refusals += 1;
      else {
        left -= cost;
        spent += cost;
        heard(operation, variables);
      }
      const throttleStatus = {
        ...{ maximumAvailable: BUCKET, currentlyAvailable: Math.floor(left) },
        restoreRate: RESTORED_A_SECOND,
      };
      return { refused, extensions: { cost: { requestedQueryCost: cost, throttleStatus } } };
    },
  };
}
