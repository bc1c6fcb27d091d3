/**
 * Codes of a discount that is there: when few are ready, more are added in bulk. The bulk is
 * asynchronous at Shopify; rounds ask after it, and one that was forgotten is simply added again:
 * Shopify answers that a code is taken already, and it is ours.
 */
import { lookAtCodes } from './look-at-codes.ts';
import { newCode, note, type PoolNeeds, type PoolRound, type StepOutcome } from './pool-round.ts';
import type { RewardDiscount } from './ports/pools.ts';
import type { BulkAdd } from './ports/shopify.ts';
import { lowWaterOf, sizeWhenLow } from './pool-size.ts';
import { renewDiscount } from './renew-discounts.ts';

/**
 * Codes of one bulk
 * (https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountRedeemCodeBulkAdd, read
 * 2026-11).
 */
const BULK_MAX = 250;
/** A bulk that takes longer is thought lost. */
const BULK_LASTS_MS = 600_000;
/** Codes with a problem that are asked about one by one in a round; the others wait. */
const ASKED_MAX = 25;

export async function fillPool(
  needs: PoolNeeds,
  round: PoolRound,
  discount: RewardDiscount,
): Promise<StepOutcome> {
  const { discountKey, discountId, minting, ready } = discount;
  if (discountId === null) return 'rests';
  const there = { ...discount, discountId };
  const looked = await lookAtCodes(needs, round, there);
  if (looked !== 'rests') return looked;
  const bulk = round.bulks.get(discountKey);
  if (bulk) return watchBulk(needs, round, there, bulk);
  if (minting.length > 0) return addCodes(needs, round, there, minting);
  if (ready < lowWaterOf(discount.size)) {
    const size = sizeWhenLow(discount, round.asOf);
    const codes = Array.from({ length: size - ready }, () => newCode(needs));
    await needs.pools.mint(round.shop, { discountKey, codes, size, asOf: round.asOf });
    return addCodes(needs, round, there, codes);
  }
  return 'rests';
}

type There = RewardDiscount & { readonly discountId: string };

async function addCodes(
  needs: PoolNeeds,
  round: PoolRound,
  discount: There,
  codes: readonly string[],
): Promise<StepOutcome> {
  const { discountKey, discountId } = discount;
  // The others stay `minting`, and are added once these are there.
  const bulk = codes.slice(0, BULK_MAX);
  const answer = await needs.shopify.addCodes(round.shop, { discountId, codes: bulk });
  if (answer.ok) {
    const { bulkId } = answer;
    round.bulks.set(discountKey, { discountKey, bulkId, since: round.asOf });
    return 'waits';
  }
  // Perhaps there is no such discount any more: renewing it tells.
  const renewed = await renewDiscount(needs, round.shop, discount, round.asOf);
  if (renewed === 'lost') return 'moved';
  await note(needs, round, discount, answer.message);
  return 'failed';
}

async function watchBulk(
  needs: PoolNeeds,
  { shop, asOf, bulks }: PoolRound,
  discount: There,
  { bulkId, since }: { readonly bulkId: string; readonly since: number },
): Promise<StepOutcome> {
  // Codes of a bulk that is forgotten stay `minting`, and are added again.
  if (asOf > since + BULK_LASTS_MS) bulks.delete(discount.discountKey);
  const bulk = await needs.shopify.readBulkAdd(shop, bulkId);
  if (!bulk.done) return 'waits';
  bulks.delete(discount.discountKey);
  const { ready, gone } = await sort(needs, shop, discount, bulk.codes);
  await needs.pools.settleCodes(shop, { ready, gone, asOf });
  return 'moved';
}

/** A code with a problem may be there all the same, from an earlier try; only Shopify knows. */
async function sort(
  { shopify }: PoolNeeds,
  shop: PoolRound['shop'],
  { discountId }: There,
  codes: BulkAdd['codes'],
): Promise<{ ready: string[]; gone: string[] }> {
  const ready: string[] = [];
  const gone: string[] = [];
  let asked = 0;
  for (const { code, problem } of codes) {
    if (problem === null) {
      ready.push(code);
      continue;
    }
    if (asked === ASKED_MAX) continue;
    asked += 1;
    const found = await shopify.findCode(shop, 'pool', code);
    (found?.discountId === discountId ? ready : gone).push(code);
  }
  return { ready, gone };
}
