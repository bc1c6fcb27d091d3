import { expect, it } from 'vitest';
import { tellLife } from '../../../../tests/support/preset-story.ts';
import { punchCardPreset } from './punch-card.ts';

it('stamps twice a day at most, and not for small orders; stamps live a year', () => {
  const { given, told } = tellLife(
    punchCardPreset({ currency: 'GBP', zone: 'UTC' }),
    `
    2026-01-10 | A paid 14.00 | 0 wait, 1 to spend
    2026-01-10 | B paid 4.80  | 0 wait, 1 to spend
    2026-01-10 | C paid 9.00  | 0 wait, 2 to spend
    2026-01-10 | D paid 90.00 | 0 wait, 2 to spend
    2026-01-11 | E paid 5.00  | 0 wait, 3 to spend
    2026-01-12 | E left 4.99  | 0 wait, 2 to spend
    2027-01-23 |              | 0 wait, 2 to spend
    2027-01-24 |              | 0 wait, 0 to spend
    `,
  );
  expect(told).toBe(given);
});

it('gives the eleventh for ten', () => {
  const [free] = punchCardPreset({ currency: 'GBP', zone: 'UTC' }).rewards;
  expect(free?.offer).toMatchObject({ kind: 'fixed', cost: 10, gives: { kind: 'free-product' } });
});
