import { expect, test } from 'vitest';
import { day, dayOf, observed, type SnapshotWords } from '../../../tests/simulation/order-words.ts';
import type { ObservedOrder } from './observed-order.ts';
import { orderFact } from './order-timeline.ts';

// Each scenario: what was observed → the steps, as `day cause what counts, in pence`.
test.each<[string, SnapshotWords[], string[], string[]]>([
  [
    'an order counts from its payment on',
    [{ day: 2, lines: ['a 2 × 10.00'] }],
    [],
    ['2 paid 2000'],
  ],
  [
    'an unpaid order counts nothing',
    [{ day: 1, paid: false, lines: ['a 2 × 10.00'] }],
    ['r1 day 2: 1 a'],
    [],
  ],
  [
    'the first payment seen is the one that counts',
    [
      { day: 5, lines: ['a 1 × 10'] },
      { day: 3, lines: ['a 1 × 10'] },
      { day: 1, paid: false, lines: ['a 1 × 10'] },
    ],
    [],
    ['3 paid 1000'],
  ],
  [
    'a payment told to be before the order’s creation is at its creation',
    [{ day: 2, createdAt: day(4), lines: ['a 3 × 10'] }],
    ['r1 day 3: 1 a', 'r2 day 5: 1 a'],
    ['4 paid 2000', '5 refund:r2 1000'],
  ],
  ['a test order counts nothing', [{ day: 1, test: true, lines: ['a 1 × 10'] }], [], []],
  [
    'gift cards do not count',
    [{ day: 1, lines: ['a 1 × 10', 'g 1 × 50 gift'] }],
    [],
    ['1 paid 1000'],
  ],
  ['discounts are taken off', [{ day: 1, lines: ['a 3 × 10 - 4.00'] }], [], ['1 paid 2600']],
  [
    'a line discounted below nothing counts nothing',
    [{ day: 1, lines: ['a 1 × 10 - 11.00', 'b 1 × 1'] }],
    [],
    ['1 paid 100'],
  ],
  [
    'units that come back take their part of the discount along',
    [{ day: 1, lines: ['a 3 × 10 - 4.00'] }],
    ['r1 day 2: 1 a', 'r2 day 3: 1 a', 'r3 day 4: 1 a'],
    ['1 paid 2600', '2 refund:r1 1733', '3 refund:r2 867', '4 refund:r3 0'],
  ],
  [
    'an amount after returns is the worth of the units left, rounded once',
    [{ day: 1, lines: ['a 3 × 1.115'] }],
    ['r1 day 2: 1 a'],
    ['1 paid 335', '2 refund:r1 223'],
  ],
  [
    'more units refunded than sold are all there were',
    [{ day: 1, lines: ['a 2 × 10', 'b 1 × 5'] }],
    ['r1 day 2: 5 a', 'r2 day 3: 1 nowhere'],
    ['1 paid 2500', '2 refund:r1 500', '3 refund:r2 500'],
  ],
  [
    'a refund of more than was sold does not make more of what was sold',
    [
      { day: 1, lines: ['a 2 × 10'] },
      { day: 3, lines: ['a 2/0 × 10'], refunds: ['r1 day 2: 5 a'] },
    ],
    [],
    ['1 paid 2000', '2 refund:r1 0'],
  ],
  [
    'units refunded twice of a line given away for less than nothing count nothing',
    [{ day: 1, lines: ['a 1 × 10 - 11.00', 'b 1 × 1'] }],
    ['r1 day 2: 2 a'],
    ['1 paid 100', '2 refund:r1 100'],
  ],
  ['units an edit removed never counted', [{ day: 3, lines: ['a 3/1 × 10'] }], [], ['3 paid 1000']],
  [
    'what a snapshot shows as refunded was sold: only the rest was an edit',
    [{ day: 3, lines: ['a 5/2 × 10'], refunds: ['r1 day 2: 2 a'] }],
    [],
    ['3 paid 2000'],
  ],
  [
    'an edit counts at the order’s time, a refund at its own',
    [
      { day: 1, lines: ['a 5 × 10'] },
      { day: 3, lines: ['a 5/2 × 10'], refunds: ['r1 day 2: 2 a'] },
    ],
    [],
    ['1 paid 4000', '2 refund:r1 2000'],
  ],
  [
    'a refund the snapshot does not know of yet still counts',
    [{ day: 1, lines: ['a 5/4 × 10'] }],
    ['r1 day 2: 2 a'],
    ['1 paid 4000', '2 refund:r1 2000'],
  ],
  [
    'an increase counts once it is paid',
    [
      { day: 1, lines: ['a 1 × 10'] },
      { day: 2, paid: false, lines: ['a 1 × 10', 'b 1 × 5'] },
    ],
    [],
    ['1 paid 1000'],
  ],
  [
    'an increase that is paid counts from the order’s payment on',
    [
      { day: 1, lines: ['a 1 × 10'] },
      { day: 2, paid: false, lines: ['a 1 × 10', 'b 1 × 5'] },
      { day: 3, lines: ['a 1 × 10', 'b 1 × 5'] },
    ],
    [],
    ['1 paid 1500'],
  ],
  [
    'refunds before the payment are in what was paid',
    [{ day: 4, lines: ['a 3 × 10'] }],
    ['r1 day 2: 1 a + 1.00'],
    ['4 paid 1900'],
  ],
  [
    'a refund at the instant of the payment is a step of its own',
    [{ day: 4, lines: ['a 3 × 10'] }],
    ['r1 day 4: 1 a'],
    ['4 paid 3000', '4 refund:r1 2000'],
  ],
  [
    'refunds at one instant count in the order of their ids',
    [{ day: 1, lines: ['a 3 × 10'] }],
    ['r2 day 2: 2 a', 'r1 day 2: 1 a'],
    ['1 paid 3000', '2 refund:r1 2000', '2 refund:r2 0'],
  ],
  [
    'money beyond the lines lowers them',
    [{ day: 1, lines: ['a 3 × 10'] }],
    ['r1 day 2: + 5.00', 'r2 day 3: + 2.50'],
    ['1 paid 3000', '2 refund:r1 2500', '3 refund:r2 2250'],
  ],
  [
    'money beyond the lines lowers goods and gift cards in proportion',
    [{ day: 1, lines: ['a 1 × 10', 'g 1 × 20 gift'] }],
    ['r1 day 2: + 10.00'],
    ['1 paid 1000', '2 refund:r1 667'],
  ],
  [
    'more money back than the order was worth leaves nothing, not less',
    [{ day: 1, lines: ['a 1 × 10'] }],
    ['r1 day 2: + 12.00'],
    ['1 paid 1000', '2 refund:r1 0'],
  ],
  [
    'a cancelled order is worth nothing from then on, whatever is refunded after',
    [
      { day: 5, cancelledAt: day(4), lines: ['a 3 × 10'] },
      { day: 1, lines: ['a 3 × 10'] },
    ],
    ['r1 day 2: 1 a', 'r2 day 4: 1 a', 'r3 day 6: 1 a'],
    ['1 paid 3000', '2 refund:r1 2000', '4 cancel 0'],
  ],
  [
    'an order cancelled before it was paid never counts',
    [{ day: 5, cancelledAt: day(4), lines: ['a 3 × 10'] }],
    ['r1 day 6: 1 a'],
    ['5 paid 0'],
  ],
  [
    'an order cancelled at the instant it was paid never counts',
    [{ day: 5, cancelledAt: day(5), lines: ['a 3 × 10'] }],
    [],
    ['5 paid 0'],
  ],
  [
    'a cancellation that came with an unpaid state counts all the same',
    [
      { day: 1, lines: ['a 3 × 10'] },
      { day: 3, paid: false, cancelledAt: day(3), lines: ['a 3/0 × 10'] },
    ],
    [],
    ['1 paid 3000', '3 cancel 0'],
  ],
  [
    'while an edit waits to be paid, what it removed counts no more and what it added not yet',
    [
      { day: 1, lines: ['a 1 × 100', 'b 1 × 50'] },
      { day: 3, paid: false, lines: ['a 1 × 100', 'b 1/0 × 50', 'c 1 × 200'] },
    ],
    [],
    ['1 paid 10000'],
  ],
])('%s', (_title, snapshots, refunds, steps) => {
  expect(stepsOf(observed(snapshots, refunds))).toEqual(steps);
});

