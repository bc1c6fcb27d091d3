import { expect, it } from 'vitest';
import { tellLife } from '../../../../tests/support/preset-story.ts';
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

it('gives a point a pound, spendable after two weeks, and takes back what is returned', () => {
  // £87.45 are 87 points. B is £50.99, then £50: 50 and 50, as it is rounded on what is left.
  const { given, told } = tellLife(
    pointsPreset({ currency: 'GBP', zone: 'UTC' }),
    `
    2026-12-01 | A paid 87.45 | 87 wait, 0 to spend
    2026-12-14 |              | 87 wait, 0 to spend
    2026-12-15 |              | 0 wait, 87 to spend
    2026-12-20 | B paid 50.99 | 50 wait, 87 to spend
    2026-12-21 | B left 50.00 | 50 wait, 87 to spend
    2026-12-22 | B left 49.99 | 49 wait, 87 to spend
    2026-12-23 | A left 12.00 | 49 wait, 12 to spend
    2026-12-24 | A cancel     | 49 wait, 0 to spend
    2036-12-24 |              | 0 wait, 49 to spend
    `,
  );
  expect(told).toBe(given);
});
