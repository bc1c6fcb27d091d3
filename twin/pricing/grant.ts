/**
 * A grant is one thing a discount wants to take off, before it is known whether it wins: from
 * which lines or from shipping, how much, and how an order will describe it.
 */
import { allocateUpTo, shareOfUnits } from '../money/allocate.ts';
import { shortDecimal } from '../money/money.ts';
import type { Ratio } from '../money/rounding.ts';
import { roundRatio } from '../money/rounding.ts';
import type { DiscountClass, PricedApplication } from './types.ts';

export type GrantValue =
  | { readonly type: 'percentage'; readonly share: Ratio }
  | { readonly type: 'amount'; readonly amountMinor: number; readonly onEachItem: boolean };

/** Units of a line: all of them, or as many as the discount reaches. */
export type Part = { readonly line: number; readonly units: number };

export type Grant = {
  readonly discountClass: DiscountClass;
  /** Of product and order discounts. */
  readonly parts: readonly Part[];
  /** Lines that must stay free of other product discounts, as what is bought for a gift must. */
  readonly holds: readonly number[];
  /** All parts or none: a gift cannot be given by half. */
  readonly isWhole: boolean;
  /** Of shipping discounts: which rates it reaches; null stands for any. */
  readonly rates: {
    readonly codes: readonly string[] | null;
    readonly priceMaxMinor: number | null;
  } | null;
  readonly value: GrantValue;
  /** An order's words for it, all but what it came to. */
  readonly application: Omit<PricedApplication, 'amountMinor'>;
};

/** What is left to pay on a line, and of how many units. */
export type Base = { readonly amountMinor: number; readonly quantity: number };

/**
 * What the grant takes from each of its parts. A percentage is taken of the sum and rounded down:
 * 2.1739…% of 23.00 is 0.49 (https://github.com/Shopify/function-examples/issues/371), 10 % of
 * 4 × 39.99 is 15.99 (a recorded refund in github.com/webisoftSoftware/ecommerce_integrations_v15);
 * then it is spread.
 */
export function amountsOf(grant: Grant, bases: readonly Base[], parts = grant.parts): number[] {
  const maxima = parts.map((part) => partMinor(part, bases));
  const { value } = grant;
  if (value.type === 'percentage') return allocateUpTo(percentOf(value.share, maxima), maxima);
  if (!value.onEachItem) return allocateUpTo(value.amountMinor, maxima);
  return parts.map((part, index) => Math.min(maxima[index] ?? 0, value.amountMinor * part.units));
}

function partMinor(part: Part, bases: readonly Base[]): number {
  const base = bases[part.line];
  if (base === undefined) return 0;
  const { amountMinor, quantity } = base;
  return shareOfUnits(amountMinor, { quantity, from: 0, to: Math.min(part.units, quantity) });
}

/** A percentage of the sum of amounts, rounded down to a whole minor unit. */
function percentOf(share: Ratio, amounts: readonly number[]): number {
  const sum = amounts.reduce((all, amount) => all + amount, 0);
  const numerator = BigInt(sum) * share.numerator;
  return roundRatio({ numerator, denominator: share.denominator, mode: 'down' });
}

/** The value as orders write it: `15.0` for fifteen per cent, `10.0` for ten of the currency. */
export function valueText(
  value: GrantValue,
  currency: string,
): Pick<PricedApplication, 'value' | 'valueType'> {
  if (value.type === 'amount') {
    return { value: shortDecimal(value.amountMinor, currency), valueType: 'fixed_amount' };
  }
  const percent = (Number(value.share.numerator) / Number(value.share.denominator)) * 100;
  const text = String(Number(percent.toPrecision(12)));
  return { value: text.includes('.') ? text : `${text}.0`, valueType: 'percentage' };
}

/** What a value is worth of one amount; a fixed one may exceed it. */
export function ofAmount(value: GrantValue, amountMinor: number): number {
  return value.type === 'percentage' ? percentOf(value.share, [amountMinor]) : value.amountMinor;
}

/** Sum of amounts. */
export function total(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}
