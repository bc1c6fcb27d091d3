import { expect, test } from 'vitest';
import { emptyState } from './member-state.ts';

test('what no rule remembers is one empty map for all, and cannot be written', () => {
  const [one, other] = [emptyState([], false).progress, emptyState([], false).progress];
  expect(one.earned).toBe(other.earned);
  expect(() => one.earned.set('ever', 1)).toThrow('remembered only where a rule asks');
  expect(() => one.entered.add('gold')).toThrow('remembered only where a rule asks');
  expect([one.earned.size, one.entered.size]).toEqual([0, 0]);
});
