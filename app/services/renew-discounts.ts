/**
 * The chore `renew`: the end of every discount is kept three days ahead. It is a dead man's switch:
 * once we are uninstalled we have no token to delete codes with, and they die by themselves.
 */
import { type Instant, instant } from '../domain/kernel/instant.ts';
import type { AskChore, ChoreHandler } from './ports/chores.ts';
import type { Pools, RewardDiscount } from './ports/pools.ts';
import type { Refused, Shopify, ShopRef } from './ports/shopify.ts';
import { isFreeShipping } from './reward-terms.ts';

/** How far ahead a discount's end is set. */
export const END_AHEAD_MS = 3 * 86_400_000;
const RENEW_EVERY_MS = 12 * 3_600_000;
const REFUSED_WAIT_MS = 3_600_000;

export type RenewNeeds = {
  readonly pools: Pools;
  readonly shopify: Pick<Shopify, 'renewDiscount'>;
  readonly askChore: AskChore;
};

/** Renews each discount of a shop; the chore goes on for as long as there is one. */
export function renewDiscounts(needs: RenewNeeds): ChoreHandler {
  return async (shop, _state, asOf) => {
    const { discounts } = await needs.pools.read(shop);
    const failures: unknown[] = [];
    let kept = 0;
    let isRefused = false;
    for (const discount of discounts) {
      if (!isRenewable(discount, asOf)) continue;
      try {
        const renewed = await renewDiscount(needs, shop, discount, asOf);
        if (renewed === 'lost') {
          // Without a discount nothing can be redeemed: a new one is made at once.
          await needs.askChore(shop, 'pool', asOf);
          continue;
        }
        kept += 1;
        isRefused ||= renewed !== 'renewed';
      } catch (error) {
        failures.push(error);
      }
    }
    // The others were tried first; one failure is enough to come back soon.
    if (failures.length > 0) throw failures[0];
    const waitMs = isRefused ? REFUSED_WAIT_MS : RENEW_EVERY_MS;
    return { state: {}, again: kept === 0 ? null : instant(asOf + waitMs) };
  };
}

/** Has the chore run in time; one that waits already is not put off. */
export function askRenewal(askChore: AskChore, shop: ShopRef, asOf: Instant): Promise<void> {
  return askChore(shop, 'renew', instant(asOf + RENEW_EVERY_MS));
}

/**
 * Moves one discount's end. `lost`: the owner deleted it in the admin, and what was given out of it
 * is on its way back. A refusal is noted with the discount.
 */
export async function renewDiscount(
  { pools, shopify }: Pick<RenewNeeds, 'pools' | 'shopify'>,
  shop: ShopRef,
  { discountKey, discountId, fingerprint }: RewardDiscount & { readonly discountId: string },
  asOf: Instant,
): Promise<'renewed' | 'lost' | Refused> {
  const endsAt = instant(asOf + END_AHEAD_MS);
  const freeShipping = isFreeShipping(fingerprint);
  const answer = await shopify.renewDiscount(shop, { discountId, freeShipping, endsAt });
  if (answer.ok) {
    // Only an end that Shopify has confirmed is noted: nobody is given a code for longer.
    await pools.setEnd(shop, { discountKey, endsAt });
    return 'renewed';
  }
  if (answer.code === 'NOT_FOUND') {
    await pools.lose(shop, { discountKey, reason: 'It was deleted in the admin.', asOf });
    return 'lost';
  }
  await pools.setReason(shop, { discountKey, reason: answer.message });
  return answer;
}

function isRenewable(
  discount: RewardDiscount,
  asOf: Instant,
): discount is RewardDiscount & { readonly discountId: string } {
  const { status, discountId, endsAt } = discount;
  const isThere = status === 'live' || status === 'draining';
  return isThere && discountId !== null && (endsAt === null || endsAt > asOf);
}
