import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '../kernel/instant.ts';
import { NO_POINTS, points } from '../kernel/points.ts';
import { BurnQueue } from './burn-queue.ts';
import { compareBurnOrder, type Lot } from './lot.ts';

const ANY = { numRuns: 500 };
const aDate = fc.record({
  earnedAt: fc.integer({ min: 0, max: 5 }).map(instant),
  expiresAt: fc.option(fc.integer({ min: 0, max: 5 }).map(instant), { nil: null }),
});
const aChange = fc.record({ lot: fc.nat(7), available: fc.integer({ min: 0, max: 2 }), on: aDate });

function lotNamed(id: number): Lot {
  const none = { awarded: NO_POINTS, pending: NO_POINTS, available: NO_POINTS, held: NO_POINTS };
  const dates = { earnedAt: instant(0), maturesAt: null, expiresAt: null };
  return { id: `lot ${id}`, label: '', version: 1, ...dates, ...none };
}

const canPay = ({ available }: Lot): boolean => available > 0;

test('the first is the first in burn order, whatever lots become between', () => {
  fc.assert(
    fc.property(fc.array(aChange, { maxLength: 40 }), (changes) => {
      const lots = Array.from({ length: 8 }, (_, id) => lotNamed(id));
      let queue = new BurnQueue(canPay);
      for (const [nth, { lot: place, available, on }] of changes.entries()) {
        const lot = Object.assign(lots[place] as Lot, { ...on, available: points(available) });
        if (canPay(lot)) queue.add(lot);
        if (nth % 7 === 6) queue = queue.copy((same) => same);
        const first = lots.filter(canPay).sort(compareBurnOrder)[0] ?? null;
        expect(queue.first()).toBe(first);
      }
    }),
    ANY,
  );
});

test('a copy is of other lots and goes its own way', () => {
  const [lot, other] = [lotNamed(1), lotNamed(1)];
  Object.assign(lot, { available: points(5) });
  Object.assign(other, { available: points(5) });
  const queue = new BurnQueue(canPay);
  queue.add(lot);
  const copy = queue.copy(() => other);
  lot.available = NO_POINTS;
  expect(queue.first()).toBeNull();
  expect(copy.first()).toBe(other);
});
