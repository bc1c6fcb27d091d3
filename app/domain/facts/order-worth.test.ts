import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  day,
  dayOf,
  line,
  observed,
  refund,
  snapshot,
  type SnapshotWords,
} from '../../../tests/simulation/order-words.ts';
import { minor } from '../kernel/money.ts';
import {
  type ObservedChargeback,
  type ObservedLine,
  type ObservedOrder,
  type ObservedRefund,
  observeChargeback,
  observeRefund,
  observeSnapshot,
  UNSEEN_ORDER,
} from './observed-order.ts';
import type { OrderStep } from './order-fact.ts';
import { orderFact } from './order-timeline.ts';

const GBP = { day: 1, lines: ['a 1 × 10'] } satisfies SnapshotWords;

// Each scenario: what was observed → steps, as `day cause lines | shipping | tax`, in pence.
describe('what the lines of an order are worth', () => {
  test.each<[string, SnapshotWords[], string[], string[]]>([
    [
      'each by itself, a gift card in its place',
      [{ day: 1, lines: ['a 2 × 10.00 - 1.50', 'g 1 × 25 gift', 'b 1 × 3.335'] }],
      ['r1 day 2: 1 a', 'r2 day 3: 1 g'],
      ['1 paid 1850 2500 334', '2 refund:r1 925 2500 334', '3 refund:r2 925 0 334'],
    ],
    [
      'money beyond the lines in proportion, rounded so that nothing is lost',
      [{ day: 1, lines: ['a 1 × 1', 'b 1 × 1', 'c 1 × 1'] }],
      ['r1 day 2: + 0.10', 'r2 day 3: + 0.10'],
      ['1 paid 100 100 100', '2 refund:r1 97 96 97', '3 refund:r2 93 94 93'],
    ],
    [
      'gift cards bear their share of money beyond lines',
      [{ day: 1, lines: ['a 1 × 10', 'g 1 × 30 gift', 'b 1 × 10'] }],
      ['r1 day 2: + 10.00'],
      ['1 paid 1000 3000 1000', '2 refund:r1 800 2400 800'],
    ],
    [
      'more than all of it leaves nothing',
      [{ day: 1, lines: ['a 1 × 10', 'g 1 × 30 gift'] }],
      ['r1 day 2: + 99.00'],
      ['1 paid 1000 3000', '2 refund:r1 0 0'],
    ],
    [
      'nothing once it is cancelled',
      [{ day: 1, lines: ['a 1 × 10', 'b 1 × 5'], cancelledAt: day(3) }],
      [],
      ['1 paid 1000 500', '3 cancel 0 0'],
    ],
  ])('%s', (_title, snapshots, refunds, steps) => {
    const fact = orderFact('1', observed(snapshots, refunds));
    expect(fact?.steps.map(sayLines)).toEqual(steps);
  });
});

describe('shipping and tax', () => {
  const taxed = (words: string, taxMinor: number) => ({
    ...line(words),
    taxMinor: minor(taxMinor),
  });
  const seen = (changes: Partial<SnapshotWords> & { taxed?: ObservedLine[] } = {}) => {
    const { taxed: lines = [taxed('a 3 × 10', 600), taxed('b 1 × 5', 100)], ...words } = changes;
    return {
      ...snapshot({ ...GBP, shippingMinor: minor(480), shippingTaxMinor: minor(80), ...words }),
      lines,
    };
  };
  const shippingBack = (words: string, [gross, tax]: [number, number]) => ({
    ...refund(words),
    shippingMinor: minor(gross),
    shippingTaxMinor: minor(tax),
  });

  test('tax goes with its units, shipping with the refund that names it', () => {
    let known = observeSnapshot(UNSEEN_ORDER, seen());
    known = observeRefund(known, refund('r1 day 2: 1 a'));
    known = observeRefund(known, shippingBack('r2 day 3: 1 b', [200, 33]));
    known = observeRefund(known, shippingBack('r3 day 4: 2 a', [500, 60]));
    expect(sayOf(known)).toEqual([
      '1 paid 3500 | 480 | 780',
      '2 refund:r1 2500 | 480 | 580',
      '3 refund:r2 2000 | 280 | 447',
      '4 refund:r3 0 | 0 | 0',
    ]);
  });

  test('where prices have their tax inside, shipping is without it', () => {
    const inside = seen({ taxesIncluded: true });
    const back = shippingBack('r1 day 2:', [240, 40]);
    const known = observeRefund(observeSnapshot(UNSEEN_ORDER, inside), back);
    expect(sayOf(known)).toEqual(['1 paid 3500 | 400 | 780', '2 refund:r1 3500 | 200 | 740']);
  });

  test('of an edit that waits to be paid only what it took off counts', () => {
    const edited = (shippingMinor: number) =>
      seen({
        day: 2,
        paid: false,
        shippingMinor: minor(shippingMinor),
        shippingTaxMinor: minor(90),
      });
    const after = (shippingMinor: number) =>
      sayOf(observeSnapshot(observeSnapshot(UNSEEN_ORDER, seen()), edited(shippingMinor)));
    expect(after(300)).toEqual(['1 paid 3500 | 300 | 780']);
    expect(after(900)).toEqual(['1 paid 3500 | 480 | 780']);
  });

  test('nothing of either is left of a cancelled order', () => {
    const known = observeSnapshot(UNSEEN_ORDER, seen({ cancelledAt: day(2) }));
    expect(sayOf(known)).toEqual(['1 paid 3500 | 480 | 780', '2 cancel 0 | 0 | 0']);
  });

  function sayOf(known: ObservedOrder): string[] {
    const steps = orderFact('1', known)?.steps ?? [];
    return steps.map(({ at, cause, eligibleMinor, shippingMinor, taxMinor }) =>
      [`${dayOf(at)} ${cause} ${eligibleMinor}`, shippingMinor, taxMinor].join(' | '),
    );
  }
});

