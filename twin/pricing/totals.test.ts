import { describe, expect, it } from 'vitest';
import { cart, discount, entered, line, terms } from './cart-fixture.ts';
import { priceCart } from './price-cart.ts';

const mug = line(1, 5000);

describe('shipping', () => {
  const rates = [
    { code: 'post', title: 'Post', priceMinor: 500, freeFromMinor: 5000, countryCodes: null },
    { code: 'local', title: 'Local', priceMinor: 300, freeFromMinor: null, countryCodes: ['CA'] },
  ];
  const shop = { terms: terms({ shippingRates: rates }), shippingRateCode: 'post' };

  it('is free from its threshold on, which counts goods after discounts', () => {
    expect(priceCart(cart([mug], shop)).totalShippingMinor).toBe(0);
    const given = { ...shop, enteredCodes: entered({ TEN: discount(1) }) };
    expect(priceCart(cart([mug], given)).totalShippingMinor).toBe(500);
  });

  it('offers the rates of the destination, and none where nothing is sent', () => {
    const codes = (given: Parameters<typeof cart>[1]): string[] =>
      priceCart(cart([mug], given)).shippingRates.map(({ code }) => code);
    expect(codes(shop)).toEqual(['post']);
    const buyer = { ...cart([]).buyer, countryCode: null };
    expect(codes({ ...shop, buyer })).toEqual(['post', 'local']);
    const download = priceCart(cart([line(1, 500, { requiresShipping: false })], shop));
    expect([download.shippingRates, download.shippingLines]).toEqual([[], []]);
  });
});

describe('payments', () => {
  const card = (id: number, balanceMinor: number) => ({ id, balanceMinor });

  it('use up gift cards in their order, then store credit, never beyond the total', () => {
    const given = { giftCards: [card(1, 3000), card(2, 9000)], storeCreditMinor: 500 };
    const priced = priceCart(cart([mug], { ...given, tipMinor: 100 }));
    expect(priced.totalMinor).toBe(7100);
    expect(priced.giftCards).toEqual([
      { id: 1, amountMinor: 3000 },
      { id: 2, amountMinor: 4100 },
    ]);
    expect([priced.storeCreditMinor, priced.dueMinor]).toEqual([0, 0]);
    const less = priceCart(cart([mug], { ...given, giftCards: [card(1, 3000)] }));
    expect([less.storeCreditMinor, less.dueMinor]).toEqual([500, 3500]);
  });

  // https://help.shopify.com/en/manual/products/gift-card-products/faq: "you can't use a gift card
  // to buy another gift card", yet it does pay for shipping and taxes.
  it('by gift card do not buy gift cards', () => {
    const sold = line(2, 4000, { isGiftCard: true, requiresShipping: false });
    const priced = priceCart(cart([mug, sold], { giftCards: [card(1, 99900)] }));
    expect(priced.totalMinor).toBe(11000);
    expect(priced.giftCards).toEqual([{ id: 1, amountMinor: 7000 }]);
    expect(priced.dueMinor).toBe(4000);
  });
});

// https://help.shopify.com/en/manual/sell-in-person/shopify-pos/discount-management/
// combined-discounts, 2026-11-23: 20.00 less 5.00, then 10 % of the cart, is 13.50.
describe('discounts by staff', () => {
  const onLine = {
    title: 'Scratch',
    description: null,
    value: { type: 'amount', amountMinor: 500 },
    target: { type: 'line', lineId: 'line-1' },
  } as const;
  const onCart = {
    title: 'Friend',
    description: 'Ten per cent',
    value: { type: 'percentage', percentage: 0.1 },
    target: { type: 'order' },
  } as const;

  it('come off the line first, then off the cart', () => {
    const given = { manualDiscounts: [onCart, onLine], shippingRateCode: null };
    const priced = priceCart(cart([line(1, 2000)], given));
    expect(priced.totalMinor).toBe(1350);
    expect(priced.discountApplications.map(({ title }) => title)).toEqual(['Scratch', 'Friend']);
    expect(priced.discountApplications[0]).toMatchObject({
      type: 'manual',
      targetSelection: 'explicit',
      allocationMethod: 'across',
    });
  });

  it('of an amount come off a line once, whatever its quantity', () => {
    const given = { manualDiscounts: [onLine], shippingRateCode: null };
    expect(priceCart(cart([line(1, 2000, { quantity: 3 })], given)).totalMinor).toBe(5500);
  });

  it('may be of shipping, and stand beside any code', () => {
    const half = { ...onCart, value: { type: 'percentage', percentage: 0.5 } } as const;
    const manual = { ...half, target: { type: 'shipping' } } as const;
    const combinesWith = { order: false, product: false, shipping: false };
    const alone = discount(1, { combinesWith: { ...combinesWith, productTagsOnSameLine: [] } });
    const given = { manualDiscounts: [manual], enteredCodes: entered({ TEN: alone }) };
    const priced = priceCart(cart([mug], given));
    expect([priced.subtotalMinor, priced.totalShippingMinor]).toEqual([4500, 1000]);
  });
});

describe('what is no cart', () => {
  it.each([
    ['a line without units', [line(1, 100, { quantity: 0 })], 'quantity of 0'],
    ['a negative price', [line(1, -100)], 'price of -100'],
    ['two lines of one id', [mug, mug], 'one id'],
  ])('is refused: %s', (_, lines, words) => {
    expect(() => priceCart(cart(lines))).toThrow(words);
  });

  it('may be empty, and then costs nothing', () => {
    const priced = priceCart(cart([]));
    expect([priced.totalMinor, priced.dueMinor, priced.lines.length]).toEqual([0, 0, 0]);
  });
});
