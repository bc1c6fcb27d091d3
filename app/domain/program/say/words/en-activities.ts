/** What is earned without buying, in English. */
import type { ActivityLimit } from '../../program.ts';
import { count, sayPoints } from '../say-count.ts';
import { sayOften } from './en-often.ts';

export const activityTerms = {
  earned: (points: number, activity: string, limit: string) =>
    `You get ${sayPoints(points)} for ${activity}, ${limit}.`,
  /** In words where the field knows the activity, else as the owner wrote it. */
  done: (activity: string) =>
    Object.hasOwn(DONE, activity) ? (DONE[activity] ?? activity) : `“${activity}”`,
  limit: (limit: ActivityLimit) => {
    if (limit.kind === 'once') return 'once';
    if (limit.kind === 'yearly') return 'once a year';
    return `at most ${sayOften(limit.times, limit.period)}`;
  },
  wait: (days: number) => `You can spend these points ${activityTerms.waited(days)}.`,
  waited: (days: number): string => (days === 0 ? 'at once' : `after ${count(days, 'day')}`),
};

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
  referral: 'bringing a friend',
  challenge: 'a challenge you complete',
};
