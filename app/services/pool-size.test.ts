import { expect, it } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import { LARGEST_POOL, lowWaterOf, SMALLEST_POOL, sizeWhenLow } from './pool-size.ts';

const MINUTE_MS = 60_000;
const NOW = instant(Date.UTC(2026, 10, 27, 9));
const filled = (size: number, minutes: number) => ({
  size,
  filledAt: instant(NOW - minutes * MINUTE_MS),
});

it('is the smallest until it was filled once', () => {
  expect(sizeWhenLow({ size: SMALLEST_POOL, filledAt: null }, NOW)).toBe(SMALLEST_POOL);
  expect(lowWaterOf(SMALLEST_POOL)).toBe(20);
});

it('doubles where it lasted less than ten minutes, up to the largest', () => {
  expect(sizeWhenLow(filled(60, 9), NOW)).toBe(120);
  expect(sizeWhenLow(filled(60, 10), NOW)).toBe(60);
  expect(sizeWhenLow(filled(1_920, 0), NOW)).toBe(LARGEST_POOL);
});

it('halves where it lasted for a day, down to the smallest', () => {
  const day = 24 * 60;
  expect(sizeWhenLow(filled(960, day - 1), NOW)).toBe(960);
  expect(sizeWhenLow(filled(960, day), NOW)).toBe(480);
  expect(sizeWhenLow(filled(100, day), NOW)).toBe(SMALLEST_POOL);
});

it('bears ten rewards a second after two fillings, at five seconds a bulk', () => {
  let size = SMALLEST_POOL;
  for (let time = 0; time < 2; time += 1) size = sizeWhenLow(filled(size, 0), NOW);
  expect(lowWaterOf(size)).toBeGreaterThanOrEqual(10 * 5);
});
