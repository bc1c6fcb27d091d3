import type { ActivityLimit, ActivityRule, ProgramDefinition } from '../program.ts';
import { type Rule, rule } from './rule.ts';
import { englishTerms, type Terms } from './words/en.ts';

/** Points for what is done without buying. */
export function sayActivities(definition: ProgramDefinition, terms: Terms): readonly Rule[] {
  const { activities, activityPendingDays } = definition;
  const { earned, wait } = terms.activities;
  if (activities.length === 0) return [];
  return [
    ...activities.map((each, at) =>
      rule(
        `activities[${at}]`,
        earned(each.points, sayActivity(each, terms), sayLimit(each.limit, terms)),
      ),
    ),
    rule('activityPendingDays', wait(activityPendingDays)),
  ];
}

/** `a review`, or “quiz” where only the owner knows what it is. */
export function sayActivity(
  { activity }: Pick<ActivityRule, 'activity'>,
  terms: Terms = englishTerms,
): string {
  return terms.activities.done(activity);
}

export function sayLimit(limit: ActivityLimit, terms: Terms = englishTerms): string {
  return terms.activities.limit(limit);
}

export function sayDone(days: number, terms: Terms = englishTerms): string {
  return terms.activities.waited(days);
}
