/**
 * What may be chosen of a reward, and for how many points. A redemption is of one choice, and its
 * price names it: no two choices of one reward cost the same.
 *
 * Example: 100 points give £1, two to four times at once: £2 for 200, £3 for 300, £4 for 400.
 */
import { invariant } from '../kernel/invariant.ts';
import { type Points, points } from '../kernel/points.ts';
import type { Reward, RewardChoice, RewardGives, RewardOffer } from '../program/reward.ts';
import { rewardKindOf } from './kinds/registry.ts';

/** All choices, from the cheapest. */
export function choicesOf({ offer }: Pick<Reward, 'offer'>): readonly RewardChoice[] {
  switch (offer.kind) {
    case 'fixed':
      return [{ cost: offer.cost, gives: offer.gives }];
    case 'stepped':
      return offer.steps;
    case 'sliding':
      return slidingChoices(offer);
  }
}

/** The price of the cheapest choice, in points. */
export function leastCost(reward: Pick<Reward, 'offer'>): Points {
  const [cheapest] = choicesOf(reward);
  invariant(cheapest, 'An offer has a choice.');
  return cheapest.cost;
}

/** The choice that costs exactly so many points; null where none does. */
export function choiceAt(reward: Pick<Reward, 'offer'>, cost: Points): RewardChoice | null {
  return choicesOf(reward).find((choice) => choice.cost === cost) ?? null;
}

function slidingChoices(offer: RewardOffer & { readonly kind: 'sliding' }): RewardChoice[] {
  const { cost, gives, least, most } = offer;
  const choices: RewardChoice[] = [];
  for (let times = least; times <= most; times += 1) {
    const more = rewardKindOf(gives).times(gives, times);
    // What has no amount cannot slide: checks refuse to publish that.
    if (more === null) return [];
    const given = { ...more, kind: gives.kind } as unknown as RewardGives;
    choices.push({ cost: points(cost * times), gives: given });
  }
  return choices;
}
