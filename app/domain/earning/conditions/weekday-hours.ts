import { localTimeOf, weekdayOf } from '../../kernel/calendar.ts';
import { orderCondition } from './condition.ts';

const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
type Weekday = (typeof WEEKDAYS)[number];
type Hours = {
  readonly weekdays: readonly Weekday[];
  readonly fromHour: number;
  readonly toHour: number;
};

/**
 * Whether the order was placed on one of these weekdays, from one full hour on and before another,
 * by the shop's clock. Where `toHour` is not later than `fromHour` the hours run past midnight and
 * count to the day on which they began: Friday 22 to 2 ends on Saturday morning.
 */
export const weekdayHours = orderCondition({
  kind: 'weekday-hours',
  fields: {
    weekdays: { type: 'choices', among: WEEKDAYS },
    fromHour: { type: 'count', least: 0, most: 23 },
    toHour: { type: 'count', least: 1, most: 24 },
  },
  holds: ({ weekdays, fromHour, toHour }, { order, zone }) => {
    const hour = Number(
      localTimeOf(order.createdAt, zone).slice('YYYY-MM-DDT'.length, -':MM'.length),
    );
    const today = weekdayOf(order.createdAt, zone);
    if (fromHour < toHour) return hour >= fromHour && hour < toHour && has(weekdays, today);
    return hour >= fromHour ? has(weekdays, today) : hour < toHour && has(weekdays, today - 1);
  },
  say: (hours) => `${sayDays(hours)}${sayHours(hours)}`,
  sayNot: (hours) => `except ${sayDays(hours)}${sayHours(hours)}`,
});

/** 1 for Monday to 7 for Sunday; 0 is the Sunday before. */
function has(weekdays: readonly Weekday[], number: number): boolean {
  const weekday = WEEKDAYS[(number + 6) % 7];
  return weekday !== undefined && weekdays.includes(weekday);
}

function sayDays({ weekdays }: Hours): string {
  if (weekdays.length === WEEKDAYS.length) return 'every day';
  const names = WEEKDAYS.filter((each) => weekdays.includes(each)).map(
    (each) => `${each.charAt(0).toUpperCase()}${each.slice(1)}s`,
  );
  const last = names.at(-1) ?? 'no day';
  return `on ${names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`}`;
}

function sayHours({ fromHour, toHour }: Hours): string {
  if (fromHour === 0 && toHour === 24) return '';
  return ` from ${clock(fromHour)} to ${clock(toHour)}`;
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
