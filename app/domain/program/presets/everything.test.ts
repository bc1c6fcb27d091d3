import { expect, it } from 'vitest';
import { tellLife } from '../../../../tests/support/preset-story.ts';
import { choicesOf } from '../../rewards/choices-of.ts';
import { everythingPreset } from './everything.ts';

const EVERYTHING = everythingPreset({ currency: 'GBP', zone: 'UTC' });

it('welcomes, climbs, thanks for the tenth order and for friends', () => {
  // A: 100 and 50 for the first order. With B £500 are spent: 50 more at once. C to I are £1 each:
  // 1.25 points, so 1. J is the tenth: £60 × 1.25 and 200.
  const { given, told } = tellLife(
    EVERYTHING,
    `
    2026-01-01 | A paid 100.00 | 150 wait, 0 to spend, bronze
    2026-01-02 | B paid 400.00 | 550 wait, 50 to spend, silver
    2026-01-03 | C paid 1.00   | 551 wait, 50 to spend, silver
    2026-01-04 | D paid 1.00   | 552 wait, 50 to spend, silver
    2026-01-05 | E paid 1.00   | 553 wait, 50 to spend, silver
    2026-01-06 | F paid 1.00   | 554 wait, 50 to spend, silver
    2026-01-07 | G paid 1.00   | 555 wait, 50 to spend, silver
    2026-01-08 | H paid 1.00   | 556 wait, 50 to spend, silver
    2026-01-09 | I paid 1.00   | 557 wait, 50 to spend, silver
    2026-01-10 | J paid 60.00  | 832 wait, 50 to spend, silver
    2026-01-11 | referral      | 832 wait, 300 to spend, silver
    2026-01-15 |               | 682 wait, 450 to spend, silver
    2026-01-15 | J cancel      | 407 wait, 450 to spend, silver
    `,
  );
  expect(told).toBe(given);
});

it('lets shoppers choose how much they take off', () => {
  const [off] = EVERYTHING.rewards;
  const choices = off ? choicesOf(off) : [];
  expect(choices.map(({ cost }) => cost)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => n * 100),
  );
  expect(choices.at(-1)?.gives).toEqual({ kind: 'amount-off', amountMinor: 1000 });
});
