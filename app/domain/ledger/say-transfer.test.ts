import { expect, test } from 'vitest';
import { points } from '../kernel/points.ts';
import type { TransferExplanation } from './explanation.ts';
import { sayMovement, type Sayable } from './say-movement.ts';

test.each<[string, number, Partial<TransferExplanation>]>([
  ['130 points came from an account that was joined with this one.', 130, { side: 'took' }],
  ['130 points went to the account that this one was joined with.', 130, { side: 'gave' }],
  [
    '1 point still waiting came from an account that was joined with this one.',
    1,
    { account: 'pending' },
  ],
  [
    '60 points reserved for a reward went to the account that this one was joined with.',
    60,
    { account: 'held', side: 'gave' },
  ],
  ['A debt of 40 points came from an account that was joined with this one.', 40, { isDebt: true }],
])('%s', (sentence, amount, parts) => {
  expect(sayMovement(transfer(amount, parts), 'UTC')).toBe(sentence);
});

test('once a merge was withdrawn it is said that it was undone', () => {
  expect(sayMovement({ ...transfer(130, { side: 'gave' }), reversed: true }, 'UTC')).toBe(
    'Undone, as we know more by now: ' +
      '130 points went to the account that this one was joined with.',
  );
});

function transfer(amount: number, parts: Partial<TransferExplanation>): Sayable {
  const explanation: TransferExplanation = {
    type: 'transfer',
    mergeId: 'M',
    side: 'took',
    otherMemberId: 'ann',
    account: 'available',
    isDebt: false,
    ...parts,
  };
  return { kind: 'transfer', reversed: false, points: points(amount), explanation };
}
