import { expect, test } from 'vitest';
import { closedLoop } from './closed-loop.ts';

test('every operation is performed once, by no more callers than allowed at a time', async () => {
  const places: number[] = [];
  let under = 0;
  let most = 0;
  await closedLoop({ operations: 50, callers: 8 }, async (place) => {
    under += 1;
    most = Math.max(most, under);
    places.push(place);
    await Promise.resolve();
    under -= 1;
  });
  expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, place) => place));
  expect(most).toBe(8);
});

test('every operation has its latency noted', async () => {
  const latencies: number[] = [];
  await closedLoop({ operations: 20, callers: 3, latencies }, () => Promise.resolve());
  expect(latencies).toHaveLength(20);
  expect(latencies.every((ms) => ms >= 0)).toBe(true);
});

test('an operation that fails fails the loop', async () => {
  const failing = closedLoop({ operations: 5, callers: 2 }, (place) =>
    place === 3 ? Promise.reject(new Error('no')) : Promise.resolve(),
  );
  await expect(failing).rejects.toThrow('no');
});
