/** The few numbers a series of measurements is boiled down to. */
import { strict as assert } from 'node:assert';

/** The middle value; of an even number of values the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  assert(values.length > 0, 'A median needs at least one value.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] as number;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] as number) + high) / 2;
}

/** The smallest value that at least `share` (0 < share ≤ 1) of the values do not exceed. */
export function percentile(values: readonly number[] | Float64Array, share: number): number {
  assert(values.length > 0 && share > 0 && share <= 1, 'A percentile needs values and a share.');
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.ceil(share * sorted.length) - 1] as number;
}

/** Coefficient of variation: standard deviation of the sample ÷ mean; 0 for a single value. */
export function variation(values: readonly number[]): number {
  assert(values.length > 0, 'A variation needs at least one value.');
  if (values.length === 1) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1)) / mean;
}
