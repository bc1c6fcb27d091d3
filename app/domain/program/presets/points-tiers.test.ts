import { expect, it } from 'vitest';
import { tellLife } from '../../../../tests/support/preset-story.ts';
import { pointsPreset } from './points.ts';
import { pointsTiersPreset } from './points-tiers.ts';

const POUNDS = { currency: 'GBP', zone: 'UTC' };

it('climbs with what is spent, and lapses a year after it was last enough', () => {
  // B: £100.50 × 1.25 = 125.625, then £50 × 1.25 = 62.5. C as Silver, D as Gold. £1,960 are left
  // after C's refund: Gold is kept for 365 days from then, whatever leaves the window meanwhile.
  const { given, told } = tellLife(
    pointsTiersPreset(POUNDS),
    `
    2026-01-10 | A paid 600.00  | 600 wait, 0 to spend, silver
    2026-01-12 | B paid 100.50  | 725 wait, 0 to spend, silver
    2026-01-24 |                | 125 wait, 600 to spend, silver
    2026-01-26 |                | 0 wait, 725 to spend, silver
    2026-02-10 | B left 50.00   | 0 wait, 662 to spend, silver
    2026-03-01 | C paid 1400.00 | 1750 wait, 662 to spend, gold
    2026-03-05 | D paid 10.00   | 1765 wait, 662 to spend, gold
    2026-03-10 | C left 1300.00 | 1640 wait, 662 to spend, gold
    2027-01-10 |                | 0 wait, 2302 to spend, gold
    2027-03-01 |                | 0 wait, 2302 to spend, gold
    2027-03-10 |                | 0 wait, 2302 to spend, silver
    2028-02-28 |                | 0 wait, 2302 to spend, silver
    2028-02-29 |                | 0 wait, 2302 to spend, bronze
    `,
  );
  expect(told).toBe(given);
});

it('is Points in everything but its tiers', () => {
  const { tiers, preset, ...rest } = pointsTiersPreset(POUNDS);
  expect({ ...rest, tiers: null, preset: 'points' }).toEqual(pointsPreset(POUNDS));
  expect([preset, tiers?.levels.length]).toEqual(['points-tiers', 3]);
});

it.each([
  ['GBP', [0, 50_000, 200_000]],
  ['JPY', [0, 500, 2000]],
  ['KWD', [0, 500_000, 2_000_000]],
])('counts whole units of %s', (currency, thresholds) => {
  const { tiers } = pointsTiersPreset({ currency, zone: 'UTC' });
  expect(tiers?.levels.map(({ threshold }) => threshold)).toEqual(thresholds);
});
