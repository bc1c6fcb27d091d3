/** What stands between a checkout and its order, in the order in which a buyer is told. */
import type { Checkout } from '../model/cart.ts';
import type { PricedCart } from '../pricing/types.ts';
import type { BasketLine } from './basket.ts';
import type { Completion } from './complete-checkout.ts';
import { type Refusal, refuse } from './refusal.ts';
import { refusedPayment } from './settle-order.ts';
import { availableOf } from './stock.ts';

/** The refusal, and what of the checkout must change before a second try. */
export type Problem = Refusal & { readonly mend: Partial<Checkout> };

export type Completing = {
  readonly checkout: Checkout;
  readonly lines: readonly BasketLine[];
  readonly priced: PricedCart;
  readonly completion: Completion;
};

/** Null: nothing is in the way. */
export function findProblem(given: Completing): Problem | null {
  return wrongStock(given) ?? wrongContact(given) ?? wrongGiftCards(given) ?? wrongPrice(given);
}

function problem(refusal: Refusal, fields: Partial<Checkout> = {}): Problem {
  return { ...refusal, mend: fields };
}

function wrongStock({ checkout, lines }: Completing): Problem | null {
  if (checkout.lines.length === 0) return problem(refuse('EMPTY', ['lines'], 'Your cart is empty'));
  const left = new Map<number, number>();
  const kept = checkout.lines.flatMap((line) => {
    const variant = lines.find(({ variant }) => variant?.id === line.variantId)?.variant;
    const available = left.get(line.variantId) ?? (variant ? availableOf(variant) : 0);
    const quantity = Math.min(line.quantity, available);
    left.set(line.variantId, available - quantity);
    return quantity === 0 ? [] : [{ ...line, quantity }];
  });
  const wanted = checkout.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (kept.reduce((sum, { quantity }) => sum + quantity, 0) === wanted) return null;
  const words = 'Some items in your cart are no longer available. Your cart has been updated.';
  return problem(refuse('SOLD_OUT', ['lines'], words), { lines: kept });
}

function wrongContact({ checkout, lines, priced }: Completing): Problem | null {
  if (checkout.sourceName === 'pos') return null;
  if (!checkout.email && !checkout.phone) {
    return problem(refuse('BLANK', ['email'], 'Enter an email'));
  }
  if (!lines.some(({ requiresShipping }) => requiresShipping)) return null;
  if (checkout.shippingAddress === null) {
    return problem(refuse('BLANK', ['shippingAddress'], 'Enter an address'));
  }
  if (priced.shippingLines.length > 0) return null;
  const words =
    priced.shippingRates.length === 0
      ? 'Your order cannot be shipped to the selected address.'
      : 'Select a shipping method';
  return problem(refuse('NO_SHIPPING_RATE', ['shippingRateCode'], words));
}

/** A card that was spent or switched off since is taken out; one that is not needed may stay. */
function wrongGiftCards({ checkout, priced }: Completing): Problem | null {
  const paying = new Set(priced.giftCards.map(({ id }) => id));
  const stays = checkout.giftCardIds.filter((id) => paying.has(id));
  if (priced.dueMinor === 0 || stays.length === checkout.giftCardIds.length) return null;
  const words = "Gift card can't be used any more. Review your order and try again.";
  return problem(refuse('GIFT_CARD_UNUSABLE', ['giftCards'], words), { giftCardIds: stays });
}

function wrongPrice({ checkout, priced, completion }: Completing): Problem | null {
  const lapsed = priced.codes.find(({ applicable }) => !applicable);
  if (lapsed !== undefined) {
    const stays = new Set(priced.codes.filter((one) => one.applicable).map(({ code }) => code));
    const codes = checkout.codes.filter((code) => stays.has(code));
    return problem(refuse('DISCOUNT_NOT_APPLICABLE', ['codes'], lapsed.message), { codes });
  }
  const total = completion.seenTotalMinor;
  if (total !== undefined && total !== priced.totalMinor) {
    const words = 'The total of your order has changed. Review your order and try again.';
    return problem(refuse('PRICE_CHANGED', null, words));
  }
  const due = completion.seenDueMinor;
  if (due !== undefined && due !== priced.dueMinor) {
    // Store credit spent in another tab: the total stays, what the card is charged does not.
    const words = 'The amount due has changed. Review your order and try again.';
    return problem(refuse('PRICE_CHANGED', null, words));
  }
  const refused = refusedPayment(completion.payment, priced.dueMinor);
  return refused === null ? null : problem(refused);
}
