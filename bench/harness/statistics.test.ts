import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median, percentile, variation } from './statistics.ts';

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 2], 9],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

test('a median leaves the order of its values alone', () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

test.each([
  [0.5, 50],
  [0.99, 99],
  [1, 100],
  [0.001, 1],
])('the %d percentile of 1 to 100 is %d', (share, expected) => {
  const values = Array.from({ length: 100 }, (_, place) => 100 - place);
  expect(percentile(values, share)).toBe(expected);
});

test('at least the share asked for does not exceed a percentile', () => {
  const values = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (given, share) => {
      const found = percentile(given, share);
      expect(given.filter((value) => value <= found).length).toBeGreaterThanOrEqual(
        share * given.length,
      );
    }),
  );
});

test('equal values vary by nothing, and values scaled vary by as much', () => {
  expect(variation([7, 7, 7])).toBe(0);
  expect(variation([5])).toBe(0);
  expect(variation([90, 110])).toBeCloseTo(0.1414, 4);
  expect(variation([900, 1100])).toBeCloseTo(0.1414, 4);
});

test('no values have no median', () => {
  expect(() => median([])).toThrow('at least one value');
});
