/**
 * One set of discounts applied to a cart, in Shopify's order: what staff gave on lines, product
 * discounts, discounts of the order on what those leave, and shipping
 * (https://docs.shopify.com/docs/apps/selling-strategies/discounts/discount-function-examples,
 * 2026-11-23).
 */
import type { Contender } from './contenders.ts';
import type { Draft } from './draft.ts';
import { goodsMinor, newDraft } from './draft.ts';
import { applyToLine, applyToOrder, applyToShipping } from './manual-discounts.ts';
import { applyOrderGrants } from './order-stage.ts';
import { applyProductGrants } from './product-stage.ts';
import { offeredRates } from './shipping.ts';
import { applyShippingGrants } from './shipping-stage.ts';
import type { CartToPrice, CodeReason, ShippingRate } from './types.ts';

export type Evaluation = {
  readonly set: readonly Contender[];
  readonly draft: Draft;
  readonly rates: readonly ShippingRate[];
  /** Members that had to stand back, and why. */
  readonly refused: ReadonlyMap<Contender, CodeReason>;
  /** Goods and shipping after discounts, before taxes. */
  readonly payableMinor: number;
};

/** Applies a set whose members combine. */
export function evaluate(cart: CartToPrice, set: readonly Contender[]): Evaluation {
  const draft = newDraft(cart.lines);
  const refused = new Map<Contender, CodeReason>();
  for (const manual of cart.manualDiscounts) applyToLine(cart, draft, manual);
  const rivals = set.flatMap((owner) =>
    owner.grants
      .filter(({ discountClass }) => discountClass === 'PRODUCT')
      .map((grant) => ({ owner, grant })),
  );
  applyProductGrants(draft, rivals, cart.terms.plan === 'plus');
  for (const line of draft.lines) line.discountedMinor = line.remainingMinor;
  applyOrderGrants(draft, set, refused);
  for (const manual of cart.manualDiscounts) applyToOrder(cart, draft, manual);
  const rates = offeredRates(cart, goodsMinor(draft));
  const rate = rates.find(({ code }) => code === cart.shippingRateCode);
  if (rate) draft.shipping = { rate, remainingMinor: rate.priceMinor, allocations: [] };
  applyShippingGrants(draft, set, refused);
  for (const manual of cart.manualDiscounts) applyToShipping(cart, draft, manual);
  const payableMinor = goodsMinor(draft) + (draft.shipping?.remainingMinor ?? 0);
  return { set, draft, rates, refused, payableMinor };
}
