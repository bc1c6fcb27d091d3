/**
 * Caps that cut what the program promises: a bonus, an activity or one unit of a rate that no
 * member could ever be given in full; and rewards that nobody can ever reach.
 */
import { choicesOf } from '../../rewards/choices-of.ts';
import type { FieldProblem } from '../field-problem.ts';
import type { Caps, ProgramDefinition } from '../program.ts';
import type { Check, Part } from './check.ts';

type Award = { readonly points: number; readonly what: string };

const OF_ORDERS: readonly (keyof Caps)[] = ['order', 'day', 'month', 'member'];
const OF_ACTIVITIES: readonly (keyof Caps)[] = ['day', 'month', 'member'];

export const capsThatFit: readonly Check[] = [
  fits('earning', OF_ORDERS, ({ earning }) => [
    { points: earning.points, what: 'one unit of the base rule' },
  ]),
  fits('rates', OF_ORDERS, ({ rates }) =>
    rates.map(({ points, id }) => ({ points, what: `one unit of the rate “${id}”` })),
  ),
  fits('campaigns', OF_ORDERS, ({ campaigns }) =>
    campaigns.flatMap(({ gives, name }) =>
      gives.kind === 'bonus' ? [{ points: gives.points, what: `“${name}”` }] : [],
    ),
  ),
  fits('activities', OF_ACTIVITIES, ({ activities }) =>
    activities.map(({ points, activity }) => ({ points, what: `the activity “${activity}”` })),
  ),
];

function fits(
  part: Part,
  bounds: readonly (keyof Caps)[],
  awardsOf: (definition: ProgramDefinition) => readonly Award[],
): Check {
  return {
    reads: ['caps', part],
    find: (definition) => bounds.flatMap((bound) => tooSmall(definition, bound, awardsOf)),
  };
}

function tooSmall(
  definition: ProgramDefinition,
  bound: keyof Caps,
  awardsOf: (definition: ProgramDefinition) => readonly Award[],
): FieldProblem[] {
  const cap = definition.caps[bound];
  const cut = awardsOf(definition).find(({ points }) => cap !== null && points > cap);
  if (!cut) return [];
  return [{ field: `caps.${bound}`, problem: `is below the ${cut.points} points of ${cut.what}` }];
}

/** A reward that costs more than a member can ever have earned. */
export const rewardsInReach: Check = {
  reads: ['caps', 'tiers', 'rewards'],
  find: ({ caps, tiers, rewards }) => {
    if (caps.member === null) return [];
    // Points for reaching a level are not bounded by caps.
    const entries = (tiers?.levels ?? []).reduce((sum, { entryPoints }) => sum + entryPoints, 0);
    const most = caps.member + entries;
    const problem = `is above the ${most} points a member can ever have: nobody reaches it`;
    return rewards.flatMap((reward, at) => {
      // What cannot be chosen at all is refused for that.
      const [cheapest] = choicesOf(reward);
      if (!cheapest || cheapest.cost <= most) return [];
      const price = reward.offer.kind === 'stepped' ? 'steps[0].cost' : 'cost';
      return [{ field: `rewards[${at}].offer.${price}`, problem }];
    });
  },
};
