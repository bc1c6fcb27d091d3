/**
 * Whether a discount may be used at all, by this buyer at this instant, and the words a buyer gets
 * when not. Reasons are `CartWarningCode` of the Storefront API
 * (https://shopify.dev/docs/api/storefront/2026-07/enums/CartWarningCode, 2026-11-23); a reason
 * that lies in the discount goes before one in the buyer, and that before one in the cart.
 */
import type { DiscountMinimum } from '../model/discount.ts';
import type { Buyer, CodeReason, DiscountDefinition } from './types.ts';

/**
 * Dates, usage limits and who may use it. A limit counts uses of one code (`usage_limit` of a
 * price rule is "per discount code"), of an automatic discount all uses.
 */
export function standingReason(
  discount: DiscountDefinition,
  at: { readonly instant: number; readonly buyer: Buyer; readonly usageCount: number },
): CodeReason | null {
  if (!isActiveAt(discount, at.instant)) return 'DISCOUNT_CURRENTLY_INACTIVE';
  if (discount.usageLimit !== null && at.usageCount >= discount.usageLimit) {
    return 'DISCOUNT_USAGE_LIMIT_REACHED';
  }
  const stranger = contextReason(discount, at.buyer);
  if (stranger !== null) return stranger;
  if (discount.oncePerCustomer && at.buyer.usedDiscountIds.includes(discount.id)) {
    return 'DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED';
  }
  return null;
}

/** Started, not ended (the end itself is outside) and not switched off. */
function isActiveAt(discount: DiscountDefinition, instant: number): boolean {
  if (discount.deactivatedAt !== null && discount.deactivatedAt <= instant) return false;
  return discount.startsAt <= instant && (discount.endsAt === null || instant < discount.endsAt);
}

function contextReason(discount: DiscountDefinition, buyer: Buyer): CodeReason | null {
  const { context } = discount;
  if (context.type === 'all') return null;
  if (buyer.customerId === null) return 'DISCOUNT_ELIGIBLE_CUSTOMER_MISSING';
  const isMeant =
    context.type === 'customers'
      ? context.customerIds.includes(buyer.customerId)
      : context.segmentIds.some((id) => buyer.segmentIds.includes(id));
  return isMeant ? null : 'DISCOUNT_CUSTOMER_NOT_ELIGIBLE';
}

/** A minimum against what the entitled lines come to. */
export function minimumReason(
  minimum: DiscountMinimum | null,
  entitled: { readonly amountMinor: number; readonly quantity: number },
): CodeReason | null {
  if (minimum === null) return null;
  if (minimum.type === 'subtotal') {
    return entitled.amountMinor < minimum.amountMinor ? 'DISCOUNT_PURCHASE_NOT_IN_RANGE' : null;
  }
  return entitled.quantity < minimum.quantity ? 'DISCOUNT_QUANTITY_NOT_IN_RANGE' : null;
}

/** What a buyer reads; `code` as typed. */
export function messageOf(reason: CodeReason, code: string): string {
  const said: Record<CodeReason, string> = {
    DISCOUNT_CODE_NOT_HONOURED: `${code} couldn’t be used with your existing discounts`,
    DISCOUNT_CURRENTLY_INACTIVE: `${code} isn’t active right now`,
    DISCOUNT_CUSTOMER_NOT_ELIGIBLE: `${code} isn’t available to you`,
    DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED: `You’ve already used ${code}`,
    DISCOUNT_ELIGIBLE_CUSTOMER_MISSING: `Log in to use ${code}`,
    DISCOUNT_INCOMPATIBLE_PURCHASE_TYPE: `${code} doesn’t apply to this type of purchase`,
    DISCOUNT_NO_ENTITLED_LINE_ITEMS: `${code} isn’t valid for the items in your cart`,
    DISCOUNT_NO_ENTITLED_SHIPPING_LINES: `${code} isn’t valid for your shipping address or method`,
    DISCOUNT_NOT_FOUND: 'Enter a valid discount code',
    DISCOUNT_PURCHASE_NOT_IN_RANGE: `Your cart doesn’t reach the minimum amount for ${code}`,
    DISCOUNT_QUANTITY_NOT_IN_RANGE: `Your cart doesn’t have enough items for ${code}`,
    DISCOUNT_USAGE_LIMIT_REACHED: `${code} has reached its usage limit`,
  };
  return said[reason];
}
