/**
 * What the owner is told of the month's budget, or null where there is nothing to tell: `warned`,
 * it is nearly used up, or used up and about to pause; `paused`, it did. Amounts are in points.
 */
export type BudgetView = {
  readonly standing: 'warned' | 'paused';
  readonly earned: number;
  readonly monthPoints: number;
  readonly warnAtPercent: number;
  /** The first instant of the next month. */
  readonly monthEnds: number;
} | null;
