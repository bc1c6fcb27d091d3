import type { FieldProblem } from '../field-problem.ts';
import type { ProgramDefinition, TierLevel } from '../program.ts';
import type { Check } from './check.ts';

/** Levels climb from 0, each above the one before; those on invitation are no step of it. */
export const climbingLevels: Check = {
  reads: ['tiers'],
  find: ({ tiers }) => {
    const levels = tiers?.levels ?? [];
    return levels.flatMap((level, at) => {
      const below = levels.slice(0, at).findLast(({ inviteOnly }) => !inviteOnly);
      const problem = thresholdProblem(level, at, below);
      return problem === null ? [] : [{ field: `tiers.levels[${at}].threshold`, problem }];
    });
  },
};

function thresholdProblem(
  { threshold, inviteOnly }: TierLevel,
  at: number,
  below: TierLevel | undefined,
): string | null {
  if (at === 0) return threshold === 0 ? null : 'must be 0: everybody begins in the first tier';
  if (inviteOnly) return threshold === 0 ? null : 'must be 0: nobody reaches it but on invitation';
  if (!below || threshold > below.threshold) return null;
  return `must be above ${below.threshold}, at which “${below.name}” begins`;
}

/** Everybody begins in the first level, so nobody needs an invitation. */
export const firstLevelForAll: Check = {
  reads: ['tiers'],
  find: ({ tiers }) =>
    tiers?.levels[0]?.inviteOnly
      ? [
          {
            field: 'tiers.levels[0].inviteOnly',
            problem: 'must be false: everybody begins in the first tier',
          },
        ]
      : [],
};

/** Nobody reaches the first level, so that its points would be promised and never given. */
export const firstLevelGivesNothing: Check = {
  reads: ['tiers'],
  find: ({ tiers }) =>
    (tiers?.levels[0]?.entryPoints ?? 0) === 0
      ? []
      : [
          {
            field: 'tiers.levels[0].entryPoints',
            problem: 'must be 0: everybody begins in the first tier, and nobody reaches it',
          },
        ],
};

/** A multiplier of 0 would give nothing for everything. */
export const multipliersAboveZero: readonly Check[] = [
  {
    reads: ['tiers'],
    find: ({ tiers }) =>
      (tiers?.levels ?? []).flatMap(({ multiplierPercent }, at) =>
        zeroPercent(`tiers.levels[${at}].multiplierPercent`, multiplierPercent),
      ),
  },
  {
    reads: ['campaigns'],
    find: ({ campaigns }) =>
      campaigns.flatMap(({ gives }, at) =>
        gives.kind === 'multiplier'
          ? zeroPercent(`campaigns[${at}].gives.percent`, gives.percent)
          : [],
      ),
  },
];

function zeroPercent(field: string, percent: number): FieldProblem[] {
  if (percent > 0) return [];
  return [{ field, problem: 'must be above 0: say under “eligible” what earns nothing' }];
}

/** A level that a ladder of points can never reach, as members can never earn so many. */
export function levelsOutOfReach({ tiers, caps }: ProgramDefinition): FieldProblem[] {
  const bound = caps.member;
  if (tiers?.basis !== 'points' || bound === null) return [];
  return tiers.levels.flatMap(({ threshold, name }, at) =>
    threshold <= bound
      ? []
      : [
          {
            field: `tiers.levels[${at}].threshold`,
            problem: `is above the ${bound} points a member can earn: nobody reaches “${name}”`,
          },
        ],
  );
}
