import { describe, expect, it } from 'vitest';
import { cart, discount, entered, freeShipping, line, noon, percentOff } from './cart-fixture.ts';
import { priceCart } from './price-cart.ts';
import type { Buyer, CodeReason, CodeStatus, DiscountDefinition } from './types.ts';

const mug = line(1, 5000, { collectionIds: [7], quantity: 2 });
const guest = cart([mug]).buyer;
const ann: Buyer = { ...guest, customerId: 1, segmentIds: [5] };

function statusOf(found: DiscountDefinition | null, buyer: Buyer = guest): CodeStatus | undefined {
  return priceCart(cart([mug], { buyer, enteredCodes: entered({ CODE: found }) })).codes[0];
}

/** Reasons: https://shopify.dev/docs/api/storefront/2026-07/enums/CartWarningCode, 2026-11-23. */
const table: readonly (readonly [string, DiscountDefinition | null, Buyer, CodeReason | null])[] = [
  ['no such code', null, guest, 'DISCOUNT_NOT_FOUND'],
  ['not started', discount(1, { startsAt: noon + 1 }), guest, 'DISCOUNT_CURRENTLY_INACTIVE'],
  ['started this instant', discount(1, { startsAt: noon }), guest, null],
  ['ended this instant', discount(1, { endsAt: noon }), guest, 'DISCOUNT_CURRENTLY_INACTIVE'],
  ['switched off', discount(1, { deactivatedAt: noon }), guest, 'DISCOUNT_CURRENTLY_INACTIVE'],
  ['used up', discount(1, { usageLimit: 1, usageCount: 1 }), guest, 'DISCOUNT_USAGE_LIMIT_REACHED'],
  ['one use left', discount(1, { usageLimit: 2, usageCount: 1 }), guest, null],
  [
    'for a customer, asked by a guest',
    discount(1, { context: { type: 'customers', customerIds: [1] } }),
    guest,
    'DISCOUNT_ELIGIBLE_CUSTOMER_MISSING',
  ],
  [
    'for another customer',
    discount(1, { context: { type: 'customers', customerIds: [2] } }),
    ann,
    'DISCOUNT_CUSTOMER_NOT_ELIGIBLE',
  ],
  ['for a segment', discount(1, { context: { type: 'segments', segmentIds: [5] } }), ann, null],
  [
    'for another segment',
    discount(1, { context: { type: 'segments', segmentIds: [6] } }),
    ann,
    'DISCOUNT_CUSTOMER_NOT_ELIGIBLE',
  ],
  [
    'used before by one who may use it once',
    discount(1, { oncePerCustomer: true }),
    { ...ann, usedDiscountIds: [1] },
    'DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED',
  ],
  [
    'of other products',
    percentOff(1, { percentage: 0.1, productIds: [9] }),
    guest,
    'DISCOUNT_NO_ENTITLED_LINE_ITEMS',
  ],
  [
    'of subscriptions only',
    discount(1, { onOneTimePurchase: false }),
    guest,
    'DISCOUNT_INCOMPATIBLE_PURCHASE_TYPE',
  ],
  [
    'above its minimum amount by a cent',
    discount(1, { minimum: { type: 'subtotal', amountMinor: 10001 } }),
    guest,
    'DISCOUNT_PURCHASE_NOT_IN_RANGE',
  ],
  [
    'at its minimum amount',
    discount(1, { minimum: { type: 'subtotal', amountMinor: 10000 } }),
    guest,
    null,
  ],
  [
    'below its minimum quantity',
    discount(1, { minimum: { type: 'quantity', quantity: 3 } }),
    guest,
    'DISCOUNT_QUANTITY_NOT_IN_RANGE',
  ],
  [
    'free shipping elsewhere',
    freeShipping(1, { shipping: { countryCodes: ['CA'], priceMaxMinor: null } }),
    guest,
    'DISCOUNT_NO_ENTITLED_SHIPPING_LINES',
  ],
  [
    'free shipping of cheaper rates',
    freeShipping(1, { shipping: { countryCodes: null, priceMaxMinor: 1999 } }),
    guest,
    'DISCOUNT_NO_ENTITLED_SHIPPING_LINES',
  ],
  ['free shipping', freeShipping(1), guest, null],
];

describe('a code', () => {
  it.each(table)('%s', (_, found, buyer, reason) => {
    const status = statusOf(found, buyer);
    expect(status?.reason).toBe(reason);
    expect(status?.applicable).toBe(reason === null);
    expect(status?.message === '').toBe(reason === null);
  });

  it('is told apart without case, and entered twice counts once', () => {
    const ten = discount(1);
    const codes = [
      { code: 'Summer', discount: ten },
      { code: 'SUMMER ', discount: ten },
    ];
    const priced = priceCart(cart([mug], { enteredCodes: codes }));
    expect(priced.subtotalMinor).toBe(9000);
    expect(priced.discountCodes).toEqual([
      { code: 'Summer', amountMinor: 1000, type: 'percentage' },
    ]);
    expect(priced.codes.map(({ applicable }) => applicable)).toEqual([true, true]);
  });

  // "usage_limit … per discount code" of a price rule; many codes share one discount.
  it('counts its own uses where the discount has many codes', () => {
    const pool = discount(1, { usageLimit: 1, usageCount: 40 });
    const own = (codeUsageCount: number): boolean | undefined =>
      priceCart(cart([mug], { enteredCodes: [{ code: 'A', discount: pool, codeUsageCount }] }))
        .codes[0]?.applicable;
    expect(own(0)).toBe(true);
    expect(own(1)).toBe(false);
  });

  it('of free shipping waits while no rate is chosen', () => {
    const given = { shippingRateCode: null, enteredCodes: entered({ SHIP: freeShipping(1) }) };
    const priced = priceCart(cart([mug], given));
    expect(priced.codes[0]?.applicable).toBe(true);
    expect(priced.shippingLines).toEqual([]);
    expect(priced.discountCodes).toEqual([{ code: 'SHIP', amountMinor: 0, type: 'shipping' }]);
  });

  // https://help.shopify.com/en/manual/discounts/discount-types/percentage-fixed-amount: "only
  // these items contribute to the minimum purchase or quantity amounts".
  it('counts only the items it is for towards its minimum', () => {
    const tea = line(2, 90000);
    const minimum = { type: 'subtotal', amountMinor: 20000 } as const;
    const given = percentOff(1, { percentage: 0.1, productIds: [1] }, { minimum });
    const priced = priceCart(cart([mug, tea], { enteredCodes: entered({ MUGS: given }) }));
    expect(priced.codes[0]?.reason).toBe('DISCOUNT_PURCHASE_NOT_IN_RANGE');
  });
});
