import { describe, expect, it } from 'vitest';
import {
  amountOff,
  cart,
  combinesWithAll,
  discount,
  entered,
  freeShipping,
  line,
  percentOff,
  terms,
} from './cart-fixture.ts';
import { priceCart } from './price-cart.ts';
import type { CartToPrice, PricedCart } from './types.ts';

const pants = line(1, 10000);
const shirt = line(2, 5000);
const boots = line(3, 20000);
const outfit = [pants, shirt, boots];

/** Worked examples with their numbers:
 * https://docs.shopify.com/docs/apps/selling-strategies/discounts/discount-function-examples and
 * https://help.shopify.com/zh-CN/manual/discounts/combining-discounts/examples, 2026-11-23. */
const table: readonly {
  readonly title: string;
  readonly given: Partial<CartToPrice>;
  readonly subtotalMinor: number;
  readonly totalMinor: number;
}[] = [
  {
    title: 'fixed amounts off two products and free shipping over 100',
    given: {
      enteredCodes: entered({
        '20offPants': amountOff(1, { amountMinor: 2000, productIds: [1] }),
        '10offShirts': amountOff(2, { amountMinor: 1000, productIds: [2] }),
      }),
      automaticDiscounts: [freeShipping(3, { minimum: { type: 'subtotal', amountMinor: 10000 } })],
    },
    subtotalMinor: 32000,
    totalMinor: 32000,
  },
  {
    title: 'a fixed amount off a product, then ten per cent off the order',
    given: {
      enteredCodes: entered({
        '20offPants': amountOff(1, { amountMinor: 2000, productIds: [1] }),
        '10offOrder': discount(2),
      }),
    },
    subtotalMinor: 29700,
    totalMinor: 31700,
  },
  {
    title: 'ten and fifteen per cent off the order, each of the same subtotal',
    given: {
      enteredCodes: entered({ '10offOrder': discount(1) }),
      automaticDiscounts: [
        discount(2, {
          gets: { items: { type: 'all' }, value: { type: 'percentage', percentage: 0.15 } },
          minimum: { type: 'subtotal', amountMinor: 20000 },
        }),
      ],
    },
    subtotalMinor: 26250,
    totalMinor: 28250,
  },
];

