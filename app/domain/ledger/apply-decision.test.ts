import { expect, test } from 'vitest';
import { tell } from '../../../tests/simulation/ledger-story.ts';
import { day } from '../../../tests/simulation/order-words.ts';
import type { Decision } from '../facts/decision.ts';
import { foldMember } from '../fold.ts';
import { InvariantError } from '../kernel/invariant.ts';
import { points } from '../kernel/points.ts';

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
  [
    'a charge spends at once, below zero if need be, and the next points repay it',
    `
    1  | A paid 50          | A 50/0/0
    15 | charge R 80 by X   | A 0/-30/0
    16 | hold S 1           | insufficient_points -30 of 1
    17 | B paid 100         | A 0/-30/0, B 100/0/0
    31 |                    | A 0/0/0, B 0/70/0
    `,
  ],
  [
    'a charge on a member without lots is a debt of its own',
    `
    1  | charge R 80 by X   | R 0/-80/0
    2  | A paid 100         | A 100/0/0, R 0/-80/0
    16 |                    | A 0/20/0, R 0/0/0
    `,
  ],
  [
    'a released reward that is used after all is charged to the lots it was held on',
    `
    1  | A paid 50          | A 50/0/0
    15 | hold R 50          | A 0/0/50
    16 | release R          | A 0/50/0
    17 | hold S 50          | A 0/0/50
    18 | charge R 50 by X   | A 0/-50/50
    19 | release S          | A 0/0/0
    `,
  ],
  [
    'points given by staff are a lot of their own, spendable at once',
    `
    1  | adjust G +50       | G 0/50/0
    2  | hold R 50          | G 0/0/50
    `,
  ],
  [
    'given points pay what is owed',
    `
    1  | charge R 80 by X   | R 0/-80/0
    2  | adjust G +100      | G 0/20/0, R 0/0/0
    `,
  ],
  [
    'points taken by staff come off what would be spent first, and no more than there is',
    `
    1  | B paid 30          | B 30/0/0
    2  | A paid 30          | A 30/0/0, B 30/0/0
    14 | adjust T -1        | insufficient_points 0 of 1
    20 | adjust T -40       | A 0/20/0, B 0/0/0
    21 | adjust U -21       | insufficient_points 20 of 21
    22 | late B left 5 on 3 | A 0/0/0, B 0/-5/0
    `,
  ],
  [
    'taking points does not lower what an order was worth',
    `
    1  | A paid 30          | A 30/0/0
    15 | adjust T -20       | A 0/10/0
    16 | A left 25          | A 0/5/0
    17 | A left 30          | A 0/10/0
    `,
  ],
])('%s', (_title, table) => {
  const { given, told } = tell(table);
  expect(told).toBe(given);
});

test('a redemption that ends without having begun, or twice, is a bug', () => {
  const end = (kind: 'settle' | 'release', on: number): Decision => {
    const about = { redemptionId: 'R', at: day(on) };
    return kind === 'settle'
      ? { kind, ...about, orderId: 'X', orderName: '#X' }
      : { kind, ...about };
  };
  const hold: Decision = {
    kind: 'hold',
    redemptionId: 'R',
    at: day(1),
    rewardId: 'r',
    rewardName: 'r',
    version: 1,
    takes: [],
  };
  const decided = (...decisions: Decision[]) =>
    foldMember({ orders: [], decisions, uses: [] }, [], day(9));
  expect(() => decided(end('settle', 2))).toThrow(InvariantError);
  expect(() => decided(hold, end('settle', 2), end('release', 3))).toThrow(InvariantError);
  expect(() => decided(hold, { ...hold, at: day(2) })).toThrow(InvariantError);
  expect(decided(hold, end('release', 2)).state.holds.size).toBe(0);
});

test('a charge is reserved and spent at one instant, under a cause of its own', () => {
  const { outcome } = tell(`
    1  | A paid 50        | A 50/0/0
    15 | charge R 80 by X | A 0/-30/0
  `);
  const charged = outcome.movements.slice(2);
  expect(charged.map(({ kind, from, to, points }) => [kind, from, to, points].join(' '))).toEqual([
    'hold available held 80',
    'settle held spent 80',
  ]);
  for (const { cause, at, explanation } of charged) {
    expect([cause, at]).toEqual(['redemption:R:charge:X', day(15)]);
    expect(explanation).toMatchObject({ type: 'charge', why: 'second-order', orderName: '#X' });
  }
});

test('lots opened by decisions carry what they are called by', () => {
  const { outcome } = tell(`
    1  | charge R 80 by X | R 0/-80/0
    1.1 | adjust G +50    | G 0/0/0, R 0/-30/0
  `);
  const labels = [...outcome.state.lots.values()].map(({ id, label }) => [id, label]);
  expect(labels).toEqual([
    ['redemption:R', '5 off'],
    ['adjust:G', ''],
  ]);
});

test('an adjustment that does not name the points it takes is a bug', () => {
  const adjust = (amount: number): Decision => {
    return { kind: 'adjust', id: 'T', at: day(1), points: points(amount), reason: '', takes: [] };
  };
  const decided = (decision: Decision) =>
    foldMember({ orders: [], decisions: [decision], uses: [] }, [], day(9));
  expect(() => decided(adjust(-5))).toThrow(InvariantError);
  expect(() => decided(adjust(0))).toThrow(InvariantError);
  expect(decided(adjust(5)).movements).toMatchObject([
    { kind: 'adjust', from: 'adjusted', to: 'available', points: 5, cause: 'adjust:T' },
  ]);
});
