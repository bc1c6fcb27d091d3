import { describe, expect, it } from 'vitest';
import { cart, combinesWithAll, discount, entered, line, percentOff } from './cart-fixture.ts';
import type { FunctionCart, FunctionOperation } from './function-types.ts';
import { priceCart } from './price-cart.ts';
import type { CartToPrice, DiscountClass, DiscountDefinition, PricedCart } from './types.ts';

/** Operations: schema of functions 2026-07 in @shopify/dev-mcp,
 * dist/data/functions_discount_2026-07.json.gz, 2026-11-23. */
const lines = [line(1, 3000), line(2, 4000, { quantity: 2 })];

function ofApp(id: number, ...classes: DiscountClass[]): DiscountDefinition {
  const app = { appId: 1, functionHandle: 'offer' };
  return discount(id, { kind: 'app', classes, gets: null, app, title: 'Offer' });
}

function run(
  operations: readonly FunctionOperation[],
  given: Partial<CartToPrice> = {},
  found = ofApp(1, 'PRODUCT', 'ORDER', 'SHIPPING'),
): PricedCart {
  const runFunction = (_: DiscountDefinition, { target }: FunctionCart) =>
    operations.filter((operation) => {
      const isOfDelivery = Boolean(operation.deliveryDiscountsAdd);
      return isOfDelivery === (target === 'cart.delivery-options.discounts.generate.run');
    });
  return priceCart(cart(lines, { automaticDiscounts: [found], runFunction, ...given }));
}

const target = (number: number, quantity: number | null = null) => ({
  cartLine: { id: `line-${number}`, quantity },
});
const percent = (value: number) => ({ percentage: { value } });
const fixed = (amount: string, appliesToEachItem = false) => ({
  fixedAmount: { amount, appliesToEachItem },
});

describe('operations of a function', () => {
  it('discount lines, or so many units of one', () => {
    const candidates = [
      { targets: [target(1)], value: percent(10), message: 'Ten off' },
      { targets: [target(2, 1)], value: fixed('5.00') },
    ];
    const priced = run([{ productDiscountsAdd: { selectionStrategy: 'ALL', candidates } }]);
    expect(priced.lines.map(({ finalTotalMinor }) => finalTotalMinor)).toEqual([2700, 7500]);
    expect(priced.discountApplications).toMatchObject([
      { type: 'automatic', title: 'Ten off', value: '10.0', targetSelection: 'entitled' },
      { type: 'automatic', title: 'Offer', value: '5.0', valueType: 'fixed_amount' },
    ]);
  });

  it('spread a fixed amount over their lines, or apply it to each item', () => {
    const of = (value: ReturnType<typeof fixed>): PricedCart => {
      const candidates = [{ targets: [target(1), target(2)], value }];
      return run([{ productDiscountsAdd: { selectionStrategy: 'FIRST', candidates } }]);
    };
    expect(of(fixed('11.00')).lines.map((each) => each.finalTotalMinor)).toEqual([2700, 7200]);
    expect(of(fixed('5.00', true)).lines.map((each) => each.finalTotalMinor)).toEqual([2500, 7000]);
  });

  // "Only apply the discount that provides the greatest savings … a 20% discount on a $30 t-shirt
  // and a $5 discount on $40 shoes": https://shopify.dev/docs/api/functions/reference/
  // discounts-allocator/graphql/common-objects/discountapplicationstrategy/index, 2026-11-23.
  it.each([
    ['FIRST', 'Shoes', 10500],
    ['MAXIMUM', 'T-shirt', 10400],
  ] as const)('choose by %s', (selectionStrategy, title, subtotalMinor) => {
    const candidates = [
      { targets: [target(2)], value: fixed('5.00'), message: 'Shoes' },
      { targets: [target(1)], value: percent(20), message: 'T-shirt' },
    ];
    const priced = run([{ productDiscountsAdd: { selectionStrategy, candidates } }]);
    expect(priced.discountApplications.map((each) => each.title)).toEqual([title]);
    expect(priced.subtotalMinor).toBe(subtotalMinor);
  });

  it('discount the order, some lines left out, when a condition holds', () => {
    const of = (minimumAmount: string): PricedCart => {
      const orderSubtotal = { excludedCartLineIds: ['line-1'] };
      const conditions = [{ orderMinimumSubtotal: { excludedCartLineIds: [], minimumAmount } }];
      const candidates = [{ targets: [{ orderSubtotal }], value: percent(50), conditions }];
      return run([{ orderDiscountsAdd: { selectionStrategy: 'FIRST', candidates } }]);
    };
    expect(of('110.00').subtotalMinor).toBe(7000);
    expect(of('110.01').subtotalMinor).toBe(11000);
  });

  it('need their prerequisites', () => {
    const of = (quantity: number): number => {
      const prerequisites = [{ cartLine: { id: 'line-2', quantity } }];
      const candidates = [{ targets: [target(1)], value: percent(100), prerequisites }];
      return run([{ productDiscountsAdd: { selectionStrategy: 'FIRST', candidates } }])
        .subtotalMinor;
    };
    expect(of(2)).toBe(8000);
    expect(of(3)).toBe(11000);
  });

  it('discount the delivery option they name', () => {
    const of = (handle: string): number => {
      const candidates = [{ targets: [{ deliveryOption: { handle } }], value: percent(100) }];
      return run([{ deliveryDiscountsAdd: { selectionStrategy: 'ALL', candidates } }])
        .totalShippingMinor;
    };
    expect(of('standard')).toBe(0);
    expect(of('express')).toBe(2000);
  });

  it('count only in the classes the discount has', () => {
    const candidates = [{ targets: [target(1)], value: percent(10) }];
    const operations = [{ productDiscountsAdd: { selectionStrategy: 'ALL', candidates } }] as const;
    expect(run(operations, {}, ofApp(1, 'ORDER')).subtotalMinor).toBe(11000);
  });

  it('compete with other product discounts for a line', () => {
    const candidates = [{ targets: [target(1)], value: percent(10) }];
    const priced = run([{ productDiscountsAdd: { selectionStrategy: 'ALL', candidates } }], {
      enteredCodes: entered({ HALF: percentOff(2, { percentage: 0.5, productIds: [1] }) }),
    });
    expect(priced.discountApplications.map(({ code }) => code)).toEqual(['HALF']);
  });
});

