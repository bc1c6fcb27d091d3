import { expect, it } from 'vitest';
import { tellLife } from '../../../../tests/support/preset-story.ts';
import { beautyClubPreset } from './beauty-club.ts';

const CLUB = beautyClubPreset({ currency: 'GBP', zone: 'UTC' });

it('welcomes, keeps a tier no longer than it should, and forgets who stays away', () => {
  // A: 400 and 50 for the first order; 50 more at once for reaching Favourite. B: £80 × 1.25. A
  // fourth review in a month gives nothing. What A gave goes with A; the 50 for the tier stay. With
  // £80 left the tier was last enough in 2026, so it ends with January. A year and thirty days
  // after the last review everything left is gone.
  const { given, told } = tellLife(
    CLUB,
    `
    2026-05-02 | A paid 400.00 | 450 wait, 50 to spend, favourite
    2026-05-16 |               | 0 wait, 500 to spend, favourite
    2026-06-01 | B paid 80.00  | 100 wait, 500 to spend, favourite
    2026-06-10 | review        | 100 wait, 510 to spend, favourite
    2026-06-11 | review        | 100 wait, 520 to spend, favourite
    2026-06-12 | review        | 100 wait, 530 to spend, favourite
    2026-06-13 | review        | 100 wait, 530 to spend, favourite
    2026-06-15 |               | 0 wait, 630 to spend, favourite
    2026-06-20 | A cancel      | 0 wait, 180 to spend, favourite
    2027-01-31 |               | 0 wait, 180 to spend, favourite
    2027-02-01 |               | 0 wait, 180 to spend, friend
    2027-07-12 |               | 0 wait, 180 to spend, friend
    2027-07-13 |               | 0 wait, 0 to spend, friend
    `,
  );
  expect(told).toBe(given);
});

it('lets down softly: one tier a year', () => {
  const { given, told } = tellLife(
    CLUB,
    `
    2026-03-01 | A paid 1000.00 | 1050 wait, 150 to spend, icon
    2026-04-01 | birthday       | 0 wait, 1300 to spend, icon
    2027-02-01 |                | 0 wait, 1300 to spend, icon
    2027-04-01 | birthday       | 0 wait, 1400 to spend, icon
    2028-01-31 |                | 0 wait, 1400 to spend, icon
    2028-02-01 |                | 0 wait, 1400 to spend, favourite
    2028-04-01 | birthday       | 0 wait, 1500 to spend, favourite
    2029-01-31 |                | 0 wait, 1500 to spend, favourite
    2029-02-01 |                | 0 wait, 1500 to spend, friend
    `,
  );
  expect(told).toBe(given);
});