const units = fc.record({
  lineId: fc.constantFrom('a', 'b', 'c', 'd'),
  quantity: fc.integer({ min: 0, max: 4 }),
});
const refunds: fc.Arbitrary<ObservedRefund> = fc.record({
  id: fc.constantFrom('r1', 'r2', 'r3'),
  at: fc.integer({ min: 1, max: 9 }).map(day),
  units: fc.array(units, { maxLength: 3 }),
  beyondLinesMinor: fc.oneof(fc.constant(0), fc.nat(9_000)).map(minor),
  shippingMinor: fc.nat(600).map(minor),
  shippingTaxMinor: fc.nat(100).map(minor),
});
const chargebacks: fc.Arbitrary<ObservedChargeback> = fc.record({
  id: fc.constantFrom('c1', 'c2'),
  openedAt: fc.integer({ min: 1, max: 9 }).map(day),
  wonAt: fc.option(fc.integer({ min: 1, max: 9 }).map(day)),
});
const lines = fc.tuple(
  ...(['a', 'b', 'c'] as const).map((id) =>
    fc.record({
      id: fc.constant(id),
      quantity: fc.integer({ min: 1, max: 4 }),
      unitPrice: fc.constantFrom('0', '0.01', '1.115', '9.99', '33.33'),
      discountMinor: fc.constantFrom(0, 1, 99, 500).map(minor),
      taxMinor: fc.constantFrom(0, 1, 333).map(minor),
      giftCard: fc.boolean(),
    }),
  ),
);
const lives: fc.Arbitrary<ObservedOrder> = fc
  .record({
    lines,
    taxesIncluded: fc.boolean(),
    cancelledAt: fc.option(fc.integer({ min: 1, max: 9 }).map(day), { freq: 3 }),
    fulfilledAt: fc.option(fc.integer({ min: 1, max: 9 }).map(day)),
    refunds: fc.array(refunds, { maxLength: 3 }),
    disputes: fc.array(chargebacks, { maxLength: 2 }),
  })
  .map(({ lines: sold, refunds: back, disputes, ...order }) => {
    const plain = line('a 1 × 1');
    const shown = sold.map((one) => ({ ...plain, ...one, currentQuantity: one.quantity }));
    const shipping = { shippingMinor: minor(480), shippingTaxMinor: minor(80) };
    const seen = { ...snapshot({ ...GBP, day: 3, ...order, ...shipping }), lines: shown };
    let known = observeSnapshot(UNSEEN_ORDER, seen);
    for (const one of back) known = observeRefund(known, one);
    for (const one of disputes) known = observeChargeback(known, one);
    return known;
  });

test('law: lines that are no gift cards add up to what is eligible, to the penny', () => {
  const met = { beyond: 0, gifts: 0, zero: 0 };
  fc.assert(
    fc.property(lives, (known) => {
      const fact = orderFact('1', known);
      if (!fact) throw new Error('The order was seen.');
      for (const step of fact.steps) {
        const goods = step.linesMinor.filter((_minor, place) => !fact.lines[place]?.giftCard);
        expect(goods.reduce((sum, one) => sum + one, 0)).toBe(step.eligibleMinor);
        expect(step.linesMinor).toHaveLength(fact.lines.length);
        const amounts = [...step.linesMinor, step.shippingMinor, step.taxMinor];
        expect(Math.min(...amounts)).toBeGreaterThanOrEqual(0);
        if (step.eligibleMinor === 0) met.zero += 1;
      }
      if (Object.values(known.refunds).some((one) => one.beyondLinesMinor > 0)) met.beyond += 1;
      if (fact.lines.some(({ giftCard }) => giftCard)) met.gifts += 1;
    }),
    { numRuns: 1_000 },
  );
  expect(Math.min(...Object.values(met))).toBeGreaterThan(100);
});

test('law: steps are in time order, each cause once; only a won charge-back brings back', () => {
  const met = { chargeback: 0, 'chargeback-won': 0, fulfilled: 0, cancel: 0 };
  fc.assert(
    fc.property(lives, (known) => {
      const steps = orderFact('1', known)?.steps ?? [];
      expect(steps[0]?.kind).toBe('paid');
      expect(new Set(steps.map(({ cause }) => cause)).size).toBe(steps.length);
      for (const [place, step] of steps.entries()) {
        const before = steps[place - 1];
        if (!before) continue;
        expect(step.at).toBeGreaterThanOrEqual(before.at);
        if (step.kind !== 'chargeback-won') {
          expect(step.eligibleMinor).toBeLessThanOrEqual(before.eligibleMinor);
        }
        if (step.kind === 'fulfilled') expect(step.linesMinor).toBe(before.linesMinor);
        if (step.kind in met) met[step.kind as keyof typeof met] += 1;
      }
    }),
    { numRuns: 1_000 },
  );
  expect(Math.min(...Object.values(met))).toBeGreaterThan(50);
});

function sayLines({ at, cause, linesMinor }: OrderStep): string {
  return `${dayOf(at)} ${cause} ${linesMinor.join(' ')}`;
}
