import type { Points } from '../kernel/points.ts';
import type { Lot } from '../ledger/lot.ts';
import { type HoldPlan, planHold } from './plan-hold.ts';

/**
 * Which points staff take when they take `amount` (above zero), in burn order as a shopper would
 * spend them. Refusals: `insufficient_points` when less can be spent: staff make no debts.
 */
export function planTake(lots: Iterable<Lot>, amount: Points): HoldPlan {
  return planHold(lots, amount);
}
