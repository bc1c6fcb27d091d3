import { expect, it } from 'vitest';
import { tellLife } from '../../../../tests/support/preset-story.ts';
import { cashbackPreset } from './cashback.ts';

it('turns five pounds’ worth of points into credit by itself, again and again', () => {
  // £120 give 600 points; 500 become credit as they mature. £450 give 2,250: four times credit, and
  // 350 left. C is a Silver member's: £100 at 7 %. £50 of C go back: of its 700 points 650 are
  // spent, so the member owes 300 until the next ones.
  const { given, told } = tellLife(
    cashbackPreset({ currency: 'GBP', zone: 'UTC' }),
    `
    2026-01-10 | A paid 120.00 | 600 wait, 0 to spend, bronze
    2026-01-24 |               | 0 wait, 100 to spend, bronze, 1 taken
    2026-02-01 | B paid 450.00 | 2250 wait, 100 to spend, silver, 1 taken
    2026-02-02 | C paid 100.00 | 2950 wait, 100 to spend, silver, 1 taken
    2026-02-15 |               | 700 wait, 350 to spend, silver, 5 taken
    2026-02-16 |               | 0 wait, 50 to spend, silver, 7 taken
    2026-02-20 | C left 50.00  | 0 wait, -300 to spend, silver, 7 taken
    `,
  );
  expect(told).toBe(given);
});

it.each([
  ['GBP', 500, '£5 of store credit'],
  ['JPY', 5, '¥5 of store credit'],
  ['KWD', 5000, 'KWD 5 of store credit'],
])('gives back as much as it says in %s', (currency, cost, name) => {
  const [credit] = cashbackPreset({ currency, zone: 'UTC' }).rewards;
  expect(credit).toMatchObject({
    ...{ name: expect.stringMatching(name.replace(' ', '\\s')) as string, auto: true },
    offer: { kind: 'fixed', cost, gives: { kind: 'store-credit', amountMinor: cost } },
  });
});
