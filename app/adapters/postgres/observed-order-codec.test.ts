import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  observeRefund,
  observeSnapshot,
  type ObservedOrder,
  type ObservedRefund,
  type OrderSnapshot,
  UNSEEN_ORDER,
} from '../../domain/facts/observed-order.ts';
import { instant } from '../../domain/kernel/instant.ts';
import { minor } from '../../domain/kernel/money.ts';
import { decodeObserved, encodeObserved, type StoredOrder } from './observed-order-codec.ts';

const at = fc.integer({ min: 0, max: 4 }).map((day) => instant(1_790_000_000_000 + day));
const count = fc.integer({ min: 0, max: 9 });
const digits = fc.integer({ min: 1, max: 4 }).map(String);

const refund: fc.Arbitrary<ObservedRefund> = fc.record({
  id: digits,
  at,
  units: fc.array(fc.record({ lineId: digits, quantity: count }), { maxLength: 3 }),
  beyondLinesMinor: count.map(minor),
});

const line = fc.record({
  id: digits,
  quantity: count,
  currentQuantity: count,
  unitPrice: fc.constantFrom('2.10', '0', '1e-3', '12'),
  discountMinor: count.map(minor),
  giftCard: fc.boolean(),
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
  lines: fc.array(line, { maxLength: 3 }),
  refunds: fc.array(refund, { maxLength: 3 }),
  codes: fc.array(code, { maxLength: 2 }),
  digest: digits,
});

const observed: fc.Arbitrary<ObservedOrder> = fc
  .array(fc.oneof(snapshot, refund), { maxLength: 5 })
  .map((seen) =>
    seen.reduce<ObservedOrder>(
      (known, one) => ('digest' in one ? observeSnapshot(known, one) : observeRefund(known, one)),
      UNSEEN_ORDER,
    ),
  );

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

  it('reads what was written before codes were read', () => {
    const [one] = fc.sample(snapshot, { numRuns: 1, seed: 1 });
    const order = observeSnapshot(UNSEEN_ORDER, { ...(one as OrderSnapshot), codes: [] });
    expect(encodeObserved(order).latest).toHaveLength(11);
    expect(decodeObserved(encodeObserved(order)).latest?.codes).toEqual([]);
  });

  it('knows a stub, of which nothing has been seen', () => {
    expect(encodeObserved(UNSEEN_ORDER)).toEqual({});
    expect(decodeObserved({})).toBe(UNSEEN_ORDER);
  });
});
