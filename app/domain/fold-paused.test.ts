/** What docs/language.md §12 says of a pause. */
import { describe, expect, test } from 'vitest';
import {
  decided,
  did,
  foldTold,
  ladder,
  left,
  paid,
  sayMovements,
  saying,
  sayTiers,
  type Told,
} from '../../tests/simulation/language-words.ts';
import { day } from '../../tests/simulation/order-words.ts';
import { points } from './kernel/points.ts';
import type { Campaign, ProgramDefinition } from './program/program.ts';

const quiz = { id: 'q', activity: 'quiz', points: points(30), limit: { kind: 'once' } } as const;
const second: Campaign = {
  ...{ id: 's', name: 'Second', when: [{ kind: 'first-orders', not: false, orders: 2 }] },
  gives: { kind: 'bonus', points: points(7), once: false },
};

/** In force from day 0, paused from day 10, going on from day 20. */
function pausing(parts: Partial<ProgramDefinition>) {
  return [
    saying(parts),
    saying({ ...parts, paused: true }, { number: 2, from: 10 }),
    saying(parts, { number: 3, from: 20 }),
  ];
}

describe('while a program is paused', () => {
  test.each<[string, Partial<ProgramDefinition>, Told[], string]>([
    [
      'orders created earn nothing, whatever becomes of them later',
      {},
      [paid('A', 12, 10), paid('B', 21, 5, 11), left('A', 22, 4), paid('C', 23, 8)],
      '23 award C 8',
    ],
    [
      'an order created before goes on',
      {},
      [paid('A', 12, 10, 9), left('A', 13, 4)],
      '12 award A 10, 13 claw-back A 6',
    ],
    [
      'activities earn nothing, and can be done again',
      { activities: [quiz] },
      [did('quiz', 12), did('quiz', 21), did('quiz', 22)],
      '21 award activity:quiz-21 30',
    ],
    [
      'points mature, are given, spent and taken back, and debts are repaid',
      { pendingDays: 10 },
      [
        ...[paid('A', 1, 10), paid('B', 5, 3)],
        decided({ kind: 'adjust', id: 'g', at: day(12), points: points(2), reason: '', takes: [] }),
        decided({
          ...{ kind: 'hold', redemptionId: 'R', rewardId: 'r', rewardName: 'R', version: 2 },
          ...{ at: day(13), takes: [{ lotId: 'order:A', points: points(9) }] },
        }),
        left('A', 14, 6),
      ],
      '1 award A 10, 5 award B 3, 11 mature A 10, 12 adjust adjust:g 2, 13 hold A 9, ' +
        '14 claw-back A 4, 14 repay adjust:g 2, 14 repay A 2, 15 mature B 3, 15 repay B 1, ' +
        '15 repay A 1',
    ],
    [
      'orders keep counting, so that the next one has its number',
      { campaigns: [second] },
      [paid('A', 1, 10), paid('B', 12, 10), paid('C', 21, 10)],
      '1 award A 10, 1 award A:s 7, 21 award C 10',
    ],
    [
      'an order has a room of its own as if it were not there',
      { caps: { order: points(9), day: null, month: null, member: points(12) } },
      [paid('A', 1, 10), paid('B', 12, 10), paid('C', 21, 10)],
      '1 award A 9, 21 award C 3',
    ],
  ])('%s', (_title, parts, told, expected) => {
    expect(sayMovements(foldTold(told, pausing(parts), 30))).toBe(expected);
  });

  test('orders count for tiers', () => {
    const tiers = ladder('Bronze 0, Gold 50 ×2');
    const told = [paid('A', 12, 60), paid('B', 13, 10), paid('C', 21, 10)];
    const outcome = foldTold(told, pausing({ tiers }), 30);
    expect(sayTiers(outcome)).toBe('12 gold');
    expect(sayMovements(outcome)).toBe('21 award C 20');
  });

  test('an order placed and a thing done keep points alive', () => {
    const parts = {
      expiry: { kind: 'inactivity', months: 1, graceDays: 0 },
      activities: [quiz],
    } as const;
    expect(sayMovements(foldTold([paid('A', 1, 10), paid('B', 12, 5)], pausing(parts), 50))).toBe(
      '1 award A 10, 43 expire A 10',
    );
    expect(sayMovements(foldTold([paid('A', 1, 10), did('quiz', 12)], pausing(parts), 50))).toBe(
      '1 award A 10, 43 expire A 10',
    );
  });
});
