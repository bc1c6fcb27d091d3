import { describe, expect, it } from 'vitest';
import { points } from '../kernel/points.ts';
import { type BudgetStanding, budgetStanding, ownersDefinition } from './budget.ts';
import { pointsPreset } from './presets/points.ts';

describe('a month to its budget', () => {
  it.each<[monthPoints: number, warnAtPercent: number, earned: number, BudgetStanding]>([
    [1_000, 80, -50, 'within'],
    [1_000, 80, 0, 'within'],
    [1_000, 80, 799, 'within'],
    [1_000, 80, 800, 'warned'],
    [1_000, 80, 999, 'warned'],
    [1_000, 80, 1_000, 'reached'],
    [1_000, 80, 1_001, 'reached'],
    [1_000, 100, 999, 'within'],
    [1_000, 100, 1_000, 'reached'],
    [3, 50, 1, 'within'],
    [3, 50, 2, 'warned'],
    [1, 80, 0, 'within'],
    [1, 80, 1, 'reached'],
    [1_000_000_000_000, 99, 989_999_999_999, 'within'],
    [1_000_000_000_000, 99, 990_000_000_000, 'warned'],
  ])('of %i, told from %i per cent on, %i earned is %s', (month, warnAtPercent, earned, is) => {
    expect(budgetStanding({ monthPoints: points(month), warnAtPercent }, earned)).toBe(is);
  });
});

describe('what the owner published', () => {
  const plain = pointsPreset({ currency: 'GBP', zone: 'UTC' });
  const paused = { ...plain, paused: true };

  it('is without a pause of the budget’s', () => {
    expect(ownersDefinition({ definition: paused, byBudget: true })).toEqual(plain);
    expect(ownersDefinition({ definition: plain, byBudget: true })).toEqual(plain);
  });

  it('is with a pause of their own', () => {
    expect(ownersDefinition({ definition: paused, byBudget: false })).toEqual(paused);
  });
});
