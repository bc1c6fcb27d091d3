/**
 * Shipping rates offered to a buyer. A rate is free from its threshold on, which is measured on
 * the goods after their discounts.
 */
import type { Buyer, CartLineToPrice, ShippingRate, ShopTerms } from './types.ts';

/** Whether anything in the cart is sent. */
export function needsShipping(lines: readonly CartLineToPrice[]): boolean {
  return lines.some((line) => line.requiresShipping);
}

/** The rates to choose from at this subtotal; none when nothing is to be sent. */
export function offeredRates(
  cart: {
    readonly terms: ShopTerms;
    readonly buyer: Buyer;
    readonly lines: readonly CartLineToPrice[];
  },
  subtotalMinor: number,
): ShippingRate[] {
  if (!needsShipping(cart.lines)) return [];
  const { countryCode } = cart.buyer;
  return cart.terms.shippingRates
    .filter((rate) => {
      if (countryCode === null || rate.countryCodes === null) return true;
      return rate.countryCodes.includes(countryCode);
    })
    .map((rate) => {
      const isFree = rate.freeFromMinor !== null && subtotalMinor >= rate.freeFromMinor;
      return isFree ? { ...rate, priceMinor: 0 } : rate;
    });
}
