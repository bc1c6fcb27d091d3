import { expect, test } from 'vitest';
import { tell, version } from '../../../tests/simulation/ledger-story.ts';
import { orderOf, paid } from '../../../tests/simulation/language-words.ts';
import { day } from '../../../tests/simulation/order-words.ts';
import { foldMember } from '../fold.ts';

// day | what we learn | lots afterwards: pending/available/held
test.each<[string, string, ReturnType<typeof version>[]?]>([
  [
    'an award waits, then matures at its own instant',
    `
    1     | A paid 87.45 | A 87/0/0
    14.99 |              | A 87/0/0
    15    |              | A 0/87/0
    `,
  ],
  [
    'without a wait points can be spent at once',
    `
    1 | A paid 87.45 | A 0/87/0
    1 | hold R 80    | A 0/7/80
    `,
    [version(1, { from: 0, wait: 0 })],
  ],
  [
    'the cumulative amount is rounded: small returns take what one return takes',
    `
    1 | A paid 10.50 | A 10/0/0
    2 | A left 9.90  | A 9/0/0
    3 | A left 9.30  | A 9/0/0
    4 | A left 8.99  | A 8/0/0
    `,
  ],
  [
    'points that still wait are taken back first',
    `
    1  | A paid 10 | A 10/0/0
    2  | A left 4  | A 4/0/0
    15 |           | A 0/4/0
    16 | A left 3  | A 0/3/0
    17 | A cancel  | A 0/0/0
    `,
  ],
  [
    'a return at the instant of maturing takes points that can be spent',
    `
    1  | A paid 10 | A 10/0/0
    15 | A left 4  | A 0/4/0
    `,
  ],
  [
    'an order worth no whole point opens no lot',
    `
    1 | A paid 0.99 |
    2 | A left 0.50 |
    `,
  ],
  [
    'the version in force when the order was created judges it, for ever',
    `
    9  | A paid 10            | A 10/0/0
    11 | B paid 10            | A 10/0/0, B 20/0/0
    12 | C paid 10 created 9  | A 10/0/0, B 20/0/0, C 10/0/0
    13 | A left 5             | A 5/0/0, B 0/20/0, C 10/0/0
    14 | B left 5             | A 5/0/0, B 0/10/0, C 10/0/0
    `,
    [version(1, { from: 0 }), version(2, { from: 10, rate: 2, wait: 2 })],
  ],
  [
    'an order created before the first version earns nothing',
    `
    4 | A paid 10 created 2 |
    4 | B paid 10           | B 10/0/0
    `,
    [version(1, { from: 3 })],
  ],
  [
    'a version is in force from its very instant; of two at once the later one wins',
    `
    10 | A paid 10 | A 30/0/0
    `,
    [version(1, { from: 0 }), version(3, { from: 10, rate: 3 }), version(2, { from: 10, rate: 2 })],
  ],
  [
    'the wait is in days of the shop’s zone',
    `
    110     | A paid 10 | A 10/0/0
    123.958 |           | A 10/0/0
    123.959 |           | A 0/10/0
    `,
    // 20 March, ten o'clock UTC, to 3 April, eleven o'clock summer time: 23 hours and 13 days.
    [version(1, { from: 0, zone: 'Europe/Berlin' })],
  ],
])('%s', (_title, table, versions) => {
  const { given, told } = tell(table, versions);
  expect(told).toBe(given);
});

test('an order in another currency than the program’s earns nothing', () => {
  const program = version(1, { from: 0 });
  const order = { ...orderOf(paid('A', 1, 100)), currency: 'KWD' };
  const { movements } = foldMember({ orders: [order], decisions: [], uses: [] }, [program], day(2));
  expect(program.definition.currency).toBe('GBP');
  expect(order.steps).toHaveLength(1);
  expect(movements).toEqual([]);
});
