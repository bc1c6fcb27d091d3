import { expect, test } from 'vitest';
import { tell } from '../../../tests/simulation/ledger-story.ts';

// day | what we learn | lots afterwards: pending/available/held
test.each<[string, string]>([
  [
    'the worked numbers of the README',
    `
    1  | A paid 87.45 | A 87/0/0
    15 |              | A 0/87/0
    16 | hold R 60    | A 0/27/60
    17 | settle R     | A 0/27/0
    20 | A left 47.45 | A 0/-13/0
    21 | B paid 30    | A 0/-13/0, B 30/0/0
    35 |              | A 0/0/0, B 0/17/0
    `,
  ],
  [
    'points spent and then taken back are a debt, repaid by other lots, oldest first',
    `
    1  | A paid 50 | A 50/0/0
    2  | B paid 30 | A 50/0/0, B 30/0/0
    3  | C paid 30 | A 50/0/0, B 30/0/0, C 30/0/0
    20 | hold R 50 | A 0/0/50, B 0/30/0, C 0/30/0
    21 | settle R  | A 0/0/0, B 0/30/0, C 0/30/0
    22 | A left 10 | A 0/0/0, B 0/0/0, C 0/20/0
    `,
  ],
  [
    'a debt nobody can pay waits for the next points to mature, not to be awarded',
    `
    1  | A paid 50 | A 50/0/0
    20 | hold R 50 | A 0/0/50
    21 | settle R  | A 0/0/0
    22 | A cancel  | A 0/-50/0
    23 | B paid 40 | A 0/-50/0, B 40/0/0
    24 | C paid 40 | A 0/-50/0, B 40/0/0, C 40/0/0
    37 |           | A 0/-10/0, B 0/0/0, C 40/0/0
    38 |           | A 0/0/0, B 0/0/0, C 0/30/0
    `,
  ],
  [
    'of two debts the older one is paid first',
    `
    1  | A paid 50 | A 50/0/0
    2  | B paid 50 | A 50/0/0, B 50/0/0
    20 | hold R 100 | A 0/0/50, B 0/0/50
    21 | settle R  | A 0/0/0, B 0/0/0
    22 | B cancel  | A 0/0/0, B 0/-50/0
    23 | A cancel  | A 0/-50/0, B 0/-50/0
    24 | C paid 60 | A 0/-50/0, B 0/-50/0, C 60/0/0
    38 |           | A 0/0/0, B 0/-40/0, C 0/0/0
    `,
  ],
  [
    'of lots that mature together the one with the smaller id pays',
    `
    1  | C paid 50 | C 50/0/0
    20 | hold R 50 | C 0/0/50
    21 | settle R  | C 0/0/0
    22 | C cancel  | C 0/-50/0
    23 | B paid 60 | B 60/0/0, C 0/-50/0
    23 | A paid 60 | A 60/0/0, B 60/0/0, C 0/-50/0
    37 |           | A 0/10/0, B 0/60/0, C 0/0/0
    `,
  ],
  [
    'held points do not pay debts; released ones do',
    `
    1  | A paid 50 | A 50/0/0
    2  | B paid 30 | A 50/0/0, B 30/0/0
    20 | hold R 50 | A 0/0/50, B 0/30/0
    21 | settle R  | A 0/0/0, B 0/30/0
    22 | hold S 30 | A 0/0/0, B 0/0/30
    23 | A left 20 | A 0/-30/0, B 0/0/30
    24 | release S | A 0/0/0, B 0/0/0
    `,
  ],
  [
    'a return while the points are held leaves a debt on the very lot, which a release pays',
    `
    1  | A paid 50 | A 50/0/0
    20 | hold R 50 | A 0/0/50
    21 | A cancel  | A 0/-50/50
    22 | hold S 1  | insufficient_points -50 of 1
    23 | release R | A 0/0/0
    `,
  ],
])('%s', (_title, table) => {
  const { given, told } = tell(table);
  expect(told).toBe(given);
});
