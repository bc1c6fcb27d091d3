/**
 * Which points a charge takes. It cannot be refused, as the discount was given already: what can be
 * spent goes first, in burn order, and what is then missing is a debt on one lot, which the next
 * points repay.
 *
 * Example: 500 are charged and 120 can be spent: 120 are taken from their lots and 380 from the lot
 * that the reward was held on, which owes 380 from then on.
 */
import type { LotTake } from '../facts/decision.ts';
import { type Points, points } from '../kernel/points.ts';
import { compareBurnOrder, type Lot } from '../ledger/lot.ts';

/** Plans to take all of `cost`; `held` is what the redemption's hold took, if there was one. */
export function planCharge(
  known: Iterable<Lot>,
  {
    cost,
    held,
    redemptionId,
  }: {
    readonly cost: Points;
    readonly held: readonly LotTake[];
    readonly redemptionId: string;
  },
): readonly LotTake[] {
  const lots = [...known].sort(compareBurnOrder);
  const taken = new Map<string, number>();
  let missing: number = cost;
  for (const lot of lots) {
    const amount = Math.max(0, Math.min(lot.available, missing));
    if (amount > 0) taken.set(lot.id, amount);
    missing -= amount;
  }
  if (missing > 0) {
    const lotId = lotToOwe(lots, held) ?? `redemption:${redemptionId}`;
    taken.set(lotId, (taken.get(lotId) ?? 0) + missing);
  }
  return [...taken].map(([lotId, amount]) => ({ lotId, points: points(amount) }));
}

/** The last lot the reward was held on, else the one that would burn last; null without lots. */
function lotToOwe(lots: readonly Lot[], held: readonly LotTake[]): string | null {
  const known = new Set(lots.map(({ id }) => id));
  const before = held.filter(({ lotId }) => known.has(lotId));
  return before.at(-1)?.lotId ?? lots.at(-1)?.id ?? null;
}
