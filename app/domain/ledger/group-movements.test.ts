import { expect, test } from 'vitest';
import { instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import { changeOf, type EventPart, groupMovements, sumOf } from './group-movements.ts';

const REWARD = { rewardId: 'r', rewardName: '£5 off', version: 1 } as const;

function held(amount: number, change: Partial<EventPart> = {}): EventPart {
  return {
    ...{ kind: 'hold', from: 'available', to: 'held', reversed: false, points: points(amount) },
    ...{ cause: 'redemption:1', at: instant(1) },
    explanation: { type: 'redemption', ...REWARD, orderName: null },
    ...change,
  };
}

const sums = (movements: readonly EventPart[]) =>
  groupMovements(movements).map((group) => [group.length, Number(sumOf(group))]);

test('a hold over three lots is one event of their sum', () => {
  expect(sums([held(300), held(150), held(50)])).toEqual([[3, 500]]);
});

test.each<[string, Partial<EventPart>]>([
  ['another reward taken at the same instant', { cause: 'redemption:2' }],
  ['another kind', { kind: 'settle', from: 'held', to: 'spent' }],
  ['another instant', { at: instant(2) }],
  ['its own correction', { reversed: true, from: 'held', to: 'available' }],
  ['another explanation', { explanation: null }],
])('%s stays apart', (_what, change) => {
  expect(sums([held(300), held(150, change)])).toEqual([
    [1, 300],
    [1, 150],
  ]);
});

test('the two halves of a repayment are not summed away', () => {
  const half = { kind: 'repay', cause: 'order:1:repaid-by:order:2' } as const;
  const pair = [
    held(40, { ...half, from: 'repaid', to: 'available' }),
    held(40, { ...half, from: 'available', to: 'repaid' }),
  ];
  expect(sums(pair)).toEqual([
    [1, 40],
    [1, 40],
  ]);
  expect(pair.map(changeOf)).toEqual([40, -40]);
});

test('what is taken back of waiting and of spendable points is one event', () => {
  const back = { kind: 'claw-back', to: 'revoked', cause: 'order:1:refund:9' } as const;
  expect(sums([held(30, { ...back, from: 'available' }), held(7, { ...back, from: 'pending' })])) //
    .toEqual([[2, 37]]);
});
