/** How often within a period, in English: periods are those of the calendar. */
import { count } from '../say-count.ts';

/** `once in a calendar month`, `3 times a day`: a month is none from any day to the next such. */
export function sayOften(times: number, period: 'day' | 'week' | 'month' | 'year'): string {
  const often = times === 1 ? 'once' : count(times, 'time');
  return period === 'day' ? `${often} a day` : `${often} in a calendar ${period}`;
}
