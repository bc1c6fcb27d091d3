import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  day,
  dayOf,
  observed,
  snapshot,
  type SnapshotWords,
} from '../../../tests/simulation/order-words.ts';
import type { CodeUse } from './code-use.ts';
import { observeSnapshot, type ObservedOrder, UNSEEN_ORDER } from './observed-order.ts';
import { codeUse } from './observed-code-use.ts';

const TWO_MUGS = ['a 1 × 10', 'b 1 × 10'];
const HALF_EACH = ['C: 2.50 a, 2.50 b'];

// snapshots, refunds → the whole discount, and after each step what is kept of it; `all back` once
// nothing of the order is kept.
test.each<[string, SnapshotWords[], string[], string[]]>([
  [
    'a £20 order with £5 off, of which one of two items comes back',
    [{ day: 1, lines: TWO_MUGS, codes: HALF_EACH }],
    ['r1 day 3: 1 b'],
    ['of 500', '1 paid 500', '3 refund:r1 250'],
  ],
  [
    'then the other',
    [{ day: 1, lines: TWO_MUGS, codes: HALF_EACH }],
    ['r1 day 3: 1 b', 'r2 day 4: 1 a'],
    ['of 500', '1 paid 500', '3 refund:r1 250', '4 refund:r2 0 all back'],
  ],
  [
    'a return of what the code took nothing off',
    [{ day: 1, lines: TWO_MUGS, codes: ['C: 5 a'] }],
    ['r1 day 3: 1 b'],
    ['of 500', '1 paid 500', '3 refund:r1 500'],
  ],
  [
    'money given back beyond units returns none of the discount',
    [{ day: 1, lines: TWO_MUGS, codes: HALF_EACH }],
    ['r1 day 3: + 5.00'],
    ['of 500', '1 paid 500', '3 refund:r1 500'],
  ],
  [
    'units of a line, a third of it each',
    [{ day: 1, lines: ['a 3 × 10'], codes: ['C: 5 a'] }],
    ['r1 day 3: 1 a', 'r2 day 4: 1 a'],
    ['of 500', '1 paid 500', '3 refund:r1 333', '4 refund:r2 167'],
  ],
  [
    'shipping that was free is kept until everything is back',
    [{ day: 1, lines: TWO_MUGS, codes: ['C: + 4.00'] }],
    ['r1 day 3: 1 b', 'r2 day 4: 1 a'],
    ['of 400', '1 paid 400', '3 refund:r1 400', '4 refund:r2 0 all back'],
  ],
  [
    'shipping that was free already: nothing was taken off',
    [{ day: 1, lines: TWO_MUGS, codes: ['C:'] }],
    ['r1 day 3: 1 b', 'r2 day 4: 1 a'],
    ['of 0', '1 paid 0', '3 refund:r1 0', '4 refund:r2 0 all back'],
  ],
  [
    'a cancellation, whatever is refunded with it or after it',
    [{ day: 5, lines: TWO_MUGS, codes: HALF_EACH, cancelledAt: day(4) }],
    ['r1 day 4: 1 b', 'r2 day 6: 1 a'],
    ['of 500', '5 paid 0 all back'],
  ],
  [
    'a cancellation after the payment',
    [
      { day: 1, lines: TWO_MUGS, codes: HALF_EACH },
      { day: 5, lines: TWO_MUGS, codes: HALF_EACH, cancelledAt: day(4) },
    ],
    ['r1 day 2: 1 b', 'r2 day 4: 1 a'],
    ['of 500', '1 paid 500', '2 refund:r1 250', '4 cancel 0 all back'],
  ],
  [
    'a return before we learn of the payment counts as one after it',
    [{ day: 4, lines: TWO_MUGS, codes: HALF_EACH }],
    ['r1 day 2: 1 b'],
    ['of 500', '4 paid 250'],
  ],
  [
    'an edit that takes a line off',
    [{ day: 1, lines: ['a 1 × 10', 'b 1/0 × 10'], codes: HALF_EACH }],
    [],
    ['of 500', '1 paid 250'],
  ],
  [
    'an edit that took a line off and waits to be paid',
    [
      { day: 1, lines: TWO_MUGS, codes: HALF_EACH },
      { day: 3, paid: false, lines: ['a 1 × 10', 'b 1/0 × 10', 'c 1 × 9'], codes: HALF_EACH },
    ],
    [],
    ['of 500', '1 paid 250'],
  ],
  [
    'an order of nothing but a tip',
    [{ day: 1, lines: [], codes: ['C: + 4.00'] }],
    [],
    ['of 400', '1 paid 400'],
  ],
  [
    'other codes on the order, and one code told in two parts',
    [{ day: 1, lines: TWO_MUGS, codes: ['D: 9 a', 'C: 1 a, 1 a, 2 b'] }],
    ['r1 day 3: 1 a'],
    ['of 400', '1 paid 400', '3 refund:r1 200'],
  ],
])('%s', (_title, snapshots, refunds, expected) => {
  expect(say(use(observed(snapshots, refunds)))).toEqual(expected);
});

