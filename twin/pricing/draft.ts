/**
 * A price in the making: what is left of each line and of shipping, and which application took
 * what. Applications are numbered in the order in which they take something; one that takes
 * nothing is not written down.
 */
import type {
  CartLineToPrice,
  DiscountAllocation,
  PricedApplication,
  ShippingRate,
} from './types.ts';

export type DraftLine = {
  readonly line: CartLineToPrice;
  readonly originalMinor: number;
  remainingMinor: number;
  /** What was left before discounts of the order. */
  discountedMinor: number;
  readonly allocations: DiscountAllocation[];
};

export type DraftShipping = {
  readonly rate: ShippingRate;
  remainingMinor: number;
  readonly allocations: DiscountAllocation[];
};

export type Draft = {
  readonly lines: readonly DraftLine[];
  shipping: DraftShipping | null;
  readonly applications: PricedApplication[];
};

/** A draft without any discount. */
export function newDraft(lines: readonly CartLineToPrice[]): Draft {
  return {
    lines: lines.map((line) => {
      const originalMinor = line.unitPriceMinor * line.quantity;
      const left = { remainingMinor: originalMinor, discountedMinor: originalMinor };
      return { line, originalMinor, ...left, allocations: [] };
    }),
    shipping: null,
    applications: [],
  };
}

/** Takes `amounts` (minor units, by position in `lines`) off; never more than is left. */
export function takeFromLines(
  draft: Draft,
  application: Omit<PricedApplication, 'amountMinor'>,
  amounts: readonly { readonly line: number; readonly amountMinor: number }[],
): void {
  const applicationIndex = draft.applications.length;
  let sum = 0;
  for (const { line, amountMinor: wanted } of amounts) {
    const entry = draft.lines[line];
    if (entry === undefined) throw new Error(`The cart has no line ${line}.`);
    const amountMinor = Math.min(wanted, entry.remainingMinor);
    if (amountMinor <= 0) continue;
    entry.remainingMinor -= amountMinor;
    entry.allocations.push({ applicationIndex, amountMinor });
    sum += amountMinor;
  }
  if (sum > 0) draft.applications.push({ ...application, amountMinor: sum });
}

/** Takes an amount off the shipping line; never more than is left. */
export function takeFromShipping(
  draft: Draft,
  application: Omit<PricedApplication, 'amountMinor'>,
  wantedMinor: number,
): void {
  const { shipping } = draft;
  if (shipping === null) return;
  const amountMinor = Math.min(wantedMinor, shipping.remainingMinor);
  if (amountMinor <= 0) return;
  const applicationIndex = draft.applications.length;
  shipping.remainingMinor -= amountMinor;
  shipping.allocations.push({ applicationIndex, amountMinor });
  draft.applications.push({ ...application, amountMinor });
}

/** Sum of what is left of all lines. */
export function goodsMinor(draft: Draft): number {
  return draft.lines.reduce((sum, { remainingMinor }) => sum + remainingMinor, 0);
}
