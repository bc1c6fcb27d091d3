import { describe, expect, it } from 'vitest';
import {
  amountOff,
  cart,
  discount,
  entered,
  freeShipping,
  line,
  percentOff,
} from './cart-fixture.ts';
import { priceCart } from './price-cart.ts';
import type { CartLineToPrice, DiscountDefinition, PricedCart } from './types.ts';

function price(lines: CartLineToPrice[], found: DiscountDefinition): PricedCart {
  return priceCart(cart(lines, { enteredCodes: entered({ CODE: found }) }));
}

function taken(priced: PricedCart): number[] {
  return priced.lines.map((each) => each.originalTotalMinor - each.finalTotalMinor);
}

const all = { type: 'all' } as const;

describe('amount off', () => {
  // Order #1001 of https://shopify.dev/docs/api/admin-rest/latest/resources/order, 2026-11-23.
  it('spreads ten dollars over the three iPods of the sample order', () => {
    const tenOff = discount(1, {
      gets: { items: all, value: { type: 'amount', amountMinor: 1000, onEachItem: false } },
    });
    const priced = price([line(1, 19900), line(2, 19900), line(3, 19900)], tenOff);
    expect(taken(priced)).toEqual([334, 333, 333]);
    expect(priced.totalLineItemsMinor).toBe(59700);
    expect(priced.totalDiscountsMinor).toBe(1000);
    expect(priced.discountApplications[0]).toMatchObject({
      type: 'discount_code',
      code: 'CODE',
      value: '10.0',
      valueType: 'fixed_amount',
      allocationMethod: 'across',
      targetSelection: 'all',
      targetType: 'line_item',
    });
  });

  // github.com/Shopify/money/pull/192: 2 × 46 and 3 × 50 at 10 % are 24.20, 4.60 and 5.00 a unit.
  it('gives each line ten per cent of its own where that comes out even', () => {
    const lines = [line(1, 4600, { quantity: 2 }), line(2, 5000, { quantity: 3 })];
    expect(taken(price(lines, discount(1)))).toEqual([920, 1500]);
  });

  // github.com/Shopify/function-examples/issues/371: 23.00 came to 22.51, two of them to 45.01;
  // a recorded refund in an older shopify/refund.py of
  // github.com/webisoftSoftware/ecommerce_integrations_v15: 10 % of 4 × 39.99 is 15.99.
  it.each([
    [2300, 1, '0.021739130434782608', 49],
    [2300, 2, '0.021739130434782608', 99],
    [3999, 4, '0.1', 1599],
  ])('rounds a percentage of %i × %i down', (unitPriceMinor, quantity, percentage, off) => {
    const found = percentOff(1, { percentage: Number(percentage), productIds: [1] });
    expect(taken(price([line(1, unitPriceMinor, { quantity })], found))).toEqual([off]);
  });

  it('spreads a percentage of the whole, spare cents from the first line on', () => {
    const lines = [line(1, 333), line(2, 333), line(3, 334)];
    const half = discount(1, {
      gets: { items: all, value: { type: 'percentage', percentage: 0.5 } },
    });
    expect(taken(price(lines, half))).toEqual([167, 166, 167]);
  });

  it('takes an amount off each item, never more than the item costs', () => {
    const found = amountOff(1, { amountMinor: 500, productIds: [1, 2], onEachItem: true });
    const priced = price([line(1, 2000, { quantity: 3 }), line(2, 400, { quantity: 2 })], found);
    expect(taken(priced)).toEqual([1500, 800]);
    expect(priced.discountApplications[0]).toMatchObject({
      allocationMethod: 'each',
      targetSelection: 'entitled',
    });
  });

  it('never takes more than there is', () => {
    const priced = price([line(1, 300)], amountOff(1, { amountMinor: 500, productIds: [1] }));
    expect(priced.subtotalMinor).toBe(0);
    expect(priced.discountApplications[0]?.amountMinor).toBe(300);
  });

  // https://shopify.dev/docs/api/admin-graphql/latest/objects/DiscountOnQuantity: at least as many
  // items must be in the order as are discounted.
  it('on a quantity discounts so many of the cheapest, and nothing with fewer', () => {
    const value = {
      type: 'quantity',
      quantity: 2,
      effect: { type: 'percentage', percentage: 0.5 },
    } as const;
    const found = discount(1, { classes: ['PRODUCT'], gets: { items: all, value } });
    const lines = [line(1, 1000, { quantity: 3 }), line(2, 800)];
    expect(taken(price(lines, found))).toEqual([500, 400]);
    expect(price([line(1, 1000)], found).codes[0]?.reason).toBe('DISCOUNT_QUANTITY_NOT_IN_RANGE');
  });

  it('finds its items by collection and by variant', () => {
    const inCollection = discount(1, {
      classes: ['PRODUCT'],
      gets: {
        items: { type: 'collections', collectionIds: [7] },
        value: { type: 'percentage', percentage: 0.1 },
      },
    });
    const lines = [line(1, 1000), line(2, 1000, { collectionIds: [7] })];
    expect(taken(price(lines, inCollection))).toEqual([0, 100]);
    const ofVariant = discount(1, {
      classes: ['PRODUCT'],
      gets: {
        items: { type: 'products', productIds: [], variantIds: [10] },
        value: { type: 'percentage', percentage: 0.1 },
      },
    });
    expect(taken(price(lines, ofVariant))).toEqual([100, 0]);
  });

  // https://help.shopify.com/en/manual/products/gift-card-products/faq, 2026-11-23.
  it('leaves gift cards alone unless it names them', () => {
    const lines = [line(1, 5000, { isGiftCard: true }), line(2, 5000)];
    expect(taken(price(lines, discount(1)))).toEqual([0, 500]);
    expect(taken(price(lines, percentOff(1, { percentage: 0.1, productIds: [1] })))).toEqual([
      500, 0,
    ]);
  });

  it('keeps to subscriptions or to single purchases', () => {
    const lines = [line(1, 5000, { isSubscription: true }), line(2, 5000)];
    expect(taken(price(lines, discount(1, { onSubscription: false })))).toEqual([0, 500]);
  });

  it('makes shipping free as an order records it', () => {
    const priced = price([line(1, 5000)], freeShipping(1));
    expect(priced.totalShippingMinor).toBe(0);
    expect(priced.shippingLines[0]?.allocations).toEqual([
      { applicationIndex: 0, amountMinor: 2000 },
    ]);
    expect(priced.discountApplications[0]).toMatchObject({
      value: '100.0',
      valueType: 'percentage',
      allocationMethod: 'each',
      targetSelection: 'all',
      targetType: 'shipping_line',
    });
    expect(priced.discountCodes).toEqual([{ code: 'CODE', amountMinor: 2000, type: 'shipping' }]);
  });
});
