import type { ActivityLimit, ActivityRule, ProgramDefinition } from '../program.ts';
import { type Rule, rule } from './rule.ts';
import { count, sayPoints } from './say-count.ts';

/** Points for what is done without buying. */
export function sayActivities(definition: ProgramDefinition): readonly Rule[] {
  const { activities, activityPendingDays } = definition;
  if (activities.length === 0) return [];
  return [
    ...activities.map((each, at) =>
      rule(
        `activities[${at}]`,
        `You get ${sayPoints(each.points)} for ${sayActivity(each)}, ${sayLimit(each.limit)}.`,
      ),
    ),
    rule('activityPendingDays', `You can spend these points ${sayDone(activityPendingDays)}.`),
  ];
}

const DONE: Readonly<Record<string, string>> = {
  join: 'joining',
  birthday: 'your birthday',
  'join-anniversary': 'the anniversary of your joining',
  'order-anniversary': 'the anniversary of your first order',
  profile: 'completing your profile',
  newsletter: 'subscribing to the newsletter',
  review: 'a review',
  photo: 'a photo',
  visit: 'visiting the shop',
  survey: 'answering a survey',
};

/** In words where the field knows the activity, else as the owner wrote it. */
export function sayActivity({ activity }: Pick<ActivityRule, 'activity'>): string {
  return Object.hasOwn(DONE, activity) ? (DONE[activity] ?? activity) : `“${activity}”`;
}

export function sayLimit(limit: ActivityLimit): string {
  switch (limit.kind) {
    case 'once':
      return 'once';
    case 'yearly':
      return 'once a year';
    case 'per':
      return limit.times === 1
        ? `at most once a ${limit.period}`
        : `at most ${count(limit.times, 'time')} a ${limit.period}`;
  }
}

export function sayDone(days: number): string {
  return days === 0 ? 'at once' : `after ${count(days, 'day')}`;
}
