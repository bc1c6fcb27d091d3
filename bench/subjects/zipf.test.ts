import { expect, it } from 'vitest';
import { zipfDraws } from './zipf.ts';

it('draws the first place as often as the law says, and the same ones again', () => {
  const options = { places: 1_000, exponent: 2, seed: 7 };
  const draw = zipfDraws(options);
  const drawn = Array.from({ length: 20_000 }, draw);
  const share = (place: number) => drawn.filter((one) => one === place).length / drawn.length;
  // The sum of all shares is near π²/6.
  expect(share(0)).toBeCloseTo(6 / Math.PI ** 2, 1);
  expect(share(0) / share(1)).toBeCloseTo(4, 0);
  const again = zipfDraws(options);
  expect(drawn.slice(0, 50)).toEqual(Array.from({ length: 50 }, again));
});
