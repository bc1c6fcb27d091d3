import { expect, it } from 'vitest';
import { tellLife } from '../../../../tests/support/preset-story.ts';
import { starsPreset } from './stars.ts';

it('gives stars at once, a level for many of them, and takes them after half a year', () => {
  // C: £10.50 × 2 × 1.25 = 26.25. Stars live six months and a week; two birthdays that were moved
  // give nothing. The level is kept for 365 days after 10 January 2027, when A leaves the window.
  const { given, told } = tellLife(
    starsPreset({ currency: 'GBP', zone: 'UTC' }),
    `
    2026-01-01 | join          | 0 wait, 25 to spend, green
    2026-01-10 | A paid 120.00 | 0 wait, 265 to spend, green
    2026-02-01 | B paid 120.00 | 0 wait, 555 to spend, gold
    2026-02-14 | C paid 10.50  | 0 wait, 581 to spend, gold
    2026-02-20 | birthday      | 0 wait, 631 to spend, gold
    2026-07-07 |               | 0 wait, 631 to spend, gold
    2026-07-08 |               | 0 wait, 606 to spend, gold
    2026-07-17 |               | 0 wait, 366 to spend, gold
    2026-08-08 |               | 0 wait, 76 to spend, gold
    2026-08-21 |               | 0 wait, 50 to spend, gold
    2026-08-27 |               | 0 wait, 0 to spend, gold
    2026-12-20 | birthday      | 0 wait, 0 to spend, gold
    2027-01-05 | birthday      | 0 wait, 0 to spend, gold
    2027-02-20 | birthday      | 0 wait, 50 to spend, gold
    2028-01-09 |               | 0 wait, 0 to spend, gold
    2028-01-10 |               | 0 wait, 0 to spend, green
    `,
  );
  expect(told).toBe(given);
});
