/**
 * Owners delete codes and discounts in their admin, and nothing promises that we hear of it. So
 * once an hour Shopify is asked for the codes that ought to work: those given out next, and those
 * in members' hands. One that is gone is given to nobody, and whoever has it gets the points back.
 *
 * Law: nobody keeps neither the points nor the discount for longer than an hour and a release.
 */
import type { PoolNeeds, PoolRound, StepOutcome } from './pool-round.ts';
import type { RewardDiscount } from './ports/pools.ts';
import { renewDiscount } from './renew-discounts.ts';

/** As many as one call looks up: the next to be given out. */
const NEXT_MAX = 10;
/** Rewards in hand that are looked at in an hour, newest first; older ones lapse the sooner. */
const HELD_MAX = 500;
const CODES_A_CALL = 10;

/** Looks at the codes of one discount, once a round; `rests` where all is as it should be. */
export async function lookAtCodes(
  needs: PoolNeeds,
  { shop, asOf, toLookAt }: PoolRound,
  discount: RewardDiscount & { readonly discountId: string },
): Promise<StepOutcome> {
  const { discountKey } = discount;
  if (!toLookAt || toLookAt.isSeen(discountKey)) return 'rests';
  const most = { nextMax: NEXT_MAX, heldMax: HELD_MAX };
  const codes = await needs.pools.watched(shop, { discountKey, ...most });
  const missing = await missingOf(needs, shop, { codes, discountId: discount.discountId });
  if (missing.length === 0) return 'rests';
  // Perhaps the discount itself is gone: renewing it tells.
  const renewed = await renewDiscount(needs, shop, discount, asOf);
  if (renewed === 'renewed') await needs.pools.dropCodes(shop, { codes: missing, asOf });
  return typeof renewed === 'string' ? 'moved' : 'failed';
}

async function missingOf(
  { shopify }: PoolNeeds,
  shop: PoolRound['shop'],
  { codes, discountId }: { readonly codes: readonly string[]; readonly discountId: string },
): Promise<string[]> {
  const missing: string[] = [];
  for (let place = 0; place < codes.length; place += CODES_A_CALL) {
    const some = codes.slice(place, place + CODES_A_CALL);
    const found = await shopify.findCodes(shop, some);
    const there = new Set(found.filter((one) => one.discountId === discountId).map(codeOf));
    missing.push(...some.filter((code) => !there.has(code)));
  }
  return missing;
}

const codeOf = ({ code }: { readonly code: string }) => code;
