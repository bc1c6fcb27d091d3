import { expect, test } from 'vitest';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import type { ChargeExplanation, RedemptionExplanation, ReturnExplanation } from './explanation.ts';
import { sayMovement, type Sayable } from './say-movement.ts';

const REWARD: RedemptionExplanation = {
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

test.each<[string, Partial<Sayable> & Pick<Sayable, 'kind'>, string]>([
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
    'a return of which one point is due',
    {
      kind: 'return',
      points: points(1),
      explanation: { ...RETURN, keptMinor: minor(499), returned: points(1) },
    },
    '1 point came back: of the £5.00 that “5 off” took off order #1005, £4.99 is left after ' +
      'the return, so 1 point of its 500 is back in all, rounded down.',
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
])('%s', (_title, movement, sentence) => {
  const said = { reversed: false, points: points(87), explanation: null, ...movement };
  expect(sayMovement(said, 'Europe/London')).toBe(sentence);
});
