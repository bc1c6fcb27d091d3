import { count } from '../say/say-count.ts';
import { type Change, whereFelt } from './change.ts';

/** Whether anything is earned at all, and which orders of a guest are. */
export const joiningChanges: readonly Change[] = [
  whereFelt(
    ({ paused }) => paused,
    ({ paused }) =>
      paused
        ? 'The program is paused: orders placed and activities done from then on earn nothing.'
        : 'The program goes on: orders and activities earn points again.',
  ),
  whereFelt(
    ({ lookBackDays }) => lookBackDays,
    (now, was) =>
      'A guest’s orders count for the customer who joins with the same e-mail address ' +
      `${sayAge(now.lookBackDays)} instead of ${sayAge(was.lookBackDays)}.`,
  ),
];

function sayAge(days: number | null): string {
  if (days === null) return 'however old they are';
  return days === 0 ? 'from then on' : `up to ${count(days, 'day')} back`;
}
