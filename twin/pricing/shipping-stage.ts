/**
 * Discounts of shipping: one applies, to the chosen rate. Before a rate is chosen they wait.
 */
import type { Contender } from './contenders.ts';
import type { Draft } from './draft.ts';
import { takeFromShipping } from './draft.ts';
import type { Grant } from './grant.ts';
import { ofAmount } from './grant.ts';
import { shortOf } from './order-stage.ts';
import type { CodeReason, ShippingRate } from './types.ts';

/** The best grant that reaches the chosen rate; of members that combine one has such grants. */
export function applyShippingGrants(
  draft: Draft,
  set: readonly Contender[],
  refused: Map<Contender, CodeReason>,
): void {
  for (const contender of set) {
    const grants = contender.grants.filter((grant) => grant.discountClass === 'SHIPPING');
    const [first] = grants;
    if (first === undefined) continue;
    const short = shortOf(draft, contender, first);
    if (short !== null) refused.set(contender, short);
    if (short !== null || draft.shipping === null) continue;
    const { rate } = draft.shipping;
    const reaching = grants.filter((grant) => reaches(grant, rate));
    const amount = (grant: Grant): number => ofAmount(grant.value, rate.priceMinor);
    const [best] = reaching.sort((a, b) => amount(b) - amount(a));
    if (best) takeFromShipping(draft, best.application, amount(best));
    else if (contender.classes.length === 1) {
      refused.set(contender, 'DISCOUNT_NO_ENTITLED_SHIPPING_LINES');
    }
  }
}

function reaches({ rates }: Grant, rate: ShippingRate): boolean {
  if (rates === null) return true;
  if (rates.priceMaxMinor !== null && rate.priceMinor > rates.priceMaxMinor) return false;
  return rates.codes === null || rates.codes.includes(rate.code);
}
