import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import { exactWorth, plainWorth } from './exact-worth.ts';

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
])('%i points per %i: %i are worth %i', (rate, perMinor, amount, expected) => {
  expect(plainWorth(minor(amount), 100, rateOf(rate, perMinor), 'floor')).toBe(expected);
});

const amounts = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.integer({ min: 0, max: 2 ** 40 }),
);
const percents = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 4 });
const parts = fc.array(fc.record({ amount: amounts, percents }), { minLength: 1, maxLength: 4 });
const aRate = fc.record({
  points: fc.integer({ min: 1, max: 2_000 }),
  perMinor: fc.integer({ min: 1, max: 99_999 }),
});
const rounding = fc.constantFrom('floor', 'nearest', 'ceiling');

test('every worth is the exact one, rounded once, however large the numbers', () => {
  let [small, large] = [0, 0];
  fc.assert(
    fc.property(parts, aRate, rounding, (each, rate, how) => {
      const denominator = BigInt(rate.perMinor) * 100n ** 4n;
      const numerator = each.reduce((sum, part) => {
        const all = [...part.percents, 100, 100, 100, 100].slice(0, 4);
        const product = all.reduce((total, one) => total * BigInt(one), BigInt(part.amount));
        return sum + product * BigInt(rate.points);
      }, 0n);
      const doubled = 2n * numerator;
      const exact = {
        floor: numerator / denominator,
        nearest: (doubled + denominator) / (2n * denominator),
        ceiling: (numerator + denominator - 1n) / denominator,
      }[how];
      fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER));
      const weighted = each.map((part) => {
        return { amountMinor: minor(part.amount), percents: part.percents };
      });
      expect(BigInt(exactWorth(weighted, rateOf(rate.points, rate.perMinor), how))).toBe(exact);
      if (numerator < 2n ** 53n) small += 1;
      else large += 1;
    }),
    { numRuns: 1_000 },
  );
  expect(Math.min(small, large)).toBeGreaterThan(50);
});

test('one amount and one multiplier come to what a list of them comes to', () => {
  const percent = fc.integer({ min: 0, max: 400 });
  fc.assert(
    fc.property(amounts, percent, aRate, rounding, (amount, each, rate, how) => {
      const terms = rateOf(rate.points, rate.perMinor);
      const listed = [{ amountMinor: minor(amount), percents: [each] }];
      expect(plainWorth(minor(amount), each, terms, how)).toBe(exactWorth(listed, terms, how));
    }),
  );
});

function rateOf(each: number, perMinor: number) {
  return { points: points(each), perMinor: minor(perMinor) };
}
