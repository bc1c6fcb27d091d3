import { expect, test } from 'vitest';
import { sayBudget } from './say-budget.ts';

const month = { monthPoints: 10_000, warnAtPercent: 80, monthEnds: Date.UTC(2026, 11, 1, 5) };

test('warns with what was earned and what is to come', () => {
  expect(sayBudget({ ...month, standing: 'warned', earned: 8_250 }, 'America/New_York')).toEqual({
    title: 'This month’s budget is nearly used up',
    body:
      'Members have earned 8,250 points this month. You set 10,000 as the most, and asked to be ' +
      'told at 80 %. Once all are used up the program pauses by itself until 1 Dec 2026.',
  });
});

test('does not say nearly of what is used up', () => {
  const { title } = sayBudget({ ...month, standing: 'warned', earned: 10_000 }, 'UTC');
  expect(title).toBe('This month’s budget is used up');
});

test('says what a pause means and when it ends, by the shop’s calendar', () => {
  expect(sayBudget({ ...month, standing: 'paused', earned: 10_400 }, 'America/New_York')).toEqual({
    title: 'The program is paused: its budget for this month is used up',
    body:
      'Members have earned 10,400 points this month. You set 10,000 as the most. New orders ' +
      'earn nothing until 1 Dec 2026, when the program goes on by itself. Points from earlier ' +
      'orders still arrive, and members can spend what they have.',
  });
});
