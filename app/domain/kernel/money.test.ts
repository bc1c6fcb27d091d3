import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import { InvariantError } from './invariant.ts';
import {
  amountMinor,
  currencyExponent,
  type Decimal,
  minor,
  type MoneyMinor,
  NO_MONEY,
  parseDecimal,
  proportion,
} from './money.ts';
import { NO_POINTS, type Points, points } from './points.ts';

test.each([
  // price, quantity, decimals of the currency → minor units
  ['0.125', 7, 2, 88],
  ['0.125', -7, 2, -88],
  ['-0.125', 7, 2, -88],
  ['0.005', 1, 2, 1],
  ['0.005', -1, 2, -1],
  ['0.0049999999', 1, 2, 0],
  ['1.115', 3, 2, 335],
  ['1.115', 2, 2, 223],
  ['2.10', 10, 2, 2100],
  ['1500', 2, 0, 3000],
  ['0.5', 1, 0, 1],
  ['0.4999', 1, 0, 0],
  ['1.2345', 1, 3, 1235],
  ['1.2344', 1, 3, 1234],
  ['1e3', 1, 2, 100_000],
  ['12.5e-1', 1, 2, 125],
  ['0.1', 3, 2, 30],
  ['90071992547409.91', 1, 2, Number.MAX_SAFE_INTEGER],
  ['0.00000000000000000000000000005', 1, 2, 0],
  ['9.99', 0, 2, 0],
  ['-9.99', 0, 2, 0],
  // Ties among numbers too large for a float to hold on the way.
  ['45035996273704.965', 1, 2, 4_503_599_627_370_497],
  ['-45035996273704.965', 1, 2, -4_503_599_627_370_497],
  ['0.50000000000000000000', 3, 0, 2],
])('%s × %i with %i decimals is %i', (price, quantity, exponent, expected) => {
  expect(amountMinor(decimal(price), quantity, exponent)).toBe(expected);
});

test('an amount too large to be exact is a bug, not a rounded number', () => {
  expect(() => amountMinor(decimal('90071992547409.92'), 1, 2)).toThrow(InvariantError);
  expect(() => minor(2 ** 53)).toThrow(InvariantError);
  expect(() => minor(0.5)).toThrow(InvariantError);
  expect(() => points(1.5)).toThrow(InvariantError);
  expect(() => points(Number.NaN)).toThrow(InvariantError);
});

test.each([
  [1000, 1, 3, 333],
  [1000, 2, 3, 667],
  [1000, 3, 3, 1000],
  [-1000, 2, 3, -667],
  [5, 1, 2, 3],
  [-5, 1, 2, -3],
  [0, 5, 7, 0],
  [700, 1, 0, 0],
  [Number.MAX_SAFE_INTEGER, 1, 2, 4_503_599_627_370_496],
  [9_007_199_254_740_990, 3, 4, 6_755_399_441_055_743],
  [1, 1, Number.MAX_SAFE_INTEGER, 0],
])('of %i, %i parts of %i are %i', (amount, share, whole, expected) => {
  expect(proportion(minor(amount), share, whole)).toBe(expected);
});

test('amounts and proportions are the exact quotient, halves away from zero, at every size', () => {
  const sizes = fc.oneof(fc.nat(1_000), fc.nat(2 ** 31 - 1), fc.maxSafeNat());
  const signed = fc.tuple(sizes, fc.constantFrom(1, -1)).map(([size, sign]) => size * sign);
  fc.assert(
    fc.property(
      signed,
      fc.nat(1_000),
      fc.integer({ min: 1, max: 1_000 }),
      (amount, share, whole) => {
        const exact = halfUp(BigInt(amount) * BigInt(share), BigInt(whole));
        fc.pre(exact !== null);
        expect(proportion(minor(amount), share, whole)).toBe(exact);
      },
    ),
    { numRuns: 2_000 },
  );
  fc.assert(
    fc.property(
      signed,
      fc.nat(20),
      fc.nat(99),
      fc.constantFrom(0, 2, 3),
      (size, scale, units, exponent) => {
        const digits = BigInt(size);
        const exact = halfUp(
          digits * BigInt(units) * 10n ** BigInt(exponent),
          10n ** BigInt(scale),
        );
        fc.pre(exact !== null);
        expect(amountMinor({ digits, scale }, units, exponent)).toBe(exact);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('what is not a decimal is null, never a guess', () => {
  for (const text of [
    '',
    '.',
    '-',
    '1,50',
    ' 1',
    '1 ',
    '0x10',
    'NaN',
    '1e',
    '1e1234',
    '--1',
    '£1',
  ]) {
    expect(parseDecimal(text), text).toBeNull();
  }
});

test.each([
  ['2.10', 210n, 2],
  ['-0.00', 0n, 2],
  ['+7', 7n, 0],
  ['.5', 5n, 1],
  ['5.', 5n, 0],
  ['1e-3', 1n, 3],
  ['1e3', 1000n, 0],
  ['-12.3400', -123400n, 4],
  ['000.050', 50n, 3],
])('%s is read as %i of %i decimals', (text, digits, scale) => {
  expect(parseDecimal(text)).toEqual({ digits, scale });
});

test('a return rounds exactly as its sale did', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      fc.nat(6),
      fc.nat(999),
      (digits, scale, n) => {
        const price = { digits, scale };
        expect(amountMinor(price, -n, 2) + amountMinor(price, n, 2)).toBe(0);
      },
    ),
  );
});

test.each([
  ['GBP', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['EUR', 2],
  ['HUF', 2],
  ['IDR', 2],
  ['CLF', 4],
])('%s has %i decimals', (currency, exponent) => {
  expect(currencyExponent(currency)).toBe(exponent);
});

test('points do not add to money, in the types', () => {
  expectTypeOf<Points>().not.toExtend<MoneyMinor>();
  expectTypeOf<MoneyMinor>().not.toExtend<Points>();
  expectTypeOf<number>().not.toExtend<Points>();
  // A sum of the two is a bare number, which neither accepts without being branded again.
  expectTypeOf(NO_POINTS + NO_MONEY).not.toExtend<Points>();
  expectTypeOf(NO_POINTS + NO_MONEY).not.toExtend<MoneyMinor>();
});

/**
 * Found by stepping: the whole part, and one more where twice the rest reaches it; null if too
 * large.
 */
function halfUp(numerator: bigint, denominator: bigint): number | null {
  const size = numerator < 0n ? -numerator : numerator;
  const rest = size % denominator;
  const rounded = Number(size / denominator) + (rest + rest >= denominator ? 1 : 0);
  if (!Number.isSafeInteger(rounded)) return null;
  return numerator < 0n ? 0 - rounded : rounded;
}

function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed) throw new Error(`${text} is not a decimal.`);
  return parsed;
}
