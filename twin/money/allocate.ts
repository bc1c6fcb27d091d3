/**
 * Splitting an amount without losing a cent. The rule is that of Shopify's own `money` gem
 * (github.com/Shopify/money, lib/money/allocator.rb, read 2026-11-23): every share is rounded
 * down, then the cents left over go out one each, from the first share onward. It is what their
 * sample order #1001 shows: 10.00 over three lines of 199.00 is 3.34, 3.33, 3.33
 * (https://shopify.dev/docs/api/admin-rest/latest/resources/order, 2026-11-23).
 */
import { safe } from './rounding.ts';

export type LeftOver = 'fromFirst' | 'fromLast' | 'nearest';

/**
 * `totalMinor` in shares proportional to `weights`, which sum to it exactly. Cents left over go
 * to the first shares, to the last (as Shopify splits a line into its units) or to those nearest
 * to the next cent; a share of weight zero gets none, unless all weights are zero: then all count
 * alike. Throws on a negative weight, on no weights, and on a negative total.
 */
export function allocate(
  totalMinor: number,
  weights: readonly number[],
  leftOver: LeftOver = 'fromFirst',
): number[] {
  if (weights.length === 0) throw new Error('An amount needs at least one share.');
  if (totalMinor < 0) throw new Error(`${totalMinor} cannot be shared out.`);
  const even = weights.every((weight) => weight === 0);
  const exact = weights.map((weight) => BigInt(even ? 1 : weight));
  if (exact.some((weight) => weight < 0n)) throw new Error('A weight is never negative.');
  const sum = exact.reduce((all, weight) => all + weight, 0n);
  const products = exact.map((weight) => BigInt(totalMinor) * weight);
  const shares = products.map((product) => safe(product / sum));
  const rests = products.map((product) => product % sum);
  const spare = totalMinor - shares.reduce((all, share) => all + share, 0);
  const takers = orderOf(rests, leftOver).filter((index) => exact[index] !== 0n);
  for (const index of takers.slice(0, spare)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

function orderOf(rests: readonly bigint[], leftOver: LeftOver): number[] {
  const order = rests.map((_, index) => index);
  if (leftOver === 'fromLast') return order.reverse();
  if (leftOver === 'fromFirst') return order;
  const rest = (index: number): bigint => rests[index] ?? 0n;
  return order.sort((a, b) => (rest(b) > rest(a) ? 1 : rest(b) < rest(a) ? -1 : a - b));
}

/**
 * `totalMinor` over parties that can take no more than their maximum, in proportion to it: how a
 * discount is spread over lines. What exceeds all maxima is dropped.
 *
 *     allocateUpTo(100, [3300, 3300, 3300]) → [34, 33, 33]
 */
export function allocateUpTo(totalMinor: number, maxima: readonly number[]): number[] {
  const room = maxima.reduce((all, maximum) => all + maximum, 0);
  if (room <= 0) return maxima.map(() => 0);
  const total = Math.min(totalMinor, room);
  const shares = maxima.map((maximum) => safe((BigInt(total) * BigInt(maximum)) / BigInt(room)));
  let spare = total - shares.reduce((all, share) => all + share, 0);
  return shares.map((share, index) => {
    if (spare === 0 || share >= (maxima[index] ?? 0)) return share;
    spare -= 1;
    return share + 1;
  });
}

/**
 * The part of a line's amount that falls on units `from` (inclusive) to `to` (exclusive) of
 * `quantity`: cents left over lie on the last units, 4 cents on three units being 1, 1, 2
 * (https://shopify.dev/docs/api/admin-graphql/latest/objects/FinancialSummaryDiscountAllocation,
 * 2026-11-23). Ten parts of one unit are together what one part of ten is.
 */
export function shareOfUnits(
  totalMinor: number,
  units: { readonly quantity: number; readonly from: number; readonly to: number },
): number {
  const { quantity, from, to } = units;
  if (from < 0 || to < from || to > quantity) {
    throw new Error(`Units ${from} to ${to} are not among ${quantity}.`);
  }
  if (quantity === 0) return 0;
  const each = Math.floor(totalMinor / quantity);
  const spare = totalMinor - each * quantity;
  const until = (unit: number): number => each * unit + Math.max(0, unit - (quantity - spare));
  return until(to) - until(from);
}

/**
 * What several discounts take off units `from` (inclusive) to `to` (exclusive) of a line: each by
 * `shareOfUnits`, yet never more than the units cost. Two discounts whose odd cents both lie on the
 * last unit would otherwise take more off it than it is worth, and the units before it would cost
 * a cent that nobody paid. Parts still add up to the whole.
 */
export function discountOfUnits(
  amountsMinor: readonly number[],
  units: {
    readonly quantity: number;
    readonly from: number;
    readonly to: number;
    readonly priceMinor: number;
  },
): number {
  const { quantity, from, to, priceMinor } = units;
  const whole = amountsMinor.reduce((all, amount) => all + amount, 0);
  const until = (unit: number): number => {
    const before = { quantity, from: 0, to: unit };
    const shares = amountsMinor.reduce((all, amount) => all + shareOfUnits(amount, before), 0);
    // What is left of the discounts must fit into what the units left cost.
    return Math.max(shares, whole - priceMinor * (quantity - unit));
  };
  return until(to) - until(from);
}
