import { expect, test } from 'vitest';
import { day } from '../../../tests/simulation/order-words.ts';
import { points } from '../kernel/points.ts';
import type {
  ActivityExplanation,
  ExpireExplanation,
  Explanation,
  UndoExplanation,
} from './explanation.ts';
import { sayMovement, type Sayable } from './say-movement.ts';
import { english, type Words } from './words/en.ts';

const DUE = {
  type: 'due',
  lotId: 'order:1',
  orderName: '#1001',
  pendingDays: 14,
  version: 3,
} as const;
const ACTIVITY: ActivityExplanation = {
  type: 'activity',
  activity: 'review',
  rule: 'reviews',
  version: 3,
  uncapped: points(87),
  points: points(87),
  cappedBy: null,
  maturesAt: null,
  expiresAt: null,
};
const EXPIRE: ExpireExplanation = {
  type: 'expire',
  lotId: 'order:1',
  label: '#1001',
  model: 'after-earning',
  months: 12,
  toldAt: day(15),
  graceDays: 0,
  version: 3,
};
const UNDO: UndoExplanation = {
  type: 'undo',
  points: points(50),
  reason: 'Sorry',
  undoReason: 'Wrong person',
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
    'the end of a wait',
    {
      kind: 'mature',
      explanation: DUE,
    },
    '87 points of order #1001 can be spent: the wait of 14 days is over.',
  ],
  [
    'the end of a short wait',
    { kind: 'mature', explanation: { ...DUE, orderName: '#1', pendingDays: 1 } },
    '87 points of order #1 can be spent: the wait of 1 day is over.',
  ],
  [
    'the end of a wait for nothing but the parcel',
    { kind: 'mature', explanation: { ...DUE, pendingDays: 0 } },
    '87 points of order #1001 can be spent: it is fulfilled.',
  ],
  [
    'the end of an activity’s wait',
    { kind: 'mature', explanation: { ...DUE, lotId: 'activity:9', orderName: 'review' } },
    '87 points of what a review earned can be spent: the wait of 14 days is over.',
  ],
  [
    'an activity',
    { kind: 'award', explanation: ACTIVITY },
    '87 points for a review. They can be spent at once.',
  ],
  [
    'an activity worth one point',
    { kind: 'award', points: points(1), explanation: { ...ACTIVITY, expiresAt: day(396) } },
    '1 point for a review. It can be spent at once. It expires on 31 December 2027.',
  ],
  [
    'one point that waits',
    { kind: 'award', points: points(1), explanation: { ...ACTIVITY, maturesAt: day(5) } },
    '1 point for a review. It can be spent from 5 December 2026.',
  ],
  [
    'an activity that was cut, waits and expires',
    {
      kind: 'award',
      points: points(20),
      explanation: {
        ...ACTIVITY,
        ...{ activity: 'quiz', cappedBy: 'day', points: points(20), uncapped: points(50) },
        ...{ maturesAt: day(5), expiresAt: day(396) },
      },
    },
    '20 points for “quiz”. Capped: 20 of 50, as no more can be earned in one day. ' +
      'They can be spent from 5 December 2026. They expire on 31 December 2027.',
  ],
  [
    'a level reached',
    {
      kind: 'award',
      explanation: {
        ...{ type: 'entry', tierId: 'gold', tierName: 'Gold', version: 3, expiresAt: null },
      },
    },
    '87 points for reaching “Gold”. They can be spent at once.',
  ],
  [
    'points from elsewhere',
    {
      kind: 'import',
      explanation: { type: 'import', source: 'Smile', earnedAt: day(1), expiresAt: day(15) },
    },
    '87 points brought from Smile, earned there on 1 December 2026. They can be spent at once. ' +
      'They expire on 15 December 2026.',
  ],
  [
    'points not spent in time',
    { kind: 'expire', explanation: EXPIRE },
    '87 points of order #1001 expired: not spent within 12 months.',
  ],
  [
    'points not spent in time nor within grace',
    { kind: 'expire', explanation: { ...EXPIRE, months: 1, graceDays: 14 } },
    '87 points of order #1001 expired: not spent within 1 month. ' +
      'They were kept 14 days longer than until 15 December 2026, as told.',
  ],
  [
    'points that expire on a date',
    { kind: 'expire', explanation: { ...EXPIRE, model: 'yearly', lotId: 'adjust:1', label: '' } },
    '87 points of a gift from the shop expired: not spent by 15 December 2026.',
  ],
  [
    'points of nobody we hear from',
    {
      kind: 'expire',
      explanation: { ...EXPIRE, model: 'inactivity', lotId: 'entry:gold', label: 'Gold' },
    },
    '87 points of what reaching “Gold” earned expired: ' +
      'nothing was bought, taken or done for 12 months.',
  ],
  [
    'points from elsewhere that brought their end along',
    {
      kind: 'expire',
      explanation: { ...EXPIRE, model: 'imported', lotId: 'import:1', label: 'Smile' },
    },
    '87 points of what came from Smile expired: not spent by 15 December 2026.',
  ],
  [
    'a debt forgiven',
    {
      kind: 'forgive',
      explanation: { type: 'forgive', lotId: 'order:1', label: '#1001', version: 3 },
    },
    '87 points owed on order #1001 forgiven: they had been spent before they were taken back.',
  ],
  [
    'a debt of one point forgiven',
    {
      ...{ kind: 'forgive', points: points(1) },
      explanation: { type: 'forgive', lotId: 'order:1', label: '#1001', version: 3 },
    },
    '1 point owed on order #1001 forgiven: it had been spent before it was taken back.',
  ],
  [
    'one point not spent within grace',
    { kind: 'expire', points: points(1), explanation: { ...EXPIRE, graceDays: 14 } },
    '1 point of order #1001 expired: not spent within 12 months. ' +
      'It was kept 14 days longer than until 15 December 2026, as told.',
  ],
  [
    'a gift undone',
    { kind: 'adjust', points: points(50), explanation: UNDO },
    '50 points taken again: the shop had given them for “Sorry”. Its reason: “Wrong person”.',
  ],
  [
    'a deduction undone, nobody said why',
    {
      kind: 'adjust',
      points: points(50),
      explanation: { ...UNDO, points: points(-50), undoReason: '' },
    },
    '50 points given again: the shop had taken them for “Sorry”.',
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
    { kind: 'award', reversed: true, explanation: ACTIVITY },
    'Undone, as we know more by now: 87 points for a review. They can be spent at once.',
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

test('another language is another file of words', () => {
  const shouting: Words = { ...english, erased: (amount) => `${amount}!!!` };
  const said = { kind: 'award', reversed: false, points: points(87), explanation: null } as const;
  expect(sayMovement(said, 'UTC', shouting)).toBe('87!!!');
});

test('the end of a wait that was posted before lots had other names is that of an order', () => {
  const { lotId: _lotId, ...earlier } = DUE;
  const said = { kind: 'mature', reversed: false, points: points(87) } as const;
  expect(sayMovement({ ...said, explanation: earlier as typeof DUE }, 'UTC')).toBe(
    '87 points of order #1001 can be spent: the wait of 14 days is over.',
  );
});
