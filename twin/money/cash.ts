/**
 * Cash where the smallest coins are gone: the payment is rounded to the nearest coin, the order
 * keeps its exact total, and the difference is a cash rounding adjustment
 * (https://help.shopify.com/en/manual/sell-in-person/shopify-pos/cash-rounding-on-pos and
 * https://changelog.shopify.com/posts/cash-rounding-on-shopify-pos, 2026-11-23).
 *
 *     9.99 CAD in Canada is paid with 10.00, the adjustment being +0.01
 */
import { roundRatio } from './rounding.ts';

/** Smallest coin in minor units by country and currency; elsewhere cash is exact. */
const smallestCoin: Readonly<Record<string, number>> = {
  'AU AUD': 5,
  'BE EUR': 5,
  'CA CAD': 5,
  'CH CHF': 5,
  'DK DKK': 50,
  'FI EUR': 5,
  'NO NOK': 100,
  'NZ NZD': 10,
  'SE SEK': 100,
};

/** The amount to hand over in cash, and by what it differs from the exact one (either sign). */
export function cashRounding(
  exactMinor: number,
  at: { readonly countryCode: string; readonly currency: string },
): { readonly payMinor: number; readonly adjustmentMinor: number } {
  const coin = smallestCoin[`${at.countryCode} ${at.currency}`] ?? 1;
  const ratio = { numerator: BigInt(exactMinor), denominator: BigInt(coin) };
  const payMinor = roundRatio({ ...ratio, mode: 'halfUp' }) * coin;
  return { payMinor, adjustmentMinor: payMinor - exactMinor };
}
