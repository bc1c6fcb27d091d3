import { expect, test } from 'vitest';
import { day } from '../../../tests/simulation/order-words.ts';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import type {
  ChargeExplanation,
  Explanation,
  OrderExplanation,
  ReturnExplanation,
} from './explanation.ts';
import { sayMovement, type Sayable } from './say-movement.ts';

const ORDER: OrderExplanation = {
  type: 'order',
  step: 'paid',
  orderName: '#1001',
  currency: 'GBP',
  eligibleMinor: minor(8745),
  giftCardMinor: minor(0),
  rule: 'orders',
  version: 3,
  ratePoints: points(1),
  ratePerMinor: minor(100),
  orderPoints: points(87),
  maturesAt: day(15),
};
const REWARD: Explanation = {
  type: 'redemption',
  rewardId: 'amount-off-5',
  rewardName: '5 off',
  version: 3,
  orderName: null,
};
const RETURN: ReturnExplanation = {
  type: 'return',
  step: 'refund',
  rewardId: 'amount-off-5',
  rewardName: '5 off',
  version: 3,
  orderName: '#1005',
  currency: 'GBP',
  totalMinor: minor(500),
  keptMinor: minor(250),
  isAllBack: false,
  cost: points(500),
  returned: points(250),
};
const CHARGE: ChargeExplanation = {
  type: 'charge',
  why: 'second-order',
  rewardId: 'amount-off-5',
  rewardName: '5 off',
  version: 3,
  orderName: '#1005',
};
const REPAY: Explanation = {
  type: 'repay',
  debtLotId: 'order:1',
  debtLabel: '#1001',
  payingLotId: 'order:2',
  payingLabel: '#1002',
  version: 3,
};