test('an order that is unknown, not paid, or without the code used nothing', () => {
  expect(use(UNSEEN_ORDER)).toBeNull();
  expect(use(observed([], ['r1 day 3: 1 b']))).toBeNull();
  expect(use(observed([{ day: 1, paid: false, lines: TWO_MUGS, codes: HALF_EACH }]))).toBeNull();
  expect(use(observed([{ day: 1, lines: TWO_MUGS, codes: ['D: 1 a'] }]))).toBeNull();
});

test('an edit that waits to be paid leaves the use as it was paid', () => {
  const paid = { day: 1, lines: ['a 1 × 10'], codes: ['C: 5 a'] };
  const edited = { day: 2, paid: false, lines: ['a 1 × 10', 'b 1 × 5'], codes: ['C: 3 a, 2 b'] };
  expect(say(use(observed([paid, edited])))).toEqual(['of 500', '1 paid 500']);
});

test('the use says whose, of which order and in which money', () => {
  const seen = snapshot({ day: 1, lines: TWO_MUGS, codes: HALF_EACH });
  expect(use(observeSnapshot(UNSEEN_ORDER, seen))).toMatchObject({
    ...{ redemptionId: '7', orderId: '1', orderName: '#1001', currency: 'GBP' },
  });
});

test('law: what is kept never grows, and units returned singly end where all at once end', () => {
  const line = fc.record({
    units: fc.integer({ min: 1, max: 5 }),
    back: fc.integer({ min: 0, max: 6 }),
    off: fc.integer({ min: 0, max: 999 }),
  });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      const order = {
        day: 1,
        lines: lines.map(({ units }, place) => `l${place} ${units} × 10`),
        codes: [`C: ${lines.map(({ off }, place) => `${off / 100} l${place}`).join(', ')}`],
      };
      const units = lines.flatMap(({ back }, place) => Array(back).fill(`1 l${place}`) as string[]);
      const singly = units.map((one, place) => `r${place} day ${place + 2}: ${one}`);
      const steps = use(observed([order], singly))?.steps ?? [];
      const kept = steps.map(({ keptMinor }) => keptMinor);
      expect([...kept].sort((a, b) => b - a)).toEqual(kept);
      const atOnce = use(observed([order], [`r day 2: ${units.join(', ')}`]))?.steps.at(-1);
      expect(kept.at(-1)).toBe(atOnce?.keptMinor);
      expect(steps.at(-1)?.isAllBack).toBe(atOnce?.isAllBack);
    }),
    { numRuns: 300 },
  );
});

function use(seen: ObservedOrder): CodeUse | null {
  return codeUse({ redemptionId: '7', code: 'C', orderId: '1' }, seen);
}

function say(seen: CodeUse | null): string[] {
  if (!seen) return ['no use'];
  const steps = seen.steps.map(({ at, cause, keptMinor, isAllBack }) =>
    [dayOf(at), cause, keptMinor, ...(isAllBack ? ['all back'] : [])].join(' '),
  );
  return [`of ${seen.totalMinor}`, ...steps];
}
