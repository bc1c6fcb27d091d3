import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lot } from '../../../tests/simulation/lot-words.ts';
import { points } from '../kernel/points.ts';
import type { Lot } from '../ledger/lot.ts';
import { planHold } from './plan-hold.ts';
import { planTake } from './plan-take.ts';

// Lots as `id available day-earned expiry-day`, a cost → what is taken, or the refusal.
test.each<[string, string[], number, string]>([
  ['nothing to spend', [], 1, 'insufficient_points: 0 of 1'],
  ['one point too few', ['A 499 1'], 500, 'insufficient_points: 499 of 500'],
  ['exactly enough', ['A 500 1'], 500, 'A 500'],
  ['oldest first', ['A 5 2', 'B 5 1'], 7, 'B 5, A 2'],
  ['soonest expiry before oldest', ['A 5 1', 'B 5 2 90', 'C 5 3 60'], 12, 'C 5, B 5, A 2'],
  ['what never expires goes last', ['A 5 1', 'B 5 2 9000'], 6, 'B 5, A 1'],
  ['of equals the smaller id first', ['B 5 1', 'A 5 1'], 6, 'A 5, B 1'],
  [
    'a debt counts against what can be spent',
    ['A -40 1', 'B 100 2'],
    61,
    'insufficient_points: 60 of 61',
  ],
  ['a lot in debt gives nothing', ['A -40 1', 'B 100 2'], 60, 'B 60'],
  ['an empty lot is passed over', ['A 0 1', 'B 9 2'], 9, 'B 9'],
  ['a reward that costs nothing takes nothing', ['A 9 1'], 0, ''],
])('%s', (_title, lots, cost, expected) => {
  expect(say(lots.map(lot), cost)).toBe(expected);
});

test('takes add up to the cost, and a lot is touched only when those before it are used up', () => {
  const lots = fc.array(
    fc.record({ available: fc.integer({ min: -5, max: 20 }), on: fc.integer({ min: 1, max: 3 }) }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(lots, fc.integer({ min: 1, max: 40 }), (given, cost) => {
      const all = given.map(({ available, on }, place) => lot(`L${place} ${available} ${on}`));
      const plan = planHold(all, points(cost));
      const spendable = given.reduce((sum, { available }) => sum + available, 0);
      expect(plan.ok).toBe(spendable >= cost);
      if (!plan.ok) return;
      expect(plan.takes.reduce((sum, take) => sum + take.points, 0)).toBe(cost);
      for (const take of plan.takes.slice(0, -1)) {
        expect(all.find(({ id }) => id === take.lotId)?.available).toBe(take.points);
      }
      expect(plan.takes.every((take) => take.points > 0)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('staff take as a shopper spends, and no more than there is', () => {
  const lots = [lot('A 5 2'), lot('B 5 1')];
  expect(planTake(lots, points(7))).toEqual(planHold(lots, points(7)));
  expect(planTake(lots, points(11))).toEqual({
    ...{ ok: false, reason: 'insufficient_points', available: 10, required: 11 },
  });
});

function say(lots: readonly Lot[], cost: number): string {
  const plan = planHold(lots, points(cost));
  if (!plan.ok) return `${plan.reason}: ${plan.available} of ${plan.required}`;
  return plan.takes.map((take) => `${take.lotId} ${take.points}`).join(', ');
}
