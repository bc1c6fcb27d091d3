/** One round of keeping a shop's pools: what its steps are given, and what they answer. */
import type { PoolState } from '../contracts/chore-states.ts';
import { CODE_BYTES, codeFrom } from '../contracts/reward-code.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { AskChore } from './ports/chores.ts';
import type { ChainCrypto } from './ports/drain.ts';
import type { Pools, RewardDiscount } from './ports/pools.ts';
import type { Shopify, ShopRef } from './ports/shopify.ts';

export type PoolNeeds = {
  readonly pools: Pools;
  readonly shopify: Pick<
    Shopify,
    | 'createDiscount'
    | 'renewDiscount'
    | 'deleteDiscount'
    | 'addCodes'
    | 'readBulkAdd'
    | 'findCode'
    | 'findCodes'
  >;
  readonly randomBytes: ChainCrypto['randomBytes'];
  readonly askChore: AskChore;
};

/** One round of the chore. */
export type PoolRound = {
  readonly shop: ShopRef;
  readonly asOf: Instant;
  /** Codes being added, by discount. */
  readonly bulks: Map<number, PoolState['bulks'][number]>;
  /** Discounts whose codes are to be looked for at Shopify yet; null: not this time. */
  readonly toLookAt: { isSeen(discountKey: number): boolean } | null;
};

/** moved: look again at once. waits: Shopify works on it. rests: nothing to do. */
export type StepOutcome = 'moved' | 'waits' | 'failed' | 'rests';

/** A code nobody can guess. */
export function newCode({ randomBytes }: Pick<PoolNeeds, 'randomBytes'>): string {
  return codeFrom(randomBytes(CODE_BYTES));
}

/** Notes with a discount why it is not as it should be; null forgets that. */
export function note(
  { pools }: Pick<PoolNeeds, 'pools'>,
  { shop }: PoolRound,
  { discountKey }: RewardDiscount,
  reason: string | null,
): Promise<void> {
  return pools.setReason(shop, { discountKey, reason });
}
