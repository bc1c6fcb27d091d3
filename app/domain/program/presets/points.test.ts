import { expect, it } from 'vitest';
import { pointsPreset } from './points.ts';

it.each([
  ['GBP', '£5 off'],
  ['USD', '$5 off'],
  ['EUR', '€5 off'],
  ['JPY', '¥5 off'],
])('in %s, names its reward for what it takes: %s', (currency, name) => {
  const [off] = pointsPreset({ currency, zone: 'UTC' }).rewards;
  expect(off).toMatchObject({ id: 'amount-off-5', name });
});
