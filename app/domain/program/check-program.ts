/**
 * What a program as a whole gets wrong. Law: a contradiction is refused, with every field it is in
 * named at once; what is only unwise is said and may be published all the same. Each check is a
 * value of its own and says which parts of the definition it reads.
 *
 * Example: Silver from 2,000 and Gold from 500 → `tiers.levels[2].threshold` “must be above
 * 2000, at which “Silver” begins”.
 */
import type { Check } from './checks/check.ts';
import { capsThatFit, rewardsInReach } from './checks/check-caps.ts';
import { roomForEachCampaign, soundConditions } from './checks/check-conditions.ts';
import { soundExpiry, waitBeyondExpiry } from './checks/check-expiry.ts';
import { somethingEarns } from './checks/check-earning.ts';
import { countableGenerosity } from './checks/check-generosity.ts';
import { repeatedIds } from './checks/check-ids.ts';
import { soundLimits } from './checks/check-limits.ts';
import { soundOffers } from './checks/check-offers.ts';
import {
  climbingLevels,
  firstLevelForAll,
  firstLevelGivesNothing,
  levelsOutOfReach,
  multipliersAboveZero,
} from './checks/check-tiers.ts';
import { soundBand, valueOutsideBand } from './checks/check-value-back.ts';
import { notRecordedYet, weakMultipliers } from './checks/unwise-conditions.ts';
import { minimumOfNoOrder, segmentsNotKnownYet } from './checks/unwise-rewards.ts';
import { hardToSay } from './checks/unwise-words.ts';
import type { FieldProblem } from './field-problem.ts';
import type { ProgramDefinition } from './program.ts';

export { repeatedIds };

/** A next check is one more line here. */
const CONTRADICTIONS: readonly Check[] = [
  ...soundConditions,
  roomForEachCampaign,
  ...capsThatFit,
  climbingLevels,
  firstLevelForAll,
  firstLevelGivesNothing,
  ...multipliersAboveZero,
  countableGenerosity,
  soundExpiry,
  somethingEarns,
  soundBand,
  soundOffers,
  ...soundLimits,
  rewardsInReach,
];

const UNWISE: readonly ((definition: ProgramDefinition) => readonly FieldProblem[])[] = [
  waitBeyondExpiry,
  levelsOutOfReach,
  valueOutsideBand,
  notRecordedYet,
  segmentsNotKnownYet,
  minimumOfNoOrder,
  weakMultipliers,
  hardToSay,
];

/** What must be mended before it is published, and what is worth a second thought. */
export function checkProgram(definition: ProgramDefinition): {
  readonly problems: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
} {
  const problems = [
    ...repeatedIds(definition),
    ...contradictions(definition, new Set(Object.keys(definition))),
  ];
  return { problems, warnings: UNWISE.flatMap((find) => find(definition)) };
}

/** Contradictions among the parts that are `sound`; ids apart, which are read from any JSON. */
export function contradictions(
  definition: ProgramDefinition,
  sound: ReadonlySet<string>,
): readonly FieldProblem[] {
  return CONTRADICTIONS.filter(({ reads }) => reads.every((part) => sound.has(part))).flatMap(
    ({ find }) => find(definition),
  );
}
