import { describe, expect, it } from 'vitest';
import { cart, discount, entered, line, terms } from './cart-fixture.ts';
import { priceCart } from './price-cart.ts';
import { taxLinesOf } from './tax.ts';
import type { CartToPrice } from './types.ts';

const manitoba = [
  { title: 'GST', rate: 0.05 },
  { title: 'RST', rate: 0.07 },
];

function amounts(minor: number, rates: readonly { title: string; rate: number }[], in_: boolean) {
  return taxLinesOf(minor, rates, in_).map(({ amountMinor }) => amountMinor);
}

describe('taxes', () => {
  // A recorded refund of a shop in Manitoba, in an older shopify/refund.py of
  // github.com/webisoftSoftware/ecommerce_integrations_v15:
  // 4 × 39.99 less 15.99 is taxed with 7.20 and 10.08.
  it('are rounded for each line and rate', () => {
    expect(amounts(14397, manitoba, false)).toEqual([720, 1008]);
  });

  // "Tax = (Tax Rate X Price) / (1 + Tax Rate)", Shopify staff in
  // https://community.shopify.com/c/accounting-and-taxes/-/td-p/1541835; the figures of the
  // computed column in https://community.shopify.dev/t/-/5563 (88, 456 and 35 GBP at 20 %).
  it.each([
    [8800, 0.2, 1467],
    [45600, 0.2, 7600],
    [3500, 0.2, 583],
    [305000, 0.12, 32679],
  ])('are taken out of %i at %d as %i where prices include them', (paid, rate, tax) => {
    expect(amounts(paid, [{ title: 'VAT', rate }], true)).toEqual([tax]);
  });

  it('of two included rates share one base', () => {
    expect(amounts(11200, manitoba, true)).toEqual([500, 700]);
  });

  const taxRates = [
    { title: 'GST', rate: 0.05, countryCode: 'CA', provinceCode: null },
    { title: 'RST', rate: 0.07, countryCode: 'CA', provinceCode: 'MB' },
  ];
  const shop = (given: Partial<CartToPrice>, included = false): ReturnType<typeof priceCart> =>
    priceCart(
      cart([line(1, 10000), line(2, 5000, { taxable: false })], {
        terms: terms({ taxRates, taxShipping: true, taxesIncluded: included }),
        ...given,
      }),
    );
  const at = (provinceCode: string | null, taxExempt = false) => ({
    buyer: { ...cart([]).buyer, countryCode: 'CA', provinceCode, taxExempt },
  });

  it('are those of the destination, on taxable lines and on shipping', () => {
    const priced = shop(at('MB'));
    expect(priced.lines.map(({ taxLines }) => taxLines.length)).toEqual([2, 0]);
    expect(priced.taxLines.map(({ title, amountMinor }) => [title, amountMinor])).toEqual([
      ['GST', 600],
      ['RST', 840],
    ]);
    expect(priced.totalMinor).toBe(15000 + 2000 + 1440);
    expect(shop(at('ON')).totalTaxMinor).toBe(600);
    expect(shop(at('MB', true)).totalTaxMinor).toBe(0);
    expect(shop({}).totalTaxMinor).toBe(0);
  });

  it('that are included do not change the total', () => {
    expect(shop(at('MB'), true).totalMinor).toBe(17000);
    expect(shop(at('MB'), true).totalTaxMinor).toBeGreaterThan(0);
  });

  // Shopify staff: "(quantity * price) - sum of discount allocations" is what is taxed,
  // https://community.shopify.com/c/api-announcements/-/td-p/416581.
  it('are of what is left after discounts', () => {
    const priced = shop({ ...at(null), enteredCodes: entered({ TEN: discount(1) }) });
    expect(priced.lines[0]?.taxLines[0]?.amountMinor).toBe(450);
  });

  it('are not charged on gift cards', () => {
    const card = line(1, 5000, { isGiftCard: true });
    const priced = priceCart(cart([card], { terms: terms({ taxRates }), ...at('MB') }));
    expect(priced.totalTaxMinor).toBe(0);
  });
});
