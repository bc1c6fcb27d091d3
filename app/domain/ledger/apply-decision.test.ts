import { expect, test } from 'vitest';
import { tell } from '../../../tests/simulation/ledger-story.ts';
import { day } from '../../../tests/simulation/order-words.ts';
import type { Decision } from '../facts/decision.ts';
import { foldMember } from '../fold.ts';
import { InvariantError } from '../kernel/invariant.ts';

// day | what we learn | lots afterwards: pending/available/held
test.each<[string, string]>([
  [
    'a reward is held, then used',
    `
    1  | A paid 500 | A 500/0/0
    2  | hold R 500 | insufficient_points 0 of 500
    15 |            | A 0/500/0
    16 | hold R 500 | A 0/0/500
    17 | hold S 1   | insufficient_points 0 of 1
    18 | settle R   | A 0/0/0
    `,
  ],
  [
    'the oldest points are held first, and come back where they came from',
    `
    1  | B paid 30 | B 30/0/0
    2  | A paid 30 | A 30/0/0, B 30/0/0
    20 | hold R 40 | A 0/20/10, B 0/0/30
    21 | hold S 10 | A 0/10/20, B 0/0/30
    22 | release R | A 0/20/10, B 0/30/0
    23 | settle S  | A 0/20/0, B 0/30/0
    `,
  ],
  [
    'late knowledge does not undo a decision, it leaves a debt',
    `
    1  | A paid 50         | A 50/0/0
    20 | hold R 40         | A 0/10/40
    21 | late A left 5 on 3 | A 0/-35/40
    22 | settle R          | A 0/-35/0
    `,
  ],
  [
    'a hold on points of an order that has left stands, and others pay for it',
    `
    1  | A paid 50 | A 50/0/0
    2  | B paid 30 | A 50/0/0, B 30/0/0
    20 | hold R 50 | A 0/0/50, B 0/30/0
    21 | A leaves  | A 0/-20/50, B 0/0/0
    22 | release R | A 0/30/0, B 0/0/0
    `,
  ],
])('%s', (_title, table) => {
  const { given, told } = tell(table);
  expect(told).toBe(given);
});

test('a redemption that ends without having begun, or twice, is a bug', () => {
  const end = (kind: 'settle' | 'release', on: number): Decision => ({
    kind,
    redemptionId: 'R',
    at: day(on),
  });
  const hold: Decision = {
    kind: 'hold',
    redemptionId: 'R',
    at: day(1),
    rewardId: 'r',
    rewardName: 'r',
    version: 1,
    takes: [],
  };
  const decided = (...decisions: Decision[]) => foldMember({ orders: [], decisions }, [], day(9));
  expect(() => decided(end('settle', 2))).toThrow(InvariantError);
  expect(() => decided(hold, end('settle', 2), end('release', 3))).toThrow(InvariantError);
  expect(() => decided(hold, { ...hold, at: day(2) })).toThrow(InvariantError);
  expect(decided(hold, end('release', 2)).state.holds.size).toBe(0);
});