describe('combinations', () => {
  it.each(table)('prices $title', ({ given, subtotalMinor, totalMinor }) => {
    const priced = priceCart(cart(outfit, given));
    expect(priced.subtotalMinor).toBe(subtotalMinor);
    expect(priced.totalMinor).toBe(totalMinor);
    expect(priced.codes.every(({ applicable }) => applicable)).toBe(true);
  });

  // The zh-CN page above: "the percentage discount applies first, then the fixed amount".
  it('takes percentages off the order before fixed amounts, whichever was entered first', () => {
    const fixed = discount(1, {
      gets: {
        items: { type: 'all' },
        value: { type: 'amount', amountMinor: 2000, onEachItem: false },
      },
    });
    const given = { enteredCodes: entered({ '20offOrder': fixed, '10offOrder': discount(2) }) };
    const priced = priceCart(cart(outfit, given));
    expect(priced.discountApplications.map(({ code }) => code)).toEqual([
      '10offOrder',
      '20offOrder',
    ]);
    expect(priced.discountApplications.map((each) => each.amountMinor)).toEqual([3500, 2000]);
  });

  // https://store-dojo.com/en-us/products/2023-07-29, pattern 3: "only the best discount".
  it('lets the best product discount win a line, and the other keep its own lines', () => {
    const codes = entered({
      TWENTY: percentOff(1, { percentage: 0.2, productIds: [1, 2] }),
      THIRTY: percentOff(2, { percentage: 0.3, productIds: [1] }),
    });
    const priced = priceCart(cart(outfit, { enteredCodes: codes }));
    expect(priced.lines.map(({ finalTotalMinor }) => finalTotalMinor)).toEqual([7000, 4000, 20000]);
    expect(priced.discountApplications.map(({ amountMinor }) => amountMinor)).toEqual([1000, 3000]);
  });

  it('tells a buyer that a code lost every line', () => {
    const codes = entered({
      TWENTY: percentOff(1, { percentage: 0.2, productIds: [1] }),
      THIRTY: percentOff(2, { percentage: 0.3, productIds: [1] }),
    });
    const priced = priceCart(cart(outfit, { enteredCodes: codes }));
    expect(priced.codes.map(({ reason }) => reason)).toEqual(['DISCOUNT_CODE_NOT_HONOURED', null]);
  });

  // https://help.shopify.com/en/manual/discounts/discount-combinations, 2026-11-23: "the best
  // discount or combination of discounts automatically applies", and the words of the message.
  it.each([
    ['both ways', true, true, 26600],
    ['one way only', true, false, 28000],
    ['no way', false, false, 28000],
  ])('combines order discounts that agree %s', (_, first, second, subtotalMinor) => {
    const codes = entered({
      BIG: discount(1, {
        combinesWith: { ...combinesWithAll, order: first },
        gets: { items: { type: 'all' }, value: { type: 'percentage', percentage: 0.2 } },
      }),
      SMALL: discount(2, {
        combinesWith: { ...combinesWithAll, order: second },
        gets: { items: { type: 'all' }, value: { type: 'percentage', percentage: 0.04 } },
      }),
    });
    const priced = priceCart(cart(outfit, { enteredCodes: codes }));
    expect(priced.subtotalMinor).toBe(subtotalMinor);
    const isLeftOut = priced.codes[1]?.applicable === false;
    expect(isLeftOut).toBe(subtotalMinor === 28000);
    if (isLeftOut)
      expect(priced.codes[1]?.message).toContain('couldn’t be used with your existing');
  });

  it('prefers an automatic discount that is better than a code it does not combine with', () => {
    const alone = { ...combinesWithAll, order: false };
    const code = discount(1, { combinesWith: alone });
    const automatic = discount(2, {
      combinesWith: alone,
      gets: { items: { type: 'all' }, value: { type: 'percentage', percentage: 0.5 } },
    });
    const given = { enteredCodes: entered({ TEN: code }), automaticDiscounts: [automatic] };
    const priced = priceCart(cart(outfit, given));
    expect(priced.subtotalMinor).toBe(17500);
    expect(priced.codes[0]?.reason).toBe('DISCOUNT_CODE_NOT_HONOURED');
  });

  it('prefers the code where both take off the same', () => {
    const alone = { ...combinesWithAll, order: false };
    const given = {
      automaticDiscounts: [discount(2, { combinesWith: alone })],
      enteredCodes: entered({ TEN: discount(1, { combinesWith: alone }) }),
    };
    expect(priceCart(cart(outfit, given)).discountApplications[0]?.type).toBe('discount_code');
  });

  it('prefers more of the codes where they take off the same', () => {
    const alone = { ...combinesWithAll, order: false };
    const five = {
      items: { type: 'all' },
      value: { type: 'percentage', percentage: 0.05 },
    } as const;
    const codes = entered({
      TEN: discount(1, { combinesWith: alone }),
      FIVE: discount(2, { gets: five }),
      MORE: discount(3, { gets: five }),
    });
    const priced = priceCart(cart(outfit, { enteredCodes: codes }));
    expect(priced.codes.map(({ applicable }) => applicable)).toEqual([false, true, true]);
  });

  it.each([
    ['of the order', discount(2, { minimum: { type: 'subtotal', amountMinor: 35000 } })],
    ['of shipping', freeShipping(2, { minimum: { type: 'subtotal', amountMinor: 35000 } })],
  ])('measures a minimum %s after product discounts', (_, found) => {
    const pantsOff = amountOff(1, { amountMinor: 2000, productIds: [1] });
    const without = priceCart(cart(outfit, { enteredCodes: entered({ SPEND: found }) }));
    expect(without.codes[0]?.applicable).toBe(true);
    const codes = entered({ PANTS: pantsOff, SPEND: found });
    const priced = priceCart(cart(outfit, { enteredCodes: codes }));
    expect(priced.codes.map(({ reason }) => reason)).toEqual([
      null,
      'DISCOUNT_PURCHASE_NOT_IN_RANGE',
    ]);
    expect(priced.totalMinor).toBe(35000);
  });

  // The table reprinted in https://icestoregroup.com/blogs/shopify-handbook/
  // how-to-combine-shopify-discounts: "Multiple shipping discounts can't apply to the same order".
  it('applies one shipping discount only', () => {
    const codes = entered({ SHIPA: freeShipping(1), SHIPB: freeShipping(2) });
    const priced = priceCart(cart(outfit, { enteredCodes: codes }));
    expect(priced.codes.map(({ applicable }) => applicable)).toEqual([true, false]);
    expect(priced.totalShippingMinor).toBe(0);
  });

  // https://help.dollarlabs.io/dollarlabs-ultimate-discounts/function-limitations-by-shopify: "a
  // maximum of five product or order discount codes and one shipping discount code".
  it('takes five codes and one of shipping', () => {
    const six = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((id) => [`CODE${id}`, discount(id)] as const),
    );
    const priced = priceCart(
      cart(outfit, { enteredCodes: entered({ ...six, SHIP: freeShipping(7) }) }),
    );
    const applied = priced.codes.filter(({ applicable }) => applicable).map(({ code }) => code);
    expect(applied).toEqual(['CODE1', 'CODE2', 'CODE3', 'CODE4', 'CODE5', 'SHIP']);
    expect(priced.subtotalMinor).toBe(17500);
  });

  it('does not apply one discount twice under two of its codes', () => {
    const pool = discount(1);
    const priced = priceCart(cart(outfit, { enteredCodes: entered({ ONE: pool, TWO: pool }) }));
    expect(priced.subtotalMinor).toBe(31500);
    expect(priced.codes.map(({ applicable }) => applicable)).toEqual([true, false]);
  });
});

// https://shopify.dev/docs/api/admin-graphql/2026-07/objects/DiscountCombinesWith, 2026-11-23.
describe('product discounts with tags on the same line', () => {
  const tagged = (id: number, tag: string, allows: string, percentage: number) =>
    percentOff(
      id,
      { percentage, productIds: [1] },
      { tags: [tag], combinesWith: { ...combinesWithAll, productTagsOnSameLine: [allows] } },
    );
  const priced = (plan: 'plus' | 'grow', allowed: string): PricedCart =>
    priceCart(
      cart([pants], {
        terms: terms({ plan }),
        enteredCodes: entered({
          A: tagged(1, 'LOYALTY', allowed, 0.1),
          B: tagged(2, 'SEASONAL', 'LOYALTY', 0.2),
        }),
      }),
    );

  it('share it on Plus when each allows a tag of the other', () => {
    expect(priced('plus', 'SEASONAL').subtotalMinor).toBe(7000);
  });

  it('do not share it when the match is one way, or the plan is not Plus', () => {
    expect(priced('plus', 'OTHER').subtotalMinor).toBe(8000);
    expect(priced('grow', 'SEASONAL').subtotalMinor).toBe(8000);
  });
});
