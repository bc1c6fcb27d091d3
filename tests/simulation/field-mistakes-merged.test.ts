/**
 * What other programs are known to get wrong when customers are merged, one table each: a row is a
 * day of December 2026, whose news it is and what is learnt or done, and everybody's lots
 * afterwards as pending/available/held points, by what was posted.
 */
import { expect, test } from 'vitest';
import { tellOfGroup } from './group-story.ts';
import { saying } from './language-words.ts';

const A_YEAR = { kind: 'after-earning', months: 12, graceDays: 0 } as const;
const LIVE_A_YEAR = [saying({ expiry: A_YEAR })];
/** From day 6 on what is earned lives a month only, so it ends sooner than what is older. */
const LATER_A_MONTH = [
  ...LIVE_A_YEAR,
  saying({ expiry: { ...A_YEAR, months: 1 } }, { number: 2, from: 6 }),
];

test.each<[string, string, typeof LIVE_A_YEAR]>([
  [
    'Yotpo loses who earned first once stores are merged: here the oldest burns first, whosever',
    `
    1  | ann: A paid 100   | ann: A 0/100/0
    2  | bea: B paid 100   | ann: A 0/100/0; bea: B 0/100/0
    3  | ann: C paid 100   | ann: A 0/100/0, C 0/100/0; bea: B 0/100/0
    10 | ann into bea as M | bea: A 0/100/0, B 0/100/0, C 0/100/0
    11 | bea: hold R 150   | bea: A 0/0/100, B 0/50/50, C 0/100/0
    12 | bea: hold S 60    | bea: A 0/0/100, B 0/0/100, C 0/90/10
    `,
    LIVE_A_YEAR,
  ],
  [
    'Yotpo again, where dates differ: what expires soonest burns first, whoever earned it',
    `
    1  | bea: B paid 100   | bea: B 0/100/0
    7  | ann: A paid 100   | ann: A 0/100/0; bea: B 0/100/0
    10 | ann into bea as M | bea: A 0/100/0, B 0/100/0
    11 | bea: hold R 150   | bea: A 0/0/100, B 0/50/50
    `,
    LATER_A_MONTH,
  ],
  [
    'Yotpo again, what is not spent: each lot ends on its own date, as if there were no merge',
    `
    1   | bea: B paid 100   | bea: B 0/100/0
    7   | ann: A paid 100   | ann: A 0/100/0; bea: B 0/100/0
    10  | ann into bea as M | bea: A 0/100/0, B 0/100/0
    38  |                   | bea: B 0/100/0
    365 |                   | bea: B 0/100/0
    366 |                   | nothing
    `,
    LATER_A_MONTH,
  ],
  [
    'Rivo leaves balances split: here what neither could afford they can together',
    `
    1 | ann: A paid 300   | ann: A 0/300/0
    2 | bea: B paid 300   | ann: A 0/300/0; bea: B 0/300/0
    3 | ann: hold R 500   | insufficient_points 300 of 500
    3 | bea: hold R 500   | insufficient_points 300 of 500
    4 | ann into bea as M | bea: A 0/300/0, B 0/300/0
    5 | bea: hold R 500   | bea: A 0/0/300, B 0/100/200
    6 | bea: settle R by X | bea: B 0/100/0
    `,
    LIVE_A_YEAR,
  ],
  [
    'Rivo again, of a return: what comes back comes back to the lots that paid, wherever they are',
    `
    1 | ann: A paid 300      | ann: A 0/300/0
    2 | bea: B paid 300      | ann: A 0/300/0; bea: B 0/300/0
    4 | ann into bea as M    | bea: A 0/300/0, B 0/300/0
    5 | bea: hold R 500      | bea: A 0/0/300, B 0/100/200
    6 | bea: X used R for 5  | bea: A 0/0/300, B 0/100/200
    6 | bea: settle R by X   | bea: B 0/100/0
    8 | bea: X keeps 2.50 of R | bea: A 0/250/0, B 0/100/0
    9 | bea: X keeps 0 of R  | bea: A 0/300/0, B 0/300/0
    `,
    LIVE_A_YEAR,
  ],
])('%s', (_title, table, versions) => {
  const { given, told } = tellOfGroup(table, versions);
  expect(told).toBe(given);
});
