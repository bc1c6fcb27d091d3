import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundSuggestion } from './refund.ts';
import type { RefundableOrder, RefundRequest, SuggestedRefund } from './refund-types.ts';

const tax = (amountMinor: number) => ({ title: 'State Tax', rate: 0.06, amountMinor });
const whole = { allocationMethod: 'across', targetSelection: 'all' } as const;
const entitled = { allocationMethod: 'each', targetSelection: 'entitled' } as const;

function ipod(id: number, discountMinor: number): RefundableOrder['lines'][number] {
  return {
    id,
    quantity: 1,
    removedQuantity: 0,
    refundedQuantity: 0,
    priceMinor: 19900,
    allocations: [{ applicationIndex: 0, amountMinor: discountMinor }],
    taxLines: [tax(398)],
  };
}

/** Order #1001 of the REST reference with 41.94 of its payment not yet given back. */
const order: RefundableOrder = {
  taxesIncluded: false,
  discountApplications: [whole, entitled],
  lines: [ipod(466157049, 334), ipod(518995019, 333), ipod(703073504, 333)],
  shippingLines: [
    {
      id: 1,
      priceMinor: 500,
      allocations: [],
      taxLines: [],
      refundedMinor: 0,
      refundedTaxMinor: 0,
    },
  ],
  payments: [
    { transactionId: 801038806, gateway: 'bogus', amountMinor: 59894, refundedMinor: 55700 },
  ],
};

function refund(from: RefundableOrder, request: RefundRequest): SuggestedRefund {
  const answer = refundSuggestion(from, request);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.refund;
}

