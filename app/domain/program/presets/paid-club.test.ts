import { expect, it } from 'vitest';
import { tellLife } from '../../../../tests/support/preset-story.ts';
import { paidClubPreset } from './paid-club.ts';

it('earns twice as much while in the club, and is welcomed once', () => {
  // C was placed on the day the club ended, so it earns as everybody's.
  const { given, told } = tellLife(
    paidClubPreset({ currency: 'GBP', zone: 'UTC' }),
    `
    2026-01-10 | A paid 40.00                   | 40 wait, 0 to spend, everybody
    2026-01-11 | let into club until 2026-02-11 | 40 wait, 100 to spend, club
    2026-01-12 | B paid 40.00                   | 120 wait, 100 to spend, club
    2026-02-11 | C paid 40.00                   | 40 wait, 220 to spend, everybody
    2026-02-20 | let into club                  | 40 wait, 220 to spend, club
    2026-02-21 | D paid 10.50                   | 61 wait, 220 to spend, club
    2026-03-10 | B cancel                       | 0 wait, 201 to spend, club
    `,
  );
  expect(told).toBe(given);
});

it('is not for those who merely spend a lot', () => {
  const { given, told } = tellLife(
    paidClubPreset({ currency: 'GBP', zone: 'UTC' }),
    '2026-01-10 | A paid 90000.00 | 90000 wait, 0 to spend, everybody',
  );
  expect(told).toBe(given);
});
