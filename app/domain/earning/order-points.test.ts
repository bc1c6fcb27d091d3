import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import { orderPoints } from './order-points.ts';

test.each([
  // points per minor units, eligible amount → points
  [1, 100, 8745, 87],
  [1, 100, 99, 0],
  [1, 100, 100, 1],
  [3, 250, 1000, 12],
  [3, 250, 999, 11],
  [10, 200, 700, 35],
  [1, 1, 1500, 1500],
  [1, 100, 0, 0],
  // 200 points per penny of two billion pounds: past what a float multiplies exactly.
  [200, 3, 200_000_000_001, 13_333_333_333_400],
  [99_999, 99_999, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
])('%i points per %i: %i are worth %i', (rate, perMinor, eligibleMinor, expected) => {
  expect(orderPoints(rule(rate, perMinor), minor(eligibleMinor))).toBe(expected);
});

test('the quotient is exact and rounded down, however large the numbers', () => {
  const amounts = fc.integer({ min: 0, max: 2 ** 52 });
  fc.assert(
    fc.property(
      amounts,
      fc.integer({ min: 1, max: 2_000 }),
      fc.integer({ min: 1, max: 99_999 }),
      (amount, rate, per) => {
        const exact = (BigInt(amount) * BigInt(rate)) / BigInt(per);
        fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER));
        expect(BigInt(orderPoints(rule(rate, per), minor(amount)))).toBe(exact);
      },
    ),
    { numRuns: 2_000 },
  );
});

function rule(rate: number, perMinor: number) {
  const [id, kind, rounding] = ['orders', 'orders', 'floor'] as const;
  return { id, kind, rounding, points: points(rate), perMinor: minor(perMinor) };
}
