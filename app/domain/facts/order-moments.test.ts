import { describe, expect, test } from 'vitest';
import {
  day,
  dayOf,
  refund,
  snapshot,
  type SnapshotWords,
} from '../../../tests/simulation/order-words.ts';
import {
  observeChargeback,
  observeRefund,
  observeSnapshot,
  UNSEEN_ORDER,
} from './observed-order.ts';
import { orderFact } from './order-timeline.ts';

// Paid on day 3: two mugs at £10. A charge-back is `id day opened, day won`.
type Life = {
  readonly order?: Partial<SnapshotWords>;
  readonly refunds?: readonly string[];
  readonly chargebacks?: readonly [id: string, openedOn: number, wonOn?: number][];
};

function stepsOf({ order = {}, refunds = [], chargebacks = [] }: Life): string[] {
  let known = observeSnapshot(UNSEEN_ORDER, snapshot({ day: 3, lines: ['a 2 × 10'], ...order }));
  for (const words of refunds) known = observeRefund(known, refund(words));
  for (const [id, openedOn, wonOn] of chargebacks) {
    const wonAt = wonOn === undefined ? null : day(wonOn);
    known = observeChargeback(known, { id, openedAt: day(openedOn), wonAt });
  }
  const steps = orderFact('1', known)?.steps ?? [];
  return steps.map(({ at, cause, eligibleMinor }) => `${dayOf(at)} ${cause} ${eligibleMinor}`);
}

describe('an order that was sent', () => {
  test.each<[string, Life, string[]]>([
    [
      'has a step of its own, worth what it was',
      { order: { fulfilledAt: day(5) } },
      ['3 paid 2000', '5 fulfilled 2000'],
    ],
    [
      'before it was paid has it at its payment',
      { order: { fulfilledAt: day(1) } },
      ['3 paid 2000', '3 fulfilled 2000'],
    ],
    [
      'at the instant of a refund was sent first',
      { order: { fulfilledAt: day(5) }, refunds: ['r1 day 5: 1 a', 'r0 day 4: 1 a'] },
      ['3 paid 2000', '4 refund:r0 1000', '5 fulfilled 1000', '5 refund:r1 0'],
    ],
    [
      'after it was cancelled is cancelled',
      { order: { fulfilledAt: day(5), cancelledAt: day(5) } },
      ['3 paid 2000', '5 cancel 0'],
    ],
    ['and never paid is nothing', { order: { fulfilledAt: day(5), paid: false } }, []],
  ])('%s', (_title, life, steps) => {
    expect(stepsOf(life)).toEqual(steps);
  });
});

describe('an order whose money the buyer’s bank took back', () => {
  test.each<[string, Life, string[]]>([
    [
      'is worth nothing until that is won',
      { chargebacks: [['c', 5, 8]] },
      ['3 paid 2000', '5 chargeback:c 0', '8 chargeback-won:c 2000'],
    ],
    [
      'is worth nothing for ever where it is not won',
      { chargebacks: [['c', 5]], refunds: ['r1 day 9: 1 a'] },
      ['3 paid 2000', '5 chargeback:c 0', '9 refund:r1 0'],
    ],
    [
      'is worth what is left: refunds in between count',
      { chargebacks: [['c', 5, 8]], refunds: ['r1 day 6: 1 a'] },
      ['3 paid 2000', '5 chargeback:c 0', '6 refund:r1 0', '8 chargeback-won:c 1000'],
    ],
    [
      'twice is worth something again when both are won',
      {
        chargebacks: [
          ['c', 5, 8],
          ['d', 6, 9],
        ],
      },
      [
        '3 paid 2000',
        '5 chargeback:c 0',
        '6 chargeback:d 0',
        '8 chargeback-won:c 0',
        '9 chargeback-won:d 2000',
      ],
    ],
    [
      'before we knew it paid lost it at its payment',
      { chargebacks: [['c', 1, 2]] },
      ['3 paid 2000', '3 chargeback:c 0', '3 chargeback-won:c 2000'],
    ],
    [
      'and that was cancelled stays cancelled',
      { order: { cancelledAt: day(6) }, chargebacks: [['c', 5, 8]] },
      ['3 paid 2000', '5 chargeback:c 0', '6 cancel 0'],
    ],
    [
      'after a refund at one instant',
      { chargebacks: [['c', 5, 5]], refunds: ['r1 day 5: 1 a'] },
      ['3 paid 2000', '5 refund:r1 1000', '5 chargeback:c 0', '5 chargeback-won:c 1000'],
    ],
  ])('%s', (_title, life, steps) => {
    expect(stepsOf(life)).toEqual(steps);
  });
});
