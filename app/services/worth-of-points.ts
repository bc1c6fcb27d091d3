/**
 * What points are worth in money: as much as the reward that gives most for a point would take off.
 * A reward without an amount, such as free shipping, has no price we could know.
 *
 * Example: 500 points take £5 off and 900 take £10 off: a point is worth 10/9 pence.
 */
import type { ProgramDefinition } from '../domain/program/program.ts';
import type { WorthView } from '../contracts/admin-home.ts';

/** Worth of `points` (below zero counts as none) in minor units, rounded down; null: no amount. */
export function worthOfPoints(definition: ProgramDefinition, points: number): WorthView {
  let best: NonNullable<WorthView> | null = null;
  for (const { name, cost, gives } of definition.rewards) {
    if (gives.kind !== 'amount-off') continue;
    const isBetter = best === null || gives.amountMinor * best.rewardCost > best.rewardMinor * cost;
    if (!isBetter) continue;
    best = { minor: 0, rewardName: name, rewardMinor: gives.amountMinor, rewardCost: cost };
  }
  if (best === null) return null;
  const exact = (BigInt(Math.max(0, points)) * BigInt(best.rewardMinor)) / BigInt(best.rewardCost);
  return { ...best, minor: Number(exact) };
}
