import type { WorthView } from '../contracts/admin-home.ts';
import { bestWorth } from '../domain/program/best-worth.ts';
import type { ProgramDefinition } from '../domain/program/program.ts';

/**
 * Worth of `points` (below zero counts as none) in minor units, rounded down: as much as the reward
 * that gives most for a point would give; null: no reward has an amount.
 */
export function worthOfPoints(definition: ProgramDefinition, points: number): WorthView {
  const best = bestWorth(definition);
  if (best === null) return null;
  const { rewardName, cost, worthMinor } = best;
  const exact = (BigInt(Math.max(0, points)) * BigInt(worthMinor)) / BigInt(cost);
  return { minor: Number(exact), rewardName, rewardMinor: worthMinor, rewardCost: cost };
}
