/**
 * What changes between two definitions, as sentences an owner reads before publishing. Law: no
 * sentence exactly where nothing differs that members feel or owners are told; of a first version
 * everything is new.
 *
 * Members do not feel what the preset and the base rule are called, in which order rewards,
 * activities and conditions are written, or how multipliers stack where only one can count.
 *
 * Example: “Points can be spent after 7 days instead of after 14 days.”
 */
import { blankProgram } from './blank-program.ts';
import { activityChanges, campaignChanges } from './differences/campaign-changes.ts';
import { type Change, whereFelt } from './differences/change.ts';
import { capChanges, earningChanges } from './differences/earning-changes.ts';
import { joiningChanges } from './differences/joining-changes.ts';
import { losingChanges } from './differences/losing-changes.ts';
import { ownerChanges } from './differences/owner-changes.ts';
import { rewardChanges } from './differences/reward-changes.ts';
import { tierChanges } from './differences/tier-changes.ts';
import type { ProgramDefinition } from './program.ts';
import { count } from './say/say-count.ts';
import { sayRate } from './say/say-earning.ts';

/** From `before` (null: nothing was published) to `after`, in the order of the terms. */
export function sayDifferences(
  before: ProgramDefinition | null,
  after: ProgramDefinition,
): readonly string[] {
  const { currency, zone } = after;
  const was = before ?? blankProgram({ currency, zone }, after.preset);
  // The rate and the wait are what a program is about: a first one says them whatever they are.
  const basics = before ? BASICS.flatMap((change) => change(was, after)) : sayBasics(after);
  return [...basics, ...REST.flatMap((change) => change(was, after))];
}

const BASICS: readonly Change[] = [
  whereFelt(
    ({ currency }) => currency,
    (now, was) => `Amounts are in ${now.currency} instead of ${was.currency}.`,
  ),
  whereFelt(
    ({ zone }) => zone,
    (now, was) => `Days begin and end by the time of ${now.zone} instead of ${was.zone}.`,
  ),
  whereFelt(
    // Nothing for every pound is nothing for every penny.
    ({ earning }) => [earning.points, earning.points && earning.perMinor],
    (now, was) => `Members earn ${sayBase(now)} instead of ${sayBase(was)}.`,
  ),
  whereFelt(
    ({ pendingDays, pendingFrom }) => [pendingDays, pendingFrom],
    (now, was) => `Points can be spent ${sayWait(now)} instead of ${sayWait(was)}.`,
  ),
];

const REST: readonly Change[] = [
  ...joiningChanges,
  ...earningChanges,
  ...campaignChanges,
  ...tierChanges,
  ...activityChanges,
  ...capChanges,
  ...rewardChanges,
  ...losingChanges,
  ...ownerChanges,
];

function sayBasics(definition: ProgramDefinition): readonly string[] {
  return [`Members earn ${sayBase(definition)}.`, `Points can be spent ${sayWait(definition)}.`];
}

function sayBase({ earning, currency }: ProgramDefinition): string {
  return earning.points === 0 ? 'nothing for what they spend' : sayRate(earning, currency);
}

function sayWait({ pendingDays, pendingFrom }: ProgramDefinition): string {
  const wait = pendingDays === 0 ? 'at once' : `after ${count(pendingDays, 'day')}`;
  return pendingFrom === 'paid' ? wait : `${wait} from when all of the order has been sent`;
}
