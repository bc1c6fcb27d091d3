/**
 * What a point is worth at best, by the rewards that have a worth in money. A reward without an
 * amount, such as free shipping, has no price we could know.
 *
 * Example: 500 points take £5 off and 900 take £10 off: a point is worth 10/9 pence.
 */
import type { MoneyMinor } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';
import { choicesOf } from '../rewards/choices-of.ts';
import { rewardKindOf } from '../rewards/kinds/registry.ts';
import type { ProgramDefinition, Reward } from './program.ts';

export type Worth = {
  readonly rewardName: string;
  readonly cost: Points;
  readonly worthMinor: MoneyMinor;
};

/**
 * The choice that gives most for a point, the first of equals; null: none has an amount. What is
 * not for everybody, always and again speaks for all points only where nothing else does.
 */
export function bestWorth({ rewards }: Pick<ProgramDefinition, 'rewards'>): Worth | null {
  return bestOf(rewards.filter(isForAll)) ?? bestOf(rewards);
}

function isForAll({ limits }: Reward): boolean {
  const { times, stock, tiers, segments, from, to } = limits;
  const isBounded = [times, stock, from, to].some((bound) => bound !== null);
  return !isBounded && tiers.length === 0 && segments.length === 0;
}

function bestOf(rewards: readonly Reward[]): Worth | null {
  let best: Worth | null = null;
  for (const reward of rewards) {
    for (const { cost, gives } of choicesOf(reward)) {
      const worthMinor = rewardKindOf(gives).worthMinor(gives);
      if (worthMinor === null) continue;
      // Compared as wholes: beyond small numbers a quotient says two are equal that are not.
      const isBetter =
        best === null ||
        BigInt(worthMinor) * BigInt(best.cost) > BigInt(best.worthMinor) * BigInt(cost);
      if (isBetter) best = { rewardName: reward.name, cost, worthMinor };
    }
  }
  return best;
}
