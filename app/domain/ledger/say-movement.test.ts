import { expect, test } from 'vitest';
import { day } from '../../../tests/simulation/order-words.ts';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import type { Explanation, OrderExplanation } from './explanation.ts';
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
};
const REPAY: Explanation = {
  type: 'repay',
  debtLabel: '#1001',
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
  ['a settlement', { kind: 'settle', explanation: REWARD }, '87 points spent on “5 off”.'],
  [
    'a release',
    { kind: 'release', points: points(1), explanation: REWARD },
    '1 point came back: “5 off” was not used.',
  ],
  [
    'a repaid debt',
    { kind: 'repay', explanation: REPAY },
    '87 points of order #1002 paid for points that were taken back from order #1001 after they ' +
      'had been spent.',
  ],
  [
    'a repaid debt of an order that left',
    { kind: 'repay', explanation: { ...REPAY, debtLabel: '' } },
    '87 points of order #1002 paid for points that were taken back from an order that is no ' +
      'longer theirs after they had been spent.',
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