describe('a suggested refund', () => {
  // "Calculate a refund" in https://shopify.dev/docs/api/admin-rest/latest/resources/refund; the
  // same answer, without shipping, is in github.com/Shopify/shopify-app-js,
  // packages/apps/shopify-api/rest/admin/__tests__/2025-04/refund.test.ts.
  it('is what the sample of Shopify says', () => {
    const request = {
      lines: [{ lineId: 518995019, quantity: 1 }],
      shipping: { full: true },
    } as const;
    expect(refund(order, request)).toMatchObject({
      lines: [{ priceMinor: 19900, subtotalMinor: 19567, taxMinor: 398, cartDiscountMinor: 333 }],
      discountedSubtotalMinor: 19900,
      totalCartDiscountMinor: 333,
      shipping: { amountMinor: 500, taxMinor: 0, maximumRefundableMinor: 500 },
      amountMinor: 4194,
      transactions: [
        { parentId: 801038806, gateway: 'bogus', amountMinor: 4194, maximumRefundableMinor: 4194 },
      ],
    });
  });

  // A recorded refund in an older shopify/refund.py of
  // github.com/webisoftSoftware/ecommerce_integrations_v15: subtotal 143.97, tax 17.28,
  // together 161.25.
  it('is what a shop in Manitoba paid back', () => {
    const salt = {
      ...ipod(1, 1599),
      quantity: 4,
      priceMinor: 3999,
      taxLines: [
        { title: 'GST', rate: 0.05, amountMinor: 720 },
        { title: 'RST', rate: 0.07, amountMinor: 1008 },
      ],
    };
    const paid = { transactionId: 1, gateway: 'card', amountMinor: 35273, refundedMinor: 0 };
    const manitoba = { ...order, lines: [salt], payments: [paid] };
    expect(refund(manitoba, { lines: [{ lineId: 1, quantity: 4 }], shipping: null })).toMatchObject(
      {
        subtotalMinor: 14397,
        taxMinor: 1728,
        amountMinor: 16125,
      },
    );
  });

  it('has the tax inside where prices include it', () => {
    const paid = { transactionId: 1, gateway: 'card', amountMinor: 99999, refundedMinor: 0 };
    const included = { ...order, taxesIncluded: true, payments: [paid] };
    const request = { lines: [{ lineId: 466157049, quantity: 1 }], shipping: null };
    expect(refund(included, request)).toMatchObject({ amountMinor: 19566, taxMinor: 398 });
  });

  it('tells discounts of the order from those of lines', () => {
    const both = {
      ...ipod(1, 333),
      allocations: [
        { applicationIndex: 0, amountMinor: 333 },
        { applicationIndex: 1, amountMinor: 1000 },
      ],
    };
    const answer = refund(
      { ...order, lines: [both] },
      { lines: [{ lineId: 1, quantity: 1 }], shipping: null },
    );
    expect(answer).toMatchObject({
      subtotalMinor: 18567,
      discountedSubtotalMinor: 18900,
      totalCartDiscountMinor: 333,
    });
  });

  it('goes back to cards first, then to gift cards and store credit', () => {
    const payments = [
      { transactionId: 1, gateway: 'gift_card', amountMinor: 5000, refundedMinor: 0 },
      { transactionId: 2, gateway: 'bogus', amountMinor: 16000, refundedMinor: 1000 },
    ];
    const request = { lines: [{ lineId: 466157049, quantity: 1 }], shipping: null };
    expect(refund({ ...order, payments }, request).transactions).toEqual([
      { parentId: 2, gateway: 'bogus', amountMinor: 15000, maximumRefundableMinor: 15000 },
      { parentId: 1, gateway: 'gift_card', amountMinor: 4964, maximumRefundableMinor: 5000 },
    ]);
  });

  it.each<readonly [RefundRequest, string]>([
    [{ lines: [{ lineId: 9, quantity: 1 }], shipping: null }, 'unknown_line'],
    [{ lines: [{ lineId: 518995019, quantity: 2 }], shipping: null }, 'quantity_exceeds_line'],
    [{ lines: [{ lineId: 518995019, quantity: 0 }], shipping: null }, 'quantity_exceeds_line'],
    [
      {
        lines: [
          { lineId: 518995019, quantity: 1 },
          { lineId: 518995019, quantity: 1 },
        ],
        shipping: null,
      },
      'quantity_exceeds_line',
    ],
    [{ lines: [], shipping: { amountMinor: 501 } }, 'shipping_exceeds_refundable'],
  ])('of %j is refused: %s', (request, reason) => {
    expect(refundSuggestion(order, request)).toMatchObject({ ok: false, reason });
  });

  it('of some shipping takes the tax with it in proportion, and in the end all of it', () => {
    const line = { id: 1, priceMinor: 1000, allocations: [], taxLines: [tax(77)] };
    const of = (
      refundedMinor: number,
      refundedTaxMinor: number,
      shipping: RefundRequest['shipping'],
    ) =>
      refund(
        { ...order, shippingLines: [{ ...line, refundedMinor, refundedTaxMinor }] },
        { lines: [], shipping },
      ).shipping;
    const first = of(0, 0, { amountMinor: 333 });
    expect(first.maximumRefundableMinor).toBe(1000);
    const rest = of(333, first.taxMinor, { full: true });
    expect(rest.amountMinor).toBe(667);
    expect(first.taxMinor + rest.taxMinor).toBe(77);
  });
});

it('ten refunds of one unit come to one refund of ten, in any cut', () => {
  const amounts = fc.record({
    priceMinor: fc.integer({ min: 100, max: 50_000 }),
    quantity: fc.integer({ min: 1, max: 25 }),
    discounts: fc.array(fc.nat(99), { maxLength: 3 }),
    taxMinor: fc.nat(5_000),
    cuts: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 25 }),
  });
  fc.assert(
    fc.property(amounts, ({ priceMinor, quantity, discounts, taxMinor, cuts }) => {
      const allocations = discounts.map((amountMinor) => ({ applicationIndex: 0, amountMinor }));
      const base = { ...ipod(1, 0), quantity, priceMinor, allocations, taxLines: [tax(taxMinor)] };
      const paid = { transactionId: 1, gateway: 'card', amountMinor: 10_000_000, refundedMinor: 0 };
      const of = (refundedQuantity: number, units: number): SuggestedRefund =>
        refund(
          { ...order, lines: [{ ...base, refundedQuantity }], payments: [paid] },
          { lines: [{ lineId: 1, quantity: units }], shipping: null },
        );
      let done = 0;
      let sum = 0;
      for (const cut of [...cuts, quantity]) {
        const units = Math.min(cut, quantity - done);
        if (units === 0) break;
        sum += of(done, units).amountMinor;
        done += units;
      }
      expect(sum).toBe(of(0, quantity).amountMinor);
    }),
  );
});
