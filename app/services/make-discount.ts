/**
 * A discount that is being made. Its first code was chosen and written down before Shopify was
 * told, and Shopify takes a code once only: so whatever became of an earlier try, the same code
 * leads to the one discount there is.
 */
import { instant } from '../domain/kernel/instant.ts';
import type { PoolStep, WantedReward } from './plan-pools.ts';
import { newCode, note, type PoolNeeds, type PoolRound, type StepOutcome } from './pool-round.ts';
import type { RewardDiscount } from './ports/pools.ts';
import { END_AHEAD_MS } from './renew-discounts.ts';

/** It has begun a day before it is made, so that two clocks that differ agree that it has. */
const BEGUN_BEFORE_MS = 86_400_000;
/** A try this old may name an end too near; it is given up and begun anew. */
const TRIES_LAST_MS = 86_400_000;

export async function makeDiscount(
  needs: PoolNeeds,
  round: PoolRound,
  { wanted, discount }: Extract<PoolStep, { do: 'make' | 'fill' }>,
): Promise<StepOutcome> {
  const { shop, asOf } = round;
  const { discountKey, madeAt } = discount;
  const firstCode = discount.minting[0];
  if (firstCode === undefined) {
    await needs.pools.mint(shop, { discountKey, codes: [newCode(needs)], size: null, asOf });
    return 'moved';
  }
  if (asOf > madeAt + TRIES_LAST_MS) return abandonDiscount(needs, round, discount);

  // The same end at every try: an earlier one may be the one that took effect.
  const endsAt = instant(madeAt + END_AHEAD_MS);
  const answer = await needs.shopify.createDiscount(shop, {
    title: titleOf(wanted),
    gives: wanted.gives,
    startsAt: instant(madeAt - BEGUN_BEFORE_MS),
    endsAt,
    firstCode,
  });
  if (answer.ok) {
    await needs.pools.settle(shop, { discountKey, discountId: answer.discountId, endsAt, asOf });
    return 'moved';
  }
  // Refused, perhaps because an earlier try of ours has taken the code.
  const found = await needs.shopify.findCode(shop, 'pool', firstCode);
  if (found) {
    await needs.pools.settle(shop, { discountKey, discountId: found.discountId, endsAt, asOf });
    return 'moved';
  }
  await note(needs, round, discount, answer.message);
  return 'failed';
}

/** No reward needs it any more. What a try that got no answer may still make ends by itself. */
export async function abandonDiscount(
  { pools, shopify }: PoolNeeds,
  { shop, asOf }: PoolRound,
  { discountKey, minting, madeAt }: RewardDiscount,
): Promise<StepOutcome> {
  const [firstCode] = minting;
  const found = firstCode === undefined ? null : await shopify.findCode(shop, 'pool', firstCode);
  if (!found) {
    await pools.lose(shop, { discountKey, reason: null, asOf });
    return 'moved';
  }
  const endsAt = instant(madeAt + END_AHEAD_MS);
  await pools.settle(shop, { discountKey, discountId: found.discountId, endsAt, asOf });
  await pools.drain(shop, { discountKey, asOf });
  return 'moved';
}

function titleOf({ name }: WantedReward): string {
  return `Laurel: ${name}`;
}