test.each<[string, Partial<Sayable> & Pick<Sayable, 'kind'>, string]>([
  [
    'an award that waits',
    { kind: 'award', explanation: ORDER },
    '87 points for order #1001: £87.45 counts at 1 point per £1.00, rounded down ' +
      '(rule “orders”, program version 3). They can be spent from 15 December 2026.',
  ],
  [
    'an award at once, beside a gift card',
    { kind: 'award', explanation: { ...ORDER, giftCardMinor: minor(5000), maturesAt: null } },
    '87 points for order #1001: £87.45 counts at 1 point per £1.00, rounded down ' +
      '(rule “orders”, program version 3). Gift cards for £50.00 earn nothing themselves. ' +
      'They can be spent at once.',
  ],
  [
    'an award in yen',
    {
      kind: 'award',
      explanation: { ...ORDER, currency: 'JPY', ratePerMinor: minor(100), maturesAt: null },
    },
    '87 points for order #1001: JP¥8,745 counts at 1 point per JP¥100, rounded down ' +
      '(rule “orders”, program version 3). They can be spent at once.',
  ],
  [
    'an award by one larger than a thousand',
    { kind: 'award', points: points(12_345), explanation: { ...ORDER, ratePoints: points(2) } },
    '12,345 points for order #1001: £87.45 counts at 2 points per £1.00, rounded down ' +
      '(rule “orders”, program version 3). They can be spent from 15 December 2026.',
  ],
  [
    'a return',
    {
      kind: 'claw-back',
      points: points(1),
      explanation: {
        ...ORDER,
        step: 'refund',
        eligibleMinor: minor(8690),
        orderPoints: points(86),
      },
    },
    '1 point taken back from order #1001: after the return £86.90 counts, at 1 point per £1.00 ' +
      'worth 86 points, rounded down (rule “orders”, program version 3).',
  ],
  [
    'a cancellation',
    { kind: 'claw-back', explanation: { ...ORDER, step: 'cancel' } },
    '87 points taken back: order #1001 was cancelled (rule “orders”, program version 3).',
  ],
  [
    'the end of a wait',
    {
      kind: 'mature',
      explanation: { type: 'due', orderName: '#1001', pendingDays: 14, version: 3 },
    },
    '87 points of order #1001 can be spent: the wait of 14 days is over.',
  ],
  [
    'the end of a short wait',
    { kind: 'mature', explanation: { type: 'due', orderName: '#1', pendingDays: 1, version: 3 } },
    '87 points of order #1 can be spent: the wait of 1 day is over.',
  ],
  ['a hold', { kind: 'hold', explanation: REWARD }, '87 points reserved for “5 off”.'],
  [
    'a settlement',
    { kind: 'settle', points: points(500), explanation: { ...REWARD, orderName: '#1005' } },
    '500 points spent on “5 off” with order #1005.',
  ],
  [
    'a release',
    { kind: 'release', points: points(1), explanation: REWARD },
    '1 point came back: “5 off” was not used.',
  ],
  [
    'a return of half',
    { kind: 'return', points: points(250), explanation: RETURN },
    '250 points came back: of the £5.00 that “5 off” took off order #1005, £2.50 is left after ' +
      'the return, so 250 points of its 500 are back in all, rounded down.',
  ],
  [
    'one of several returns',
    {
      kind: 'return',
      points: points(84),
      explanation: { ...RETURN, keptMinor: minor(83), returned: points(417) },
    },
    '84 points came back: of the £5.00 that “5 off” took off order #1005, £0.83 is left after ' +
      'the return, so 417 points of its 500 are back in all, rounded down.',
  ],
  [
    'a return of everything',
    {
      kind: 'return',
      points: points(500),
      explanation: { ...RETURN, isAllBack: true, keptMinor: minor(0), returned: points(500) },
    },
    '500 points came back: order #1005, which used “5 off”, was returned in full.',
  ],
  [
    'the cancellation of an order that used a reward',
    {
      kind: 'return',
      points: points(500),
      explanation: { ...RETURN, step: 'cancel', isAllBack: true },
    },
    '500 points came back: order #1005, which used “5 off”, was cancelled.',
  ],
  [
    'a charge for a second order',
    { kind: 'settle', points: points(500), explanation: CHARGE },
    '500 points spent on “5 off”: order #1005 used its code once more.',
  ],
  [
    'a charge after the release',
    { kind: 'settle', points: points(500), explanation: { ...CHARGE, why: 'after-release' } },
    '500 points spent on “5 off”: order #1005 used its code after its points had come back.',
  ],
  [
    'a charge for a code that was never issued',
    { kind: 'hold', points: points(500), explanation: { ...CHARGE, why: 'never-issued' } },
    '500 points reserved for “5 off”: order #1005 used a code of it that nobody had been given.',
  ],
  [
    'points given by staff',
    {
      kind: 'adjust',
      points: points(50),
      explanation: { type: 'adjust', points: points(50), reason: 'Sorry for the delay' },
    },
    '50 points given by the shop: “Sorry for the delay”.',
  ],
  [
    'points taken by staff',
    {
      kind: 'adjust',
      points: points(20),
      explanation: { type: 'adjust', points: points(-50), reason: 'Given twice' },
    },
    '20 points taken by the shop: “Given twice”.',
  ],
  [
    'a repaid debt',
    { kind: 'repay', explanation: REPAY },
    '87 points of order #1002 paid a debt on order #1001: points that were taken back or charged ' +
      'after they had been spent.',
  ],
  [
    'a repaid debt of an order that left',
    { kind: 'repay', explanation: { ...REPAY, debtLabel: '' } },
    '87 points of order #1002 paid a debt on an order that is no longer theirs: points that were ' +
      'taken back or charged after they had been spent.',
  ],
  [
    'a debt on a reward, repaid by a gift',
    {
      kind: 'repay',
      explanation: {
        ...REPAY,
        ...{ debtLotId: 'redemption:1', debtLabel: '5 off', payingLotId: 'adjust:1' },
      },
    },
    '87 points of a gift from the shop paid a debt on “5 off”: points that were taken back or ' +
      'charged after they had been spent.',
  ],
  [
    'a movement undone',
    { kind: 'hold', reversed: true, explanation: REWARD },
    'Undone, as we know more by now: 87 points reserved for “5 off”.',
  ],
  [
    'a redacted movement',
    { kind: 'award', explanation: null },
    '87 points: the details were erased on request.',
  ],
])('%s', (_title, movement, sentence) => {
  const said = { reversed: false, points: points(87), explanation: null, ...movement };
  expect(sayMovement(said, 'Europe/London')).toBe(sentence);
});

test('a date is the shop’s, not ours', () => {
  const late = { ...ORDER, maturesAt: day(15.6) };
  const said = { kind: 'award', reversed: false, points: points(87), explanation: late } as const;
  expect(sayMovement(said, 'UTC')).toContain('from 16 December 2026');
  expect(sayMovement(said, 'America/New_York')).toContain('from 15 December 2026');
});
