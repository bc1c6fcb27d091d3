/** What docs/language.md says progress is made of and what levels give, as lives. */
import { describe, expect, test } from 'vitest';
import {
  decided,
  did,
  foldTold,
  ladder,
  left,
  paid,
  sayMovements,
  sayTiers,
  saying,
} from '../../tests/simulation/language-words.ts';
import { day } from '../../tests/simulation/order-words.ts';
import { points } from './kernel/points.ts';

const NOT_KEPT = { kind: 'days', days: 0, softLanding: false } as const;

describe('tiers', () => {
  test('of points: orders and activities count, the points for a level do not', () => {
    const limit = { kind: 'once' } as const;
    const activities = [{ id: 'q', activity: 'quiz', points: points(20), limit }];
    const tiers = ladder('Bronze 0, Silver 0.5 +500, Gold 1', { basis: 'points' });
    const entry = decided({
      ...{ kind: 'entry', levelId: 'silver', levelName: 'Silver', at: day(3) },
      ...{ points: points(500), version: 1 },
    });
    const told = [paid('A', 1, 40), did('quiz', 2), entry, paid('B', 4, 39)];
    expect(sayTiers(foldTold(told, [saying({ tiers, activities })], 4))).toBe('2 silver');
  });

  test('of orders: those of which something is left count, one each', () => {
    const tiers = ladder('Bronze 0, Gold 0.02', { basis: 'orders', keeping: NOT_KEPT });
    const told = [paid('A', 1, 90), paid('B', 2, 5), left('A', 3, 1), left('B', 4, 0)];
    expect(sayTiers(foldTold(told, [saying({ tiers })], 4))).toBe('2 gold, 4 bronze');
  });

  test('a level’s points are for the one that is landed on, going up', () => {
    const tiers = ladder('Bronze 0, Silver 50 +100, Gold 100 +500', { keeping: NOT_KEPT });
    const told = [paid('A', 1, 120), left('A', 2, 60)];
    const { tierMoves, wishes } = foldTold(told, [saying({ tiers })], 2);
    expect(tierMoves.map(({ to }) => to)).toEqual(['gold', 'silver']);
    expect(wishes.map(({ levelId }) => levelId)).toEqual(['gold']);
  });

  test('a new ladder is climbed from the very instant at which it comes into force', () => {
    const versions = [
      saying({ tiers: ladder('Bronze 0, Gold 100') }),
      saying({ tiers: ladder('Bronze 0, Gold 50 ×3') }, { number: 2, from: 5 }),
    ];
    const outcome = foldTold([paid('A', 1, 60), paid('B', 5, 10)], versions, 5);
    expect(sayMovements(outcome)).toBe('1 award A 60, 5 award B 30');
    expect(foldTold([paid('A', 1, 60)], versions, 4).state.nextDueAt).toBe(day(5));
  });
});
