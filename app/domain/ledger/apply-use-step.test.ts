import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, tell } from '../../../tests/simulation/ledger-story.ts';
import { day, dayOf } from '../../../tests/simulation/order-words.ts';
import type { Decision } from '../facts/decision.ts';
import { InvariantError } from '../kernel/invariant.ts';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import { pointsBack } from './apply-use-step.ts';

// day | what we learn | lots afterwards: pending/available/held
test.each<[string, string]>([
  [
    'the worked numbers of the README: half of what the code took off comes back, then the rest',
    `
    1  | A paid 500          | A 500/0/0
    15 | hold R 500          | A 0/0/500
    16 | X used R for 5.00   | A 0/0/500
    16 | settle R by X       | A 0/0/0
    20 | X keeps 2.50 of R   | A 0/250/0
    21 | X keeps nothing of R | A 0/500/0
    `,
  ],
  [
    'points come back to the lots they were taken from, in the order of taking',
    `
    1  | B paid 300        | B 300/0/0
    2  | A paid 300        | A 300/0/0, B 300/0/0
    17 | hold R 500        | A 0/100/200, B 0/0/300
    18 | X used R for 5.00 | A 0/100/200, B 0/0/300
    18 | settle R by X     | A 0/100/0, B 0/0/0
    19 | X keeps 4.00 of R | A 0/100/0, B 0/100/0
    20 | X keeps 1.00 of R | A 0/200/0, B 0/300/0
    21 | X keeps 0 of R    | A 0/300/0, B 0/300/0
    `,
  ],
  [
    'parts are rounded down on all that is back, so nothing is lost at the end',
    `
    1  | A paid 500        | A 500/0/0
    15 | hold R 500        | A 0/0/500
    16 | X used R for 5.00 | A 0/0/500
    16 | settle R by X     | A 0/0/0
    17 | X keeps 3.33 of R | A 0/167/0
    18 | X keeps 1.67 of R | A 0/333/0
    19 | X keeps 0 of R    | A 0/500/0
    `,
  ],
  [
    'what came back before the points were spent comes back when they are',
    `
    1  | A paid 100        | A 100/0/0
    15 | hold R 100        | A 0/0/100
    16 | X used R for 1.00 | A 0/0/100
    17 | X keeps 0.40 of R | A 0/0/100
    18 | settle R by X     | A 0/60/0
    `,
  ],
  [
    'a return learnt late comes back at its own instant, or at the spending where that is later',
    `
    1  | A paid 100                   | A 100/0/0
    15 | hold R 100                   | A 0/0/100
    16 | X used R for 1.00            | A 0/0/100
    18 | settle R by X                | A 0/0/0
    20 | late X keeps 0.90 of R on 17 | A 0/10/0
    21 | late X keeps 0.50 of R on 19 | A 0/50/0
    `,
  ],
  [
    'an order that carries the code, but did not settle it, gives nothing back',
    `
    1  | A paid 100           | A 100/0/0
    15 | hold R 100           | A 0/0/100
    16 | X used R for 1.00    | A 0/0/100
    16 | Y used R for 1.00    | A 0/0/100
    16 | settle R by X        | A 0/0/0
    17 | Y keeps nothing of R | A 0/0/0
    `,
  ],
  [
    'an order charged gives back what it was charged, and no other',
    `
    1  | A paid 150           | A 150/0/0
    15 | hold R 100           | A 0/50/100
    16 | X used R for 1.00    | A 0/50/100
    16 | settle R by X        | A 0/50/0
    17 | Y used R for 1.00    | A 0/50/0
    17 | charge R 100 by Y    | A 0/-50/0
    18 | Y keeps 0.50 of R    | A 0/0/0
    19 | X keeps nothing of R | A 0/100/0
    `,
  ],
  [
    'nothing was taken off: nothing comes back before everything does',
    `
    1  | A paid 100           | A 100/0/0
    15 | hold R 100           | A 0/0/100
    16 | X used R for 0       | A 0/0/100
    16 | settle R by X        | A 0/0/0
    17 | X keeps 0 of R       | A 0/0/0
    18 | X keeps nothing of R | A 0/100/0
    `,
  ],
  [
    'points that come back pay a debt at once',
    `
    1  | A paid 50         | A 50/0/0
    2  | B paid 50         | A 50/0/0, B 50/0/0
    20 | hold R 100        | A 0/0/50, B 0/0/50
    20 | X used R for 1.00 | A 0/0/50, B 0/0/50
    21 | settle R by X     | A 0/0/0, B 0/0/0
    22 | B left 20         | A 0/0/0, B 0/-30/0
    23 | X keeps 0.60 of R | A 0/10/0, B 0/0/0
    `,
  ],
  [
    'a lot whose order has left gets its points back all the same',
    `
    1  | A paid 50            | A 50/0/0
    15 | hold R 50            | A 0/0/50
    16 | X used R for 1.00    | A 0/0/50
    16 | settle R by X        | A 0/0/0
    17 | A leaves             | A 0/-50/0
    18 | X keeps nothing of R | A 0/0/0
    `,
  ],
])('%s', (_title, table) => {
  const { given, told } = tell(table);
  expect(told).toBe(given);
});

