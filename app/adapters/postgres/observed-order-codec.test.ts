import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  observeChargeback,
  observeCredits,
  observeRefund,
  observeSnapshot,
  type ObservedOrder,
  type ObservedRefund,
  type OrderSnapshot,
  UNSEEN_ORDER,
} from '../../domain/facts/observed-order.ts';
import { instant } from '../../domain/kernel/instant.ts';
import { minor } from '../../domain/kernel/money.ts';
import type { StoredLine } from './observed-line-codec.ts';
import { decodeObserved, encodeObserved, type StoredOrder } from './observed-order-codec.ts';

const at = fc.integer({ min: 0, max: 4 }).map((day) => instant(1_790_000_000_000 + day));
const count = fc.integer({ min: 0, max: 9 });
const texts = fc.uniqueArray(fc.constantFrom('vip', 'latest', 'none'), { maxLength: 2 });
const digits = fc.integer({ min: 1, max: 4 }).map(String);

const refund: fc.Arbitrary<ObservedRefund> = fc.record({
  id: digits,
  at,
  units: fc.array(fc.record({ lineId: digits, quantity: count }), { maxLength: 3 }),
  beyondLinesMinor: count.map(minor),
  shippingMinor: count.map(minor),
  shippingTaxMinor: count.map(minor),
});

const line = fc.record({
  id: digits,
  quantity: count,
  currentQuantity: count,
  unitPrice: fc.constantFrom('2.10', '0', '1e-3', '12'),
  discountMinor: count.map(minor),
  giftCard: fc.boolean(),
  taxMinor: count.map(minor),
  productId: fc.option(digits),
  vendor: fc.option(fc.constantFrom('Moss', 'Oak')),
  productTags: texts,
  collectionIds: texts,
});

const chargeback = fc.record({ id: digits, openedAt: at, wonAt: fc.option(at) });
const credit = fc.record({
  id: digits,
  currency: fc.constantFrom('GBP', 'JPY'),
  amountMinor: count.map(minor),
});

const code = fc.record({
  code: digits,
  lines: fc.array(fc.record({ lineId: digits, discountMinor: count.map(minor) }), { maxLength: 2 }),
  shippingMinor: count.map(minor),
});

const snapshot: fc.Arbitrary<OrderSnapshot> = fc.record({
  updatedAt: at,
  createdAt: at,
  name: fc.string(),
  currency: fc.constantFrom('GBP', 'JPY'),
  customerId: fc.option(digits),
  emailHash: fc.option(fc.constant('ab12')),
  test: fc.boolean(),
  paid: fc.boolean(),
  cancelledAt: fc.option(at),
  fulfilledAt: fc.option(at),
  channel: fc.constantFrom('online', 'pos', 'subscription', 'b2b'),
  customerTags: fc.option(texts),
  segmentIds: texts,
  taxesIncluded: fc.boolean(),
  shippingMinor: count.map(minor),
  shippingTaxMinor: count.map(minor),
  lines: fc.array(line, { maxLength: 3 }),
  refunds: fc.array(refund, { maxLength: 3 }),
  codes: fc.array(code, { maxLength: 2 }),
  digest: digits,
});

const observed: fc.Arbitrary<ObservedOrder> = fc
  .array(fc.oneof(snapshot, refund, chargeback, credit), { maxLength: 5 })
  .map((seen) =>
    seen.reduce<ObservedOrder>((known, one) => {
      if ('digest' in one) return observeSnapshot(known, one);
      if ('amountMinor' in one) return observeCredits(known, [one]);
      return 'openedAt' in one ? observeChargeback(known, one) : observeRefund(known, one);
    }, UNSEEN_ORDER),
  );

/** A snapshot that says nothing that was not read from the first day on. */
const PLAIN: Partial<OrderSnapshot> = {
  codes: [],
  fulfilledAt: null,
  channel: 'online',
  customerTags: null,
  segmentIds: [],
  taxesIncluded: false,
  shippingMinor: minor(0),
  shippingTaxMinor: minor(0),
};

describe('an observed order in the books', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(observed, (order) => {
        const stored = JSON.parse(JSON.stringify(encodeObserved(order))) as StoredOrder;
        expect(decodeObserved(stored)).toEqual(order);
      }),
    );
  });

  it('keeps a snapshot once where it is both the latest and the covered one', () => {
    const [one] = fc.sample(snapshot, { numRuns: 1, seed: 1 });
    const order = observeSnapshot(UNSEEN_ORDER, { ...(one as OrderSnapshot), paid: true });
    expect(encodeObserved(order).covered).toBe('latest');
    const back = decodeObserved(encodeObserved(order));
    expect(back.covered).toBe(back.latest);
  });

  it('takes no room for what there is none of', () => {
    const [one] = fc.sample(snapshot, { numRuns: 1, seed: 1 });
    const order = observeSnapshot(UNSEEN_ORDER, { ...(one as OrderSnapshot), ...PLAIN });
    expect(encodeObserved(order).latest).toHaveLength(11);
    expect(decodeObserved(encodeObserved(order)).latest).toMatchObject(PLAIN);
  });

  it('reads what was written when only goods, refunds and payments were read', () => {
    const lines: StoredLine[] = [
      ['1', 2, 1, '10.00'],
      ['2', 1, 1, '25.00', 0, 1],
    ];
    const head = [9, 8, '#1001', 'GBP', '7', null] as const;
    const written: StoredOrder = {
      latest: [...head, 2, null, lines, ['4'], 'ab'],
      covered: 'latest',
      paidAt: 9,
      refunds: [['4', 9, 50, '1', 1]],
    };
    const plain = {
      taxMinor: 0,
      productId: null,
      vendor: null,
      productTags: [],
      collectionIds: [],
    };
    const order = decodeObserved(written);
    expect(order).toMatchObject({ fulfilledAt: null, tags: null, chargebacks: {}, credits: {} });
    expect(order.latest).toMatchObject({ paid: true, ...PLAIN });
    expect(order.latest?.lines).toMatchObject([
      { id: '1', giftCard: false, ...plain },
      { id: '2', giftCard: true, ...plain },
    ]);
    expect(order.refunds['4']).toEqual({
      id: '4',
      at: 9,
      units: [{ lineId: '1', quantity: 1 }],
      beyondLinesMinor: 50,
      shippingMinor: 0,
      shippingTaxMinor: 0,
    });
    expect(encodeObserved(order)).toEqual(written);
  });

  it('keeps once what both the order and its only snapshot say', () => {
    const [one] = fc.sample(snapshot, { numRuns: 1, seed: 1 });
    const seen = {
      ...(one as OrderSnapshot),
      ...PLAIN,
      fulfilledAt: instant(1_790_000_000_001),
      customerTags: ['vip'],
    };
    const stored = encodeObserved(observeSnapshot(UNSEEN_ORDER, seen));
    expect(stored.tags).toBe('latest');
    expect(stored.latest?.slice(11)).toEqual([[], 0, 0, true, ['vip']]);
  });

  it('knows a stub, of which nothing has been seen', () => {
    expect(encodeObserved(UNSEEN_ORDER)).toEqual({});
    expect(decodeObserved({})).toBe(UNSEEN_ORDER);
  });
});
