import { describe, expect, it } from 'vitest';
import { cart, discount, entered, line, percentOff } from './cart-fixture.ts';
import { priceCart } from './price-cart.ts';
import type { CartLineToPrice, CodeReason, DiscountDefinition, PricedCart } from './types.ts';

const products = (...productIds: number[]) =>
  ({ type: 'products', productIds, variantIds: [] }) as const;

function buyGet(
  deal: { buy: number; get: number; of?: number[]; give?: number[]; percentage?: number },
  given: Partial<DiscountDefinition> = {},
): DiscountDefinition {
  const { buy, get, of = [1], give = of, percentage = 1 } = deal;
  const effect = { type: 'percentage', percentage } as const;
  return discount(1, {
    kind: 'bxgy',
    classes: ['PRODUCT'],
    buys: { items: products(...of), value: { type: 'quantity', quantity: buy } },
    gets: { items: products(...give), value: { type: 'quantity', quantity: get, effect } },
    ...given,
  });
}

function price(lines: CartLineToPrice[], found: DiscountDefinition): PricedCart {
  return priceCart(cart(lines, { enteredCodes: entered({ BXGY: found }) }));
}

function off(priced: PricedCart): number {
  return priced.totalLineItemsMinor - priced.subtotalMinor;
}

describe('buy X get Y', () => {
  it.each([
    ['buy one get one, two in the cart', 2, { buy: 1, get: 1 }, {}, 1000],
    ['buy one get one, three in the cart', 3, { buy: 1, get: 1 }, {}, 1000],
    ['buy one get one, four in the cart', 4, { buy: 1, get: 1 }, {}, 2000],
    ['buy two get one, five in the cart', 5, { buy: 2, get: 1 }, {}, 1000],
    ['buy two get one, six in the cart', 6, { buy: 2, get: 1 }, {}, 2000],
    ['the second at half price', 2, { buy: 1, get: 1, percentage: 0.5 }, {}, 500],
    // https://shopify.dev/changelog/the-pricerule-resource-now-supports-an-allocation-limit:
    // "only be applied to the cart twice, even if there are more than 4 items".
    ['a limit of two, nine in the cart', 9, { buy: 1, get: 1 }, { usesPerOrderMax: 2 }, 2000],
  ])('%s', (_, quantity, deal, given, expected) => {
    expect(off(price([line(1, 1000, { quantity })], buyGet(deal, given)))).toBe(expected);
  });

  it('gives the cheapest and is recorded as each, entitled', () => {
    const lines = [line(1, 3000), line(2, 1000), line(3, 2000)];
    const priced = price(lines, buyGet({ buy: 2, get: 1, of: [1, 2, 3] }));
    expect(priced.lines.map(({ finalTotalMinor }) => finalTotalMinor)).toEqual([3000, 0, 2000]);
    expect(priced.discountApplications[0]).toMatchObject({
      value: '100.0',
      valueType: 'percentage',
      allocationMethod: 'each',
      targetSelection: 'entitled',
    });
  });

  it('gives one product for another, and for an amount spent', () => {
    const lines = [line(1, 6000), line(2, 900, { quantity: 2 })];
    expect(off(price(lines, buyGet({ buy: 1, get: 1, of: [1], give: [2] })))).toBe(900);
    const spend = buyGet(
      { buy: 1, get: 1, of: [1], give: [2] },
      { buys: { items: products(1), value: { type: 'amount', amountMinor: 3000 } } },
    );
    expect(off(price(lines, spend))).toBe(1800);
    expect(off(price(lines, { ...spend, usesPerOrderMax: 1 }))).toBe(900);
  });

  it.each<readonly [string, CartLineToPrice[], CodeReason]>([
    ['too few are bought', [line(1, 1000)], 'DISCOUNT_QUANTITY_NOT_IN_RANGE'],
    ['nothing can be given', [line(3, 1000)], 'DISCOUNT_NO_ENTITLED_LINE_ITEMS'],
  ])('says so when %s', (_, lines, reason) => {
    expect(price(lines, buyGet({ buy: 1, get: 1 })).codes[0]?.reason).toBe(reason);
  });

  // https://help.dollarlabs.io/dollarlabs-ultimate-discounts/function-limitations-by-shopify:
  // products of such a discount "are ineligible for further product discounts".
  it('keeps other product discounts off the lines it takes, or loses them all', () => {
    const lines = [line(1, 6000), line(2, 900)];
    const deal = buyGet({ buy: 1, get: 1, of: [1], give: [2] });
    const beside = (percentage: number): PricedCart =>
      priceCart(
        cart(lines, {
          enteredCodes: entered({ BXGY: deal }),
          automaticDiscounts: [percentOff(2, { percentage, productIds: [1] })],
        }),
      );
    expect(off(beside(0.1))).toBe(900);
    expect(off(beside(0.5))).toBe(3000);
    expect(beside(0.5).codes[0]?.reason).toBe('DISCOUNT_CODE_NOT_HONOURED');
  });
});
