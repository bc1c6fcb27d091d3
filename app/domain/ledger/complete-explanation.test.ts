import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '../kernel/instant.ts';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import { completed, completedDue, shortened } from './complete-explanation.ts';
import type { OrderExplanation } from './explanation.ts';

const ORDINARY: OrderExplanation = {
  type: 'order',
  step: 'paid',
  orderName: '#1001',
  currency: 'GBP',
  eligibleMinor: minor(8_745),
  giftCardMinor: minor(0),
  countedMinor: minor(8_745),
  leftOut: [],
  rule: 'orders',
  ruleName: null,
  version: 3,
  earns: 'rate',
  ratePoints: points(1),
  ratePerMinor: minor(100),
  multipliers: [],
  stacking: 'best',
  parts: [],
  rounding: 'floor',
  uncapped: points(87),
  cappedBy: null,
  orderPoints: points(87),
  pendingFrom: 'paid',
  pendingDays: 0,
  maturesAt: null,
  expiresAt: null,
};

// Each by itself is out of the ordinary.
const OTHERWISE: Partial<OrderExplanation>[] = [
  { giftCardMinor: minor(500) },
  { countedMinor: minor(8_000) },
  { leftOut: [{ why: 'shipping', amountMinor: minor(399) }] },
  { ruleName: 'Spring' },
  { earns: 'bonus' },
  { multipliers: [{ id: 'tier:gold', name: 'Gold', percent: 150 }] },
  { stacking: 'add' },
  { parts: [{ amountMinor: minor(1), by: [] }] },
  { rounding: 'ceiling' },
  { uncapped: points(90) },
  { cappedBy: 'day' },
  { pendingFrom: 'fulfilled' },
  { expiresAt: instant(9_000) },
];
const DATED: Partial<OrderExplanation>[] = [{ pendingDays: 14 }, { maturesAt: instant(7_000) }];

const some = (each: readonly Partial<OrderExplanation>[]) =>
  fc.subarray([...each]).map((few) => Object.assign({}, ...few) as Partial<OrderExplanation>);

const anyOtherwise = fc.oneof(fc.constantFrom(...OTHERWISE), some(OTHERWISE));

test('what is completed is what was shortened, however it was kept and often it was done', () => {
  fc.assert(
    fc.property(anyOtherwise, some(DATED), (otherwise, dated) => {
      const why: OrderExplanation = { ...ORDINARY, ...dated, ...otherwise };
      const kept = JSON.parse(JSON.stringify(shortened(why))) as OrderExplanation;
      expect(completed(kept)).toEqual(why);
      expect(shortened(kept)).toEqual(kept);
      expect('countedMinor' in kept).toBe(Object.keys(otherwise).length > 0);
    }),
    { numRuns: 500 },
  );
});

test.each(OTHERWISE)('an explanation with %o is kept whole', (otherwise) => {
  const why: OrderExplanation = { ...ORDINARY, ...otherwise };
  expect(shortened(why)).toBe(why);
});

test('what pages, laws and the export look for is kept', () => {
  expect(shortened({ ...ORDINARY, pendingDays: 14, maturesAt: instant(7_000) })).toEqual({
    ...{ type: 'order', step: 'paid', orderName: '#1001', currency: 'GBP', eligibleMinor: 8_745 },
    ...{ rule: 'orders', version: 3, ratePoints: 1, ratePerMinor: 100, orderPoints: 87 },
    ...{ pendingDays: 14, maturesAt: 7_000 },
  });
});

test('before programs could say more than one rate, what was no goods was gift cards', () => {
  const { type, step, orderName, currency, eligibleMinor, rule, version } = ORDINARY;
  const earlier = {
    ...{ type, step, orderName, currency, eligibleMinor, rule, version, maturesAt: null },
    ...{ giftCardMinor: minor(500), ratePoints: 1, ratePerMinor: 100, orderPoints: 87 },
  };
  expect(completed(earlier as unknown as OrderExplanation)).toEqual({
    ...ORDINARY,
    ...{ giftCardMinor: 500, leftOut: [{ why: 'gift-cards', amountMinor: 500 }] },
  });
});

test('there was no wait to end but an order’s', () => {
  const due = { type: 'due', orderName: '#1', pendingDays: 14, version: 1 } as const;
  expect(completedDue(due as never)).toEqual({ ...due, lotId: 'order:' });
});

test('another kind of explanation is kept as it is', () => {
  const adjust = { type: 'adjust', points: points(70), reason: 'Sorry' } as const;
  expect(shortened(adjust)).toBe(adjust);
});
