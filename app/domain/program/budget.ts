/**
 * Where a month stands to its budget. Law: the bound is reached by as many points as it says, not
 * only by more, and never before the warning. Example: of 1,000 points with a warning at 80 per
 * cent, 799 are within, 800 warned, 1,000 reached.
 */
import type { Budget, ProgramDefinition } from './program.ts';

export type BudgetStanding = 'within' | 'warned' | 'reached';

/**
 * `earned` is what all members earned in the month, less what was taken back of it: below zero
 * where more was taken back.
 */
export function budgetStanding(budget: Budget, earned: number): BudgetStanding {
  const { monthPoints, warnAtPercent } = budget;
  if (earned >= monthPoints) return 'reached';
  return earned * 100 >= monthPoints * warnAtPercent ? 'warned' : 'within';
}

/** What the owner published: a pause of the budget's stands before it for a while, and goes. */
export function ownersDefinition(version: {
  readonly definition: ProgramDefinition;
  readonly byBudget: boolean;
}): ProgramDefinition {
  const { definition, byBudget } = version;
  return byBudget ? { ...definition, paused: false } : definition;
}
