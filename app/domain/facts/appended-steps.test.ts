import { expect, test } from 'vitest';
import { day, dayOf, observed, type SnapshotWords } from '../../../tests/simulation/order-words.ts';
import { minor } from '../kernel/money.ts';
import { appendedSteps } from './appended-steps.ts';
import { orderFact } from './order-timeline.ts';

// Each scenario: what was known, what is known, folded to that day → steps added, or `refold`.
const PAID: SnapshotWords = { day: 1, lines: ['a 3 × 10'] };
test.each<
  [
    string,
    [SnapshotWords[], string[]],
    [SnapshotWords[], string[]],
    number | null,
    string[] | 'refold',
  ]
>([
  ['nothing was folded yet', [[], []], [[PAID], []], null, ['1 paid 3000']],
  ['a new order follows', [[], []], [[PAID], []], 0.5, ['1 paid 3000']],
  ['a new order at the very instant does not follow', [[], []], [[PAID], []], 1, 'refold'],
  ['nothing changed', [[PAID], []], [[PAID], []], 9, []],
  ['a refund follows', [[PAID], []], [[PAID], ['r1 day 5: 1 a']], 4, ['5 refund:r1 2000']],
  ['a late refund', [[PAID], []], [[PAID], ['r1 day 5: 1 a']], 5, 'refold'],
  [
    'a refund between two known ones',
    [[PAID], ['r1 day 5: 1 a']],
    [[PAID], ['r1 day 5: 1 a', 'r0 day 3: 1 a']],
    2,
    'refold',
  ],
  [
    'an edit changes what counted from the start',
    [[PAID], []],
    [[PAID, { day: 3, lines: ['a 3/2 × 10'] }], []],
    2,
    'refold',
  ],
  [
    'an earlier payment',
    [[{ ...PAID, day: 2 }], []],
    [[{ ...PAID, day: 2 }, PAID], []],
    2,
    'refold',
  ],
  [
    'a paid order turns out to be a test',
    [[PAID], []],
    [[PAID, { ...PAID, day: 2, test: true }], []],
    2,
    'refold',
  ],
  [
    'sent afterwards',
    [[PAID], []],
    [[{ ...PAID, fulfilledAt: day(4) }], []],
    3,
    ['4 fulfilled 3000'],
  ],
  ['sent before', [[PAID], []], [[{ ...PAID, fulfilledAt: day(4) }], []], 4, 'refold'],
  [
    'its buyer has tags, as we learn late',
    [[PAID], []],
    [[PAID, { ...PAID, day: 2, customerTags: ['vip'] }], []],
    2,
    'refold',
  ],
  [
    'its buyer has other tags later',
    [[{ ...PAID, customerTags: ['vip'] }], []],
    [
      [
        { ...PAID, customerTags: ['vip'] },
        { ...PAID, day: 2, customerTags: [] },
      ],
      [],
    ],
    2,
    [],
  ],
  ['placed elsewhere', [[PAID], []], [[{ ...PAID, channel: 'pos' }], []], 2, 'refold'],
  ['shipping', [[PAID], []], [[{ ...PAID, shippingMinor: minor(1) }], []], 2, 'refold'],
  [
    'the same worth of other lines',
    [[{ day: 1, lines: ['a 1 × 10', 'b 1 × 20'] }], []],
    [[{ day: 1, lines: ['a 1 × 20', 'b 1 × 10'] }], []],
    2,
    'refold',
  ],
  [
    'an order created at another time, under which nothing was folded',
    [[{ ...PAID, paid: false }], []],
    [[{ ...PAID, day: 2, createdAt: day(0) }], []],
    1,
    ['2 paid 3000'],
  ],
  [
    'an order created at another time',
    [[PAID], []],
    [[PAID, { ...PAID, day: 2, createdAt: day(0) }], []],
    1,
    'refold',
  ],
])('%s', (_title, before, after, foldedTo, expected) => {
  const now = orderFact('1', observed(...after));
  if (!now) throw new Error('The scenario knows an order.');
  const to = foldedTo === null ? null : day(foldedTo);
  const added = appendedSteps(orderFact('1', observed(...before)), now, to);
  expect(added === null ? 'refold' : added.map(say)).toEqual(expected);
});

type Step = NonNullable<ReturnType<typeof orderFact>>['steps'][number];

function say({ at, cause, eligibleMinor }: Step): string {
  return `${dayOf(at)} ${cause} ${eligibleMinor}`;
}
