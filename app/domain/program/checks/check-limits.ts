/** Limits of rewards under which nobody can ever take them, or that their kind does not know. */
import { rewardKindOf } from '../../rewards/kinds/registry.ts';
import type { FieldProblem } from '../field-problem.ts';
import type { ProgramDefinition, Reward, RewardGives } from '../program.ts';
import type { Check } from './check.ts';

export const soundLimits: readonly Check[] = [
  {
    reads: ['rewards'],
    find: ({ rewards }) =>
      rewards.flatMap((reward, at) => [
        ...goodsProblems(reward, `rewards[${at}].limits.goods`),
        ...datesProblems(reward, `rewards[${at}].limits.to`),
      ]),
  },
  {
    reads: ['rewards', 'tiers'],
    find: ({ rewards, tiers }) =>
      rewards.flatMap(({ limits }, at) =>
        limits.tiers.flatMap((id, place) =>
          unknownLevel(tiers, id, `rewards[${at}].limits.tiers[${place}]`),
        ),
      ),
  },
];

function goodsProblems({ offer, limits }: Reward, field: string): FieldProblem[] {
  const kinds = givenBy(offer).map((gives) => rewardKindOf(gives));
  const isAnyFor = limits.goods.length > 0;
  const never = isAnyFor ? kinds.find(({ goods }) => goods === 'never') : undefined;
  const must = isAnyFor ? undefined : kinds.find(({ goods }) => goods === 'must');
  return [
    ...(never ? [{ field, problem: `must be empty: ${never.kind} is for no goods` }] : []),
    ...(must ? [{ field, problem: `must say of which goods the ${must.kind} is` }] : []),
  ];
}

/** What each of its prices gives; what slides gives one thing, more or less of it. */
export function givenBy(offer: Reward['offer']): readonly RewardGives[] {
  return offer.kind === 'stepped' ? offer.steps.map(({ gives }) => gives) : [offer.gives];
}

function datesProblems({ limits: { from, to } }: Reward, field: string): FieldProblem[] {
  if (from === null || to === null || from < to) return [];
  return [{ field, problem: `must be later than ${from}` }];
}

function unknownLevel(
  tiers: ProgramDefinition['tiers'],
  id: string,
  field: string,
): FieldProblem[] {
  if (tiers?.levels.some((level) => level.id === id)) return [];
  return [{ field, problem: tiers ? `“${id}” is no tier` : 'there are no tiers' }];
}
