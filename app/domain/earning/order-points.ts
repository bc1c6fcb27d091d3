import type { MoneyMinor } from '../kernel/money.ts';
import { type Points, points } from '../kernel/points.ts';
import type { OrderEarningRule } from '../program/program.ts';

/**
 * What an order is worth: its whole eligible amount (minor units) at the rule's rate, rounded down
 * once. Rounding the cumulative amount is what makes refunds exact in any number and order.
 */
export function orderPoints(rule: OrderEarningRule, eligibleMinor: MoneyMinor): Points {
  const exact = eligibleMinor * rule.points;
  if (Number.isSafeInteger(exact)) return points(Math.floor(exact / rule.perMinor));
  return points(Number((BigInt(eligibleMinor) * BigInt(rule.points)) / BigInt(rule.perMinor)));
}
