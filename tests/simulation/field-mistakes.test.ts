/**
 * What other programs are known to get wrong, one table each: what happened, and what becomes of
 * it here. A row is a day of December 2026, what is learnt on it, and every lot afterwards as
 * pending/available/held points.
 */
import { expect, test } from 'vitest';
import { codeUse } from '../../app/domain/facts/observed-code-use.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { entryOf } from '../../app/domain/ledger/entry-of.ts';
import { decided, foldTold, ladder, left, paid, saying, type Told } from './language-words.ts';
import { tell, version } from './ledger-story.ts';
import { day, observed } from './order-words.ts';

const AT_ONCE = [version(1, { from: 0, wait: 0 })];
const TWO_A_POUND_FROM_DAY_5 = [...AT_ONCE, version(2, { from: 5, rate: 2, wait: 0 })];
const SHOES_EARN_DOUBLE = [
  saying({
    rates: [
      {
        id: 'shoes',
        points: points(2),
        perMinor: minor(100),
        when: [{ kind: 'product', not: true, productIds: ['a-hat'] }],
      },
    ],
  }),
];

test.each<[string, string, typeof AT_ONCE]>([
  [
    'Smile takes back by today’s rule (50 earned, 100 taken): here the order keeps its own',
    `
    1 | A paid 50 | A 0/50/0
    6 | A left 20 | A 0/20/0
    7 | A left 0  | A 0/0/0
    `,
    TWO_A_POUND_FROM_DAY_5,
  ],
  [
    'Square rounds down each refund, small ones take nothing: here they take what one takes',
    `
    1 | A paid 10         | A 0/10/0
    1 | B paid 10         | A 0/10/0, B 0/10/0
    2 | A left 9.50       | A 0/9/0, B 0/10/0
    3 | A left 9          | A 0/9/0, B 0/10/0
    4 | A left 8.50       | A 0/8/0, B 0/10/0
    5 | A left 8          | A 0/8/0, B 0/10/0
    5 | B left 8          | A 0/8/0, B 0/8/0
    `,
    AT_ONCE,
  ],
  [
    'BON deducts once of several partial refunds where a product has conditions: here every time',
    `
    1 | A paid 30 | A:shoes 0/60/0
    2 | A left 20 | A:shoes 0/40/0
    3 | A left 10 | A:shoes 0/20/0
    4 | A left 0  | A:shoes 0/0/0
    `,
    SHOES_EARN_DOUBLE,
  ],
  [
    'Rivo spends points whose discount never applied: here they are reserved, and come back',
    `
    1 | A paid 500   | A 0/500/0
    2 | hold R 500   | A 0/0/500
    9 | release R    | A 0/500/0
    `,
    AT_ONCE,
  ],
  [
    'Rivo again, where the code took nothing off the order: all of it comes back with the order',
    `
    1 | A paid 500        | A 0/500/0
    2 | hold R 500        | A 0/0/500
    3 | X used R for 0    | A 0/0/500
    3 | settle R by X     | A 0/0/0
    4 | X keeps nothing of R | A 0/500/0
    `,
    AT_ONCE,
  ],
  [
    'Odoo: buy, refund, keep the points, and again: here nothing is left of it, however often',
    `
    1 | A paid 100 | A 0/100/0
    2 | A left 0   | A 0/0/0
    3 | B paid 100 | A 0/0/0, B 0/100/0
    4 | B cancel   | A 0/0/0, B 0/0/0
    5 | hold R 5   | insufficient_points 0 of 5
    `,
    AT_ONCE,
  ],
  [
    'Odoo deducts again when an order that used a reward is refunded: here its points come back',
    `
    1 | A paid 500           | A 0/500/0
    2 | hold R 500           | A 0/0/500
    3 | X used R for 5       | A 0/0/500
    3 | settle R by X        | A 0/0/0
    6 | X keeps 2.50 of R    | A 0/250/0
    7 | X keeps 0 of R       | A 0/500/0
    `,
    AT_ONCE,
  ],
  [
    'ERPNext lets a reward be used for ever: here a second order pays for itself, below zero',
    `
    1 | A paid 500        | A 0/500/0
    2 | hold R 500        | A 0/0/500
    3 | settle R by X     | A 0/0/0
    4 | charge R 500 by Y | A 0/-500/0
    5 | hold S 5          | insufficient_points -500 of 5
    6 | B paid 510        | A 0/0/0, B 0/10/0
    `,
    AT_ONCE,
  ],
])('%s', (_title, table, versions) => {
  const { given, told } = tell(table, versions);
  expect(told).toBe(given);
});

test('Smile gives a tier’s reward on every climb, and of all tiers skipped: here once', () => {
  // Given two levels with points for reaching them, each kept for a day after it was last met
  const tiers = ladder('Bronze 0, Silver 100 +20, Gold 200 +50', {
    keeping: { kind: 'days', days: 1, softLanding: false },
  });
  const versions = [saying({ tiers })];
  const due = (told: readonly Told[], on: number) =>
    foldTold(told, versions, on).wishes.map(({ levelId }) => levelId);
  // When Gold is reached in one leap, Silver is not paid for
  const leap = [paid('A', 1, 250)];
  expect(due(leap, 1)).toEqual(['gold']);
  const [wish] = foldTold(leap, versions, 1).wishes;
  if (!wish) throw new Error('Gold gives points.');
  const given = [...leap, decided(entryOf(wish, instant(day(1) + 1)))];
  expect(due(given, 2)).toEqual([]);
  // When it is lost by a refund and reached again, nothing more is given
  const lost = [...given, left('A', 3, 0)];
  expect(foldTold(lost, versions, 5).tierMoves.at(-1)?.to).toBe('bronze');
  const again = [...lost, paid('B', 6, 250)];
  expect(foldTold(again, versions, 6).tierMoves.at(-1)?.to).toBe('gold');
  expect(due(again, 6)).toEqual([]);
});

test('LoyaltyLion gives nothing back while shipping is not refunded: here goods decide', () => {
  // Given an order of two mugs, shipped for £4, of which a code took £2.50 off each
  const bought = { day: 1, lines: ['a 2 × 10 - 5'], codes: ['C: 5.00 a'] };
  const shipped = { shippingMinor: minor(400) };
  // When both come back, and the shipping is kept
  const seen = observed(
    [
      { ...bought, ...shipped },
      {
        ...{ ...bought, ...shipped, day: 9, lines: ['a 2/0 × 10 - 5'] },
        refunds: ['r1 day 8: 2 a'],
      },
    ],
    ['r1 day 8: 2 a'],
  );
  // Then nothing of the discount is kept, and all its points are due back
  const use = codeUse({ redemptionId: 'R', code: 'C', orderId: 'X' }, seen);
  expect(use?.steps.at(-1)).toMatchObject({ at: day(8), keptMinor: 0, isAllBack: true });
});