describe('codes and functions', () => {
  const candidates = [{ targets: [target(1)], value: percent(10) }];
  const add = { productDiscountsAdd: { selectionStrategy: 'ALL', candidates } } as const;

  it('a code runs the function of its discount', () => {
    const codes = entered({ MINE: ofApp(3, 'PRODUCT') });
    const given = { automaticDiscounts: [], enteredCodes: codes };
    expect(run([add], given).discountCodes).toEqual([
      { code: 'MINE', amountMinor: 300, type: 'percentage' },
    ]);
    expect(run([], given).codes[0]?.reason).toBe('DISCOUNT_NO_ENTITLED_LINE_ITEMS');
  });

  it('a function accepts a code the shop does not know', () => {
    const associated = [{ ...candidates[0], associatedDiscountCode: { code: 'PARTNER' } }];
    const operations = [
      { enteredDiscountCodesAccept: { codes: [{ code: 'PARTNER' }] } },
      { productDiscountsAdd: { ...add.productDiscountsAdd, candidates: associated } },
    ] as FunctionOperation[];
    const priced = run(operations, { enteredCodes: entered({ PARTNER: null, OTHER: null }) });
    expect(priced.codes.map(({ reason }) => reason)).toEqual([null, 'DISCOUNT_NOT_FOUND']);
    expect(priced.codes[0]?.discountId).toBe(1);
    expect(priced.discountApplications[0]).toMatchObject({
      type: 'discount_code',
      code: 'PARTNER',
    });
  });

  it('a function rejects a code with words of its own', () => {
    const reject = { codes: [{ code: 'ten' }], message: 'Not on sale items' };
    const priced = run([{ enteredDiscountCodesReject: reject }], {
      enteredCodes: entered({ TEN: discount(2) }),
    });
    expect(priced.codes[0]).toMatchObject({ applicable: false, message: 'Not on sale items' });
    expect(priced.subtotalMinor).toBe(11000);
  });

  it('discounts of functions combine, or not, like any other', () => {
    const found = { ...ofApp(1, 'PRODUCT'), combinesWith: { ...combinesWithAll, order: false } };
    const given = { enteredCodes: entered({ TEN: discount(2) }) };
    const priced = run([add], given, found);
    expect(priced.subtotalMinor).toBe(9900);
    expect(priced.discountApplications).toHaveLength(1);
  });

  it('nothing runs without somebody to run it', () => {
    const priced = priceCart(cart(lines, { automaticDiscounts: [ofApp(1, 'PRODUCT')] }));
    expect(priced.subtotalMinor).toBe(11000);
  });
});
