import { expect, test } from 'vitest';
import { emptyState } from './member-state.ts';
import { NEVER_WRITTEN, written } from './unwritten.ts';

test('what no rule remembers is one empty map for all, and cannot be written', () => {
  const [one, other] = [emptyState([], false).progress, emptyState([], false).progress];
  expect(one.earned).toBe(other.earned);
  expect(() => one.earned.set('ever', 1)).toThrow('remembered only where a rule asks');
  expect(() => one.entered.add('gold')).toThrow('remembered only where a rule asks');
  expect([one.earned.size, one.entered.size]).toEqual([0, 0]);
});

test('to be written to it makes room for a map of one’s own, once', () => {
  const own = written<number>(NEVER_WRITTEN).set('order 1', 1);
  expect(written(own)).toBe(own);
  expect(NEVER_WRITTEN.size).toBe(0);
  own.clear();
  expect(NEVER_WRITTEN).toEqual(own);
});
