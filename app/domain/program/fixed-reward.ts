/**
 * A reward that says the least: so many points for one thing, for everybody and at any time. What
 * rewards were before they could say more, and what most of them are.
 */
import type { Points } from '../kernel/points.ts';
import { rewardKindOf } from '../rewards/kinds/registry.ts';
import type { Combines, Reward, RewardGives, RewardLimits } from './reward.ts';

/** What was said of a reward before there were offers and limits. */
export type FixedReward = {
  readonly id: string;
  readonly name: string;
  readonly cost: Points;
  readonly gives: RewardGives;
};

export const NO_LIMITS: RewardLimits = {
  minimumMinor: null,
  goods: [],
  tiers: [],
  segments: [],
  from: null,
  to: null,
  stock: null,
  times: null,
};

type MoreSaid = { readonly limits?: Partial<RewardLimits>; readonly auto?: boolean };

/** A fixed offer of what is given, with the limits said, combined as is usual for its kind. */
export function fixedReward(said: FixedReward & MoreSaid): Reward {
  const { id, name, cost, gives, auto = false } = said;
  const limits = { ...NO_LIMITS, ...said.limits };
  const combines = usualCombines(gives, limits.goods.length > 0);
  return { id, name, offer: { kind: 'fixed', cost, gives }, limits, combines, auto };
}

/** A discount usually stands beside those of the other classes, and alone in its own. */
export function usualCombines(gives: RewardGives, isForGoods = false): Combines {
  const own = rewardKindOf(gives).discountClass(gives, isForGoods);
  return { order: own !== 'order', product: own !== 'product', shipping: own !== 'shipping' };
}
