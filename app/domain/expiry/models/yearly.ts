import { addMonths, startOfDate, yearOf } from '../../kernel/calendar.ts';
import { count } from '../../program/say/say-count.ts';
import { expiryModel, GRACE_DAYS, SHORTEST_MONTH } from './model.ts';

const LEAP_YEAR = 2028;

/**
 * Points of one year go on one day, which is easily remembered. 29 February is the 28th in a year
 * that has none.
 */
export const yearly = expiryModel({
  kind: 'yearly',
  fields: {
    month: { type: 'count', least: 1, most: 12 },
    day: { type: 'count', least: 1, most: 31 },
    atLeastMonths: { type: 'count', least: 0, most: 120 },
    graceDays: GRACE_DAYS,
  },
  lotEnd: ({ month, day, atLeastMonths }, earnedAt, zone) => {
    const least = addMonths(earnedAt, atLeastMonths, zone);
    const year = yearOf(least, zone);
    const end = startOfDate({ year, month, day }, zone);
    // What is earned as the date begins lives until the next one: nothing is gone as it comes.
    if (end >= least && end > earnedAt) return end;
    return startOfDate({ year: year + 1, month, day }, zone);
  },
  inactivityEnd: () => null,
  say: ({ month, day, atLeastMonths }) => {
    const age = count(atLeastMonths, 'month');
    const least = atLeastMonths === 0 ? '' : `, but not before they are ${age} old`;
    return `Your points expire at the start of ${day} ${nameOf(month)}${least}`;
  },
  leastDays: ({ atLeastMonths }) => atLeastMonths * SHORTEST_MONTH,
  check: ({ month, day }) => {
    const days = new Date(Date.UTC(LEAP_YEAR, month, 0)).getUTCDate();
    return day <= days ? {} : { day: `must be a day of ${nameOf(month)}: 1 to ${days}` };
  },
});

function nameOf(month: number): string {
  const format = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
  return format.format(Date.UTC(LEAP_YEAR, month - 1, 1));
}
