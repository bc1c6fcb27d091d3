/**
 * Which points a reward would take: soonest expiry first, then oldest (law 5). Decided under the
 * member's lock and written into the hold, so that it is never decided again.
 */
import type { LotTake } from '../facts/decision.ts';
import { NO_POINTS, type Points, points } from '../kernel/points.ts';
import { compareBurnOrder, type Lot } from '../ledger/lot.ts';

export type HoldPlan =
  | { readonly ok: true; readonly takes: readonly LotTake[] }
  | {
      readonly ok: false;
      readonly reason: 'insufficient_points';
      readonly available: Points;
      readonly required: Points;
    };

/**
 * Plans a hold of `cost` points over the member's lots.
 * Refusals: `insufficient_points` when less than `cost` can be spent, debts counted against it.
 */
export function planHold(lots: Iterable<Lot>, cost: Points): HoldPlan {
  const inOrder = [...lots].sort(compareBurnOrder);
  const available = points(inOrder.reduce((sum, lot) => sum + lot.available, 0));
  if (available < cost)
    return { ok: false, reason: 'insufficient_points', available, required: cost };
  const takes: LotTake[] = [];
  let missing: Points = cost;
  for (const lot of inOrder) {
    if (missing <= NO_POINTS) break;
    if (lot.available <= 0) continue;
    const taken = points(Math.min(lot.available, missing));
    takes.push({ lotId: lot.id, points: taken });
    missing = points(missing - taken);
  }
  return { ok: true, takes };
}
