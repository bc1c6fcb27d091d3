import { expect, test } from 'vitest';
import { lot } from '../../../tests/simulation/lot-words.ts';
import { points } from '../kernel/points.ts';
import { planCharge } from './plan-charge.ts';

// Lots as `id available day-earned`, those the reward was held on, a cost → what is taken.
test.each<[string, string[], string[], number, string]>([
  ['what can be spent, oldest first', ['A 300 2', 'B 300 1'], [], 500, 'B 300, A 200'],
  ['the rest is owed by the lot it was held on', ['A 0 1', 'B 120 2'], ['A'], 500, 'B 120, A 380'],
  ['by the last of several', ['A 0 1', 'B 0 2', 'C 0 3'], ['A', 'B'], 500, 'B 500'],
  ['in one take where that lot pays as well', ['A 120 1'], ['A'], 500, 'A 500'],
  ['by the newest lot where it never was held', ['B 0 2', 'A 0 1'], [], 500, 'B 500'],
  ['by the newest where the held one is gone', ['A 0 1', 'B 0 2'], ['Z'], 500, 'B 500'],
  ['a lot in debt gives nothing', ['A -40 1', 'B 0 2'], ['A'], 500, 'A 500'],
  ['by a lot of its own where there is none', [], [], 500, 'redemption:R 500'],
])('%s', (_title, lots, held, cost, expected) => {
  const takes = planCharge(lots.map(lot), {
    cost: points(cost),
    held: held.map((lotId) => ({ lotId, points: points(1) })),
    redemptionId: 'R',
  });
  expect(takes.map((take) => `${take.lotId} ${take.points}`).join(', ')).toBe(expected);
});