test('an amount in yen has no decimals, one in dinars three', () => {
  expect(stepsOf(observed([{ day: 1, currency: 'JPY', lines: ['a 3 × 1500'] }]))).toEqual([
    '1 paid 4500',
  ]);
  expect(stepsOf(observed([{ day: 1, currency: 'KWD', lines: ['a 3 × 1.2345'] }]))).toEqual([
    '1 paid 3704',
  ]);
});

test('ten refunds of one unit end where one refund of ten ends', () => {
  const order: SnapshotWords = { day: 1, lines: ['a 10 × 1.115 - 0.33'] };
  const singly = Array.from({ length: 9 }, (_, n) => `r${n} day ${n + 2}: 1 a`);
  const last = (refunds: string[]) => orderFact('1', observed([order], refunds))?.steps.at(-1);
  expect(last(singly)?.eligibleMinor).toBe(last(['r day 2: 9 a'])?.eligibleMinor);
});

test('only refunds are known: no fact yet', () => {
  expect(orderFact('1', observed([], ['r1 day 2: 1 a']))).toBeNull();
});

test('the fact says for how much gift cards were on the order', () => {
  const seen = observed([{ day: 1, lines: ['a 1 × 10', 'g 2 × 25 gift'] }]);
  expect(orderFact('1', seen)?.giftCardMinor).toBe(5000);
});

function stepsOf(seen: ObservedOrder): string[] {
  return (orderFact('1', seen)?.steps ?? []).map(say);
}

type Step = NonNullable<ReturnType<typeof orderFact>>['steps'][number];

function say({ at, cause, eligibleMinor }: Step): string {
  return `${dayOf(at)} ${cause} ${eligibleMinor}`;
}
