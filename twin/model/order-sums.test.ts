/** What follows from an order's lines, with worked numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order, OrderLine, Refund, Transaction } from './order.ts';
import {
  capturableMinor,
  currentQuantity,
  currentSums,
  financialStatus,
  fulfillmentStatus,
  orderSums,
  originalSums,
  outstandingMinor,
  overpaidMinor,
} from './order-sums.ts';

describe('the sums of an order', () => {
  it('are three: as placed, as sold, as it is now', () => {
    // Placed: 3 × 10.00 less 10.00, shipping 5.00. An edit adds one at 4.00; one unit comes back.
    const order = anOrder({
      lines: [aLine(1, { quantity: 3, off: 1000 }), aLine(2, { priceMinor: 400, addedAt: 7 })],
      shippingLines: [SHIPPING],
      refunds: [aRefund({ lines: [{ lineId: 1, quantity: 1, subtotalMinor: 667 }] })],
    });
    expect(originalSums(order)).toMatchObject({ subtotalMinor: 2000, totalMinor: 2500 });
    expect(orderSums(order)).toMatchObject({
      linesMinor: 3400,
      discountsMinor: 1000,
      subtotalMinor: 2400,
      totalMinor: 2900,
    });
    // Cents left over lie on the last units: 10.00 on three are 3.33, 3.33, 3.34
    // (https://shopify.dev/docs/api/admin-graphql/latest/objects/FinancialSummaryDiscountAllocation,
    // read 2026-11), and the first units go first.
    expect(currentSums(order).subtotalMinor).toBe(2000 - 667 + 400);
  });

  // order-edit-money-math, case taxed, github.com/airhorns/shopify-draft-proxy, 2026-07:
  // 2 × 100.00 and 13 % are 226.00; with one taken off by an edit 113.00 are left.
  it('put taxes on top where prices do not hold them', () => {
    const taxLines = [{ title: 'Line tax', rate: 0.13, amountMinor: 2600 }];
    const line = { ...aLine(1, { quantity: 2, priceMinor: 10_000 }), taxLines };
    const order = anOrder({ taxesIncluded: false, lines: [{ ...line, removedQuantity: 1 }] });
    expect(orderSums(order)).toMatchObject({ taxMinor: 2600, totalMinor: 22_600 });
    expect(currentSums(order)).toMatchObject({ taxMinor: 1300, totalMinor: 11_300 });
  });

  it('lose no cent, however units come back', () => {
    const cases = fc.record({
      quantity: fc.integer({ min: 1, max: 40 }),
      off: fc.integer({ min: 0, max: 1000 }),
      first: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(cases, ({ quantity, off, first }) => {
        const back = Math.min(first, quantity);
        const left = (units: number) =>
          currentSums(
            anOrder({
              lines: [aLine(1, { quantity, off })],
              refunds: [aRefund({ lines: [{ lineId: 1, quantity: units, subtotalMinor: 0 }] })],
            }),
          ).subtotalMinor;
        expect(left(0)).toBe(quantity * 1000 - off);
        expect(left(quantity)).toBe(0);
        const [before, after] = [left(0) - left(back), left(back) - left(quantity)];
        expect(before + after).toBe(quantity * 1000 - off);
      }),
    );
  });

  it('count what the buyer still has', () => {
    const line = { ...aLine(1, { quantity: 5 }), removedQuantity: 2 };
    const refunds = [aRefund({ lines: [{ lineId: 1, quantity: 1, subtotalMinor: 1000 }] })];
    expect(currentQuantity(anOrder({ lines: [line], refunds }), line)).toBe(2);
  });
});

describe('what is owed', () => {
  it('is nothing after money was given back for nothing, or less than goods were worth', () => {
    const lines = [aLine(1, { quantity: 2 })];
    const paid = aTransaction('sale', 2000);
    const goodwill = anOrder({
      lines,
      transactions: [paid, aTransaction('refund', 500)],
      refunds: [aRefund({ adjustmentMinor: -500 })],
    });
    expect([outstandingMinor(goodwill), overpaidMinor(goodwill)]).toEqual([0, 0]);
    const keeps = anOrder({
      lines,
      transactions: [paid, aTransaction('refund', 800)],
      refunds: [
        aRefund({
          lines: [{ lineId: 1, quantity: 1, subtotalMinor: 1000 }],
          adjustmentMinor: 200,
        }),
      ],
    });
    expect([outstandingMinor(keeps), overpaidMinor(keeps)]).toEqual([0, 0]);
  });

  // order-create-math-matrix, case authorization, github.com/airhorns/shopify-draft-proxy, 2026-05.
  it('is nothing while the money is reserved, though nothing was paid', () => {
    const transactions = [aTransaction('authorization', 1800)];
    const order = anOrder({ lines: [aLine(1, { priceMinor: 1800 })], transactions });
    expect([outstandingMinor(order), capturableMinor(order)]).toEqual([0, 1800]);
  });

  it('is the buyer’s after an edit took something off, and never of a cancelled order', () => {
    const line = { ...aLine(1, { quantity: 2 }), removedQuantity: 1 };
    const order = anOrder({ lines: [line], transactions: [aTransaction('sale', 2000)] });
    expect([outstandingMinor(order), overpaidMinor(order)]).toEqual([0, 1000]);
    expect(overpaidMinor({ ...order, cancelledAt: 1 })).toBe(0);
  });
});

// https://shopify.dev/docs/api/admin-rest/latest/resources/order, financial_status, read 2026-11.
describe('the financial status', () => {
  const of = (transactions: readonly Transaction[], fields: Partial<Order> = {}) =>
    financialStatus(anOrder({ lines: [aLine(1)], transactions, ...fields }));
  const pending = { ...aTransaction('sale', 1000), status: 'pending' as const };

  it.each([
    ['pending', [pending]],
    ['pending', []],
    ['authorized', [aTransaction('authorization', 1000)]],
    ['partially_paid', [aTransaction('capture', 400)]],
    ['paid', [aTransaction('sale', 1000)]],
    ['paid', [aTransaction('sale', 1500), aTransaction('change', 500)]],
    ['partially_refunded', [aTransaction('sale', 1000), aTransaction('refund', 1)]],
    ['refunded', [aTransaction('sale', 1000), aTransaction('refund', 1000)]],
    ['voided', [aTransaction('authorization', 1000), aTransaction('void', 1000)]],
  ])('is %s', (status, transactions) => {
    expect(of(transactions)).toBe(status);
  });

  it('is paid where there was nothing to pay', () => {
    expect(of([], { lines: [aLine(1, { off: 1000 })] })).toBe('paid');
  });
});

describe('the fulfilment status', () => {
  it('is partial until nothing is left to send, and units given back need no sending', () => {
    const lines = [aLine(1, { quantity: 2 })];
    const sent = (quantity: number) => [
      {
        ...{ id: 1, name: '#1001.1', status: 'success' as const, at: 0, updatedAt: 0 },
        ...{ trackingCompany: null, trackingNumber: null, trackingUrl: null, locationId: null },
        lines: [{ lineId: 1, quantity }],
      },
    ];
    expect(fulfillmentStatus(anOrder({ lines }))).toBeNull();
    expect(fulfillmentStatus(anOrder({ lines, fulfillments: sent(1) }))).toBe('partial');
    expect(fulfillmentStatus(anOrder({ lines, fulfillments: sent(2) }))).toBe('fulfilled');
    const refunds = [aRefund({ lines: [{ lineId: 1, quantity: 1, subtotalMinor: 1000 }] })];
    const rest = anOrder({ lines, refunds, fulfillments: sent(1) });
    expect(fulfillmentStatus(rest)).toBe('fulfilled');
  });
});

const SHIPPING = {
  ...{ id: 9, title: 'Standard', code: 'standard', priceMinor: 500 },
  ...{ allocations: [], taxLines: [], isRemoved: false },
};

function aLine(
  id: number,
  given: { quantity?: number; priceMinor?: number; off?: number; addedAt?: number } = {},
): OrderLine {
  const { quantity = 1, priceMinor = 1000, off = 0, addedAt = null } = given;
  return {
    ...{ id, productId: null, variantId: null, title: 'Mug', variantTitle: null, sku: null },
    ...{ vendor: null, quantity, removedQuantity: 0, priceMinor, isGiftCard: false, isTip: false },
    ...{ taxable: true, requiresShipping: true, grams: 0, properties: [], sellingPlanName: null },
    allocations: off === 0 ? [] : [{ applicationIndex: 0, amountMinor: off }],
    taxLines: [],
    addedAt,
  };
}

function aRefund(given: {
  lines?: readonly { lineId: number; quantity: number; subtotalMinor: number }[];
  adjustmentMinor?: number;
}): Refund {
  const { lines = [], adjustmentMinor = 0 } = given;
  const adjustment = { id: 5, kind: 'refund_discrepancy' as const, reason: '', taxMinor: 0 };
  return {
    ...{ id: 4, at: 0, note: null, userId: null, restock: false, shipping: [], transactionIds: [] },
    lines: lines.map((line) => ({
      ...{ id: 6, restockType: 'no_restock' as const, locationId: null, taxMinor: 0 },
      ...line,
    })),
    adjustments: adjustmentMinor === 0 ? [] : [{ ...adjustment, amountMinor: adjustmentMinor }],
  };
}

function aTransaction(kind: Transaction['kind'], amountMinor: number): Transaction {
  const none = { parentId: null, giftCardId: null, storeCreditAccountId: null };
  return { ...none, id: 3, kind, status: 'success', gateway: 'bogus', amountMinor, at: 0 };
}

function anOrder(fields: Partial<Order>): Order {
  return {
    ...{ id: 1, number: 1001, name: '#1001', token: '', confirmationNumber: '', createdAt: 0 },
    ...{ processedAt: 0, updatedAt: 0, closedAt: null, cancelledAt: null, cancelReason: null },
    ...{ isTest: false, sourceName: 'web', appId: null, locationId: null, userId: null },
    ...{ email: null, phone: null, customerId: null, customerLocale: 'en', currency: 'GBP' },
    ...{ presentmentCurrency: 'GBP', presentmentRate: '1', taxesIncluded: true },
    ...{ taxExempt: false, billingAddress: null, shippingAddress: null, note: null },
    ...{ attributes: [], tags: [], lines: [], shippingLines: [], discountApplications: [] },
    ...{ discountCodes: [], transactions: [], refunds: [], fulfillments: [], edits: [] },
    ...{ cartToken: null, checkoutToken: null, landingSite: null, browserIp: null, timeline: [] },
    ...fields,
  };
}
