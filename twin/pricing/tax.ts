/**
 * Taxes of a line, rounded half up once for each line and rate, then summed: line by line is how
 * Shopify rounds. A recorded refund of a Canadian shop, in an older shopify/refund.py of
 * github.com/webisoftSoftware/ecommerce_integrations_v15, shows 143.97 at 5 % as 7.20 and at 7 %
 * as 10.08. Where prices include tax it is (rate × price) / (1 + rate) of what is paid, and the
 * total stays.
 */
import type { Ratio } from '../money/rounding.ts';
import { ratioOf, timesRate } from '../money/rounding.ts';
import type { Buyer, ShopTerms, TaxLine } from './types.ts';

export type NamedRate = { readonly title: string; readonly rate: number };

/** The rates at the buyer's destination: the country's and, on top, the province's. */
export function ratesFor(terms: ShopTerms, buyer: Buyer): readonly NamedRate[] {
  if (buyer.taxExempt || buyer.countryCode === null) return [];
  return terms.taxRates.filter(
    (rate) =>
      rate.countryCode === buyer.countryCode &&
      (rate.provinceCode === null || rate.provinceCode === buyer.provinceCode),
  );
}

/** One tax line for each rate. `amountMinor` is what is paid for the line after its discounts. */
export function taxLinesOf(
  amountMinor: number,
  rates: readonly NamedRate[],
  taxesIncluded: boolean,
): TaxLine[] {
  const exact = rates.map(({ rate }) => ratioOf(rate));
  const all = exact.reduce(plus, { numerator: 0n, denominator: 1n });
  return rates.map(({ title, rate }, index) => {
    const own = exact[index] ?? { numerator: 0n, denominator: 1n };
    const factor = taxesIncluded ? includedPart(own, all) : own;
    return { title, rate, amountMinor: timesRate(amountMinor, factor, 'halfUp') };
  });
}

/** rate ÷ (1 + all rates). */
function includedPart(own: Ratio, all: Ratio): Ratio {
  return {
    numerator: own.numerator * all.denominator,
    denominator: own.denominator * (all.denominator + all.numerator),
  };
}

function plus(a: Ratio, b: Ratio): Ratio {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** Tax lines of many lines, added by title and rate, in the order of their first appearance. */
export function sumTaxLines(groups: readonly (readonly TaxLine[])[]): TaxLine[] {
  const sums = new Map<string, TaxLine>();
  for (const line of groups.flat()) {
    const key = `${line.rate} ${line.title}`;
    const amountMinor = (sums.get(key)?.amountMinor ?? 0) + line.amountMinor;
    sums.set(key, { title: line.title, rate: line.rate, amountMinor });
  }
  return [...sums.values()];
}
