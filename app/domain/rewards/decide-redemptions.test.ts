import { expect, test } from 'vitest';
import { lot } from '../../../tests/simulation/lot-words.ts';
import { day, dayOf } from '../../../tests/simulation/order-words.ts';
import { instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import {
  type Carrier,
  type Decided,
  decideRedemptions,
  type RedemptionSeen,
} from './decide-redemptions.ts';

// A redemption as `id status [asked] [by order] [charged for orders]`; carriers as `order of id,
// paid on day / waits / cancelled`; the lots → what is decided on day 20, a millisecond apart.
test.each<[string, string[], string[], string[]]>([
  ['nothing carries the code', ['R open'], [], []],
  ['an order that waits for its payment binds it', ['R open'], ['X of R waits'], ['bind R to X']],
  ['once', ['R bound by X'], ['X of R waits'], []],
  [
    'of several that wait the one created first',
    ['R open'],
    ['Y of R waits', 'X of R waits'],
    ['bind R to X'],
  ],
  ['a paid one settles it', ['R open'], ['X of R paid 3'], ['settle R by X']],
  ['also one it is bound to', ['R bound by X'], ['X of R paid 3'], ['settle R by X']],
  [
    'also one it is not bound to',
    ['R bound by X'],
    ['X of R waits', 'Y of R paid 3'],
    ['settle R by Y'],
  ],
  [
    'an order paid and cancelled since has used it',
    ['R open'],
    ['X of R paid 3 cancelled'],
    ['settle R by X'],
  ],
  ['once settled it stays so', ['R settled by X'], ['X of R paid 3'], []],
  [
    'of two paid orders the first settles it, the second is charged',
    ['R open'],
    ['X of R paid 4', 'Y of R paid 3'],
    ['settle R by Y', 'charge R for X: second-order, A 50'],
  ],
  [
    'of two paid at one instant the one with the smaller key',
    ['R open'],
    ['Y of R paid 3', 'X of R paid 3'],
    ['settle R by X', 'charge R for Y: second-order, A 50'],
  ],
  [
    'a second order is charged once',
    ['R settled by X charged Y'],
    ['X of R paid 3', 'Y of R paid 2'],
    [],
  ],
  [
    'an earlier payment that is learnt late is charged: what is settled stays settled',
    ['R settled by X'],
    ['X of R paid 3', 'Y of R paid 2'],
    ['charge R for Y: second-order, A 50'],
  ],
  [
    'a bank transfer that comes in after the release is charged',
    ['R released'],
    ['X of R paid 3'],
    ['charge R for X: after-release, A 50'],
  ],
  ['until it comes in nothing is', ['R released'], ['X of R waits'], []],
  ['and after it has been, nothing more', ['R released charged X'], ['X of R paid 3'], []],
  [
    'a code nobody was given is charged to who used it',
    ['R unissued'],
    ['X of R paid 3'],
    ['charge R for X: never-issued, A 50'],
  ],
  [
    'a bound redemption whose orders were all cancelled unpaid is asked back',
    ['R bound by X'],
    ['X of R cancelled', 'Y of R cancelled'],
    ['unbind R'],
  ],
  ['or whose order is gone', ['R bound by X'], [], ['unbind R']],
  [
    'where another order still waits it is bound to that',
    ['R bound by X'],
    ['X of R cancelled', 'Y of R waits'],
    ['bind R to Y'],
  ],
  [
    'so is one whose order was cancelled before it was heard of',
    ['R open'],
    ['X of R cancelled'],
    ['unbind R'],
  ],
  ['but once', ['R open asked'], ['X of R cancelled'], []],
  [
    'several redemptions are decided in the order of the payments',
    ['R open', 'S open', 'T released'],
    ['X of S paid 5', 'Y of R paid 4', 'Z of T paid 3'],
    ['charge T for Z: after-release, A 50', 'settle R by Y', 'settle S by X'],
  ],
  [
    'points are charged once: what the first charge took, the next cannot',
    ['R released', 'S released'],
    ['X of R paid 3', 'X of S paid 3'],
    ['charge R for X: after-release, A 50', 'charge S for X: after-release, A 20 B 30'],
  ],
])('%s', (_title, redemptions, carriers, expected) => {
  expect(say(decide(redemptions, carriers))).toEqual(expected);
});

test('what was decided is never decided again', () => {
  const carriers = ['X of R paid 4', 'Y of R paid 3', 'Z of S paid 5'];
  expect(say(decide(['R open', 'S released'], carriers))).toHaveLength(3);
  expect(decide(['R settled by Y charged X', 'S released charged Z'], carriers)).toEqual({
    decisions: [],
    changes: [],
  });
});

test('each decision has an instant of its own, from the first free one on', () => {
  const { decisions, changes } = decide(
    ['R open', 'S released'],
    ['X of R paid 3', 'Y of S paid 4'],
  );
  expect(decisions.map(({ at }) => at)).toEqual([day(20), instant(day(20) + 1)]);
  expect(changes).toEqual([
    { kind: 'settle', redemptionId: 'R', orderId: 'X', endedAt: day(20) },
    { kind: 'charge', redemptionId: 'S', orderId: 'Y', points: 50 },
  ]);
});

test('the lots that are looked at stay as they are', () => {
  const lots = [lot('A 70 1')];
  decideRedemptions({
    redemptions: [redemption('R released')],
    carriers: [carrier('X of R paid 3')],
    lots,
    freeAt: day(20),
  });
  expect(lots).toEqual([lot('A 70 1')]);
});

function decide(redemptions: string[], carriers: string[]): Decided {
  return decideRedemptions({
    redemptions: redemptions.map(redemption),
    carriers: carriers.map(carrier),
    lots: [lot('A 70 1'), lot('B 100 2')],
    freeAt: day(20),
  });
}

function redemption(words: string): RedemptionSeen {
  const [, id = '', status = '', asked, orderId, charged] =
    /^(\w+) (\w+)( asked)?(?: by (\w+))?(?: charged (\w+))?$/.exec(words) ?? [];
  return {
    redemptionId: id,
    status: status as RedemptionSeen['status'],
    rewardId: 'amount-off-5',
    rewardName: '5 off',
    version: 1,
    cost: points(50),
    takes: status === 'unissued' ? [] : [{ lotId: 'A', points: points(50) }],
    orderId: orderId ?? null,
    askedAt: asked === undefined ? null : day(9),
    chargedFor: charged === undefined ? [] : [charged],
  };
}

function carrier(words: string): Carrier {
  const [, orderId = '', redemptionId = '', paid, cancelled] =
    /^(\w+) of (\w+)(?: paid (\d+))?( cancelled)?(?: waits)?$/.exec(words) ?? [];
  return {
    redemptionId,
    orderId,
    orderName: `#${orderId}`,
    createdAt: day(orderId.charCodeAt(0) - 87),
    paidAt: paid === undefined ? null : day(Number(paid)),
    cancelledAt: cancelled === undefined ? null : day(9),
  };
}

function say({ decisions, changes }: Decided): string[] {
  const told = changes.flatMap((change) => {
    if (change.kind === 'bind') return [`bind ${change.redemptionId} to ${change.orderId}`];
    return change.kind === 'unbind' && dayOf(change.askedAt) === 20
      ? [`unbind ${change.redemptionId}`]
      : [];
  });
  const decided = decisions.map((one) => {
    if (one.kind === 'settle') return `settle ${one.redemptionId} by ${one.orderId}`;
    const takes = one.takes.map((take) => `${take.lotId} ${take.points}`).join(' ');
    return `charge ${one.redemptionId} for ${one.orderId}: ${one.why}, ${takes}`;
  });
  return [...told, ...decided];
}