test('each return is a movement with a cause of its own, at the instant it takes effect', () => {
  const { story } = tell(`
    1  | A paid 100        | A 100/0/0
    15 | hold R 100        | A 0/0/100
    16 | X used R for 1.00 | A 0/0/100
    17 | X keeps 0.70 of R | A 0/0/100
    18 | X keeps 0.50 of R | A 0/0/100
    19 | settle R by X     | A 0/50/0
    20 | X keeps 0.25 of R | A 0/75/0
  `);
  const returns = fold(story, 99).movements.filter(({ kind }) => kind === 'return');
  expect(returns.map(({ at, cause, points: back }) => `${dayOf(at)} ${cause} ${back}`)).toEqual([
    `19 redemption:R:return:X:refund:${day(17)} 30`,
    `19 redemption:R:return:X:refund:${day(18)} 20`,
    `20 redemption:R:return:X:refund:${day(20)} 25`,
  ]);
  expect(returns[1]?.explanation).toEqual({
    ...{ type: 'return', step: 'refund', rewardId: 'amount-off-5', rewardName: '5 off' },
    ...{ version: 1, orderName: '#X', currency: 'GBP', totalMinor: 100, keptMinor: 50 },
    ...{ isAllBack: false, cost: 100, returned: 50 },
  });
});

test('a redemption spent twice on one order is a bug', () => {
  const { story } = tell(`
    1  | A paid 100    | A 100/0/0
    15 | hold R 50     | A 0/50/50
    16 | settle R by X | A 0/50/0
  `);
  const charge = (on: number): Decision => ({
    ...{ kind: 'charge', redemptionId: 'R', at: day(on), orderId: 'X', orderName: '#X' },
    ...{ why: 'second-order', rewardId: 'r', rewardName: 'r', version: 1, takes: [] },
  });
  story.decisions.push(charge(17));
  expect(() => fold(story, 99)).toThrow(InvariantError);
});

test('law: points back grow with what is returned, whole at the end, however it was cut', () => {
  const amounts = fc.tuple(
    fc.integer({ min: 1, max: 2 ** 40 }),
    fc.integer({ min: 1, max: 2 ** 40 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(amounts, ([cost, total, share]) => {
      const kept = Math.floor(total * share);
      const back = (left: number) =>
        pointsBack(
          points(cost),
          { totalMinor: minor(total) },
          { keptMinor: minor(left), isAllBack: false },
        );
      expect(BigInt(back(kept)) * BigInt(total)).toBeLessThanOrEqual(
        BigInt(cost) * BigInt(total - kept),
      );
      expect(BigInt(back(kept) + 1) * BigInt(total)).toBeGreaterThan(
        BigInt(cost) * BigInt(total - kept),
      );
      expect(back(0)).toBe(cost);
      expect(back(total)).toBe(0);
      if (kept > 0) expect(back(kept - 1)).toBeGreaterThanOrEqual(back(kept));
    }),
    { numRuns: 500 },
  );
});
