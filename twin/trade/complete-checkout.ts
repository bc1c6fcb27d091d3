/**
 * The buyer presses "Pay now": everything happens at once or not at all. What stands in the way is
 * told to the buyer with the checkout mended (lines cut to what there is, lapsed codes taken out)
 * and its new price, so that a second press says yes to what is seen then.
 */
import type { Checkout } from '../model/cart.ts';
import { orders } from '../model/order-kind.ts';
import type { Order } from '../model/order.ts';
import type { PricedCart } from '../pricing/types.ts';
import type { World } from '../world/world.ts';
import { findProblem } from './checkout-problems.ts';
import { changeCheckout, checkoutLines, findCheckout, priceCheckout } from './checkouts.ts';
import { placeCheckout } from './place-checkout.ts';
import type { PriceSources } from './price-basket.ts';
import { type Done, type Refusal, done, refuse } from './refusal.ts';
import type { Payment } from './settle-order.ts';

export type Completion = {
  readonly token: string;
  readonly payment: Payment;
  readonly at?: number;
  /** What the buyer saw; refused with `PRICE_CHANGED` where it is another by now. */
  readonly seenTotalMinor?: number;
  /** What the buyer saw was left to pay, after gift cards and store credit. */
  readonly seenDueMinor?: number;
  readonly sources?: PriceSources;
  readonly browserIp?: string | null;
  readonly locationId?: number | null;
  readonly userId?: number | null;
};

export type CompletionRefusal = Refusal & {
  /** The checkout as mended and its price now; null where there is no such checkout. */
  readonly checkout: Checkout | null;
  readonly priced: PricedCart | null;
};

/**
 * The order. Refused with `NOT_FOUND`, `EMPTY`, `BLANK` (an e-mail or postal address is missing),
 * `NO_SHIPPING_RATE`, `SOLD_OUT`, `DISCOUNT_NOT_APPLICABLE`, `GIFT_CARD_UNUSABLE`, `PRICE_CHANGED`,
 * `PAYMENT_DECLINED`, `PAYMENT_ERROR`, `INVALID_CARD`. A checkout done answers its order again.
 */
export function completeCheckout(
  world: World,
  shopId: number,
  completion: Completion,
): Done<Order> | CompletionRefusal {
  return world.transact(() => {
    const { sources = {} } = completion;
    const checkout = findCheckout(world, shopId, completion.token);
    if (checkout === null) {
      const refusal = refuse('NOT_FOUND', ['token'], 'Checkout not found');
      return { ...refusal, checkout: null, priced: null };
    }
    const placed = orderOfCheckout(world, shopId, checkout);
    if (placed !== null) return done(placed);
    const lines = checkoutLines(world, shopId, checkout);
    const priced = priceCheckout(world, shopId, { checkout, sources });
    const given = { checkout, lines, priced, completion };
    const found = findProblem(given);
    if (found === null) return done(placeCheckout(world, shopId, given));
    const mended = mend(world, shopId, { checkout, fields: found.mend });
    const { mend: _fields, ...refusal } = found;
    const now = priceCheckout(world, shopId, { checkout: mended, sources });
    return { ...refusal, checkout: mended, priced: now };
  });
}

/** The order a checkout became, or null. */
export function orderOfCheckout(world: World, shopId: number, checkout: Checkout): Order | null {
  if (checkout.orderId === null) return null;
  return world.store.get(orders, shopId, checkout.orderId);
}

function mend(
  world: World,
  shopId: number,
  { checkout, fields }: { checkout: Checkout; fields: Partial<Checkout> },
): Checkout {
  if (Object.keys(fields).length === 0) return checkout;
  const changed = changeCheckout(world, shopId, { token: checkout.token, fields });
  return changed.ok ? changed.value : checkout;
}
