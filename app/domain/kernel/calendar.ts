/**
 * Months, years, weekdays and the start of days in a shop's time zone. Law: a month later is the
 * same wall-clock time on the same day, or on the month's last where it has no such day; a time the
 * clock skips moves on by the gap, and of one that comes twice the first counts. Example: a month
 * after 31 January 10:00 is 28 February 10:00, or 29 February in a leap year.
 */
import { type Instant, instant } from './instant.ts';
import { offsetMsAt, type Zone } from './zone.ts';

/** A stretch of the calendar in which something may be bounded; weeks begin on Monday. */
export type Period = 'day' | 'week' | 'month' | 'year';

const DAY_MS = 86_400_000;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The same wall-clock time `months` calendar months later. */
export function addMonths(at: Instant, months: number, zone: Zone): Instant {
  // Of a time that comes twice the second stays itself when nothing is added.
  if (months === 0) return at;
  const wallMs = wallMsAt(at, zone);
  const wall = new Date(wallMs);
  const monthIndex = wall.getUTCFullYear() * 12 + wall.getUTCMonth() + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  const midnightMs = wallMsOf(year, month, wall.getUTCDate());
  return atWall(midnightMs + wallMs - Math.floor(wallMs / DAY_MS) * DAY_MS, zone);
}

/** The first instant of the day that `at` is in; not always midnight, which some clocks skip. */
export function startOfDay(at: Instant, zone: Zone): Instant {
  return atWall(Math.floor(wallMsAt(at, zone) / DAY_MS) * DAY_MS, zone);
}

/** The first instant of the calendar month that `at` is in. */
export function startOfMonth(at: Instant, zone: Zone): Instant {
  return startOfMonthAfter(at, 0, zone);
}

/** The first instant of the calendar month after the one that `at` is in. */
export function startOfNextMonth(at: Instant, zone: Zone): Instant {
  return startOfMonthAfter(at, 1, zone);
}

function startOfMonthAfter(at: Instant, months: number, zone: Zone): Instant {
  const wall = new Date(wallMsAt(at, zone));
  return atWall(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + months, 1), zone);
}

/** The first instant of the calendar year that `at` is in. */
export function startOfYear(at: Instant, zone: Zone): Instant {
  return startOfDate({ year: yearOf(at, zone), month: 1, day: 1 }, zone);
}

/** The first instant of the calendar year after the one that `at` is in. */
export function startOfNextYear(at: Instant, zone: Zone): Instant {
  return startOfDate({ year: yearOf(at, zone) + 1, month: 1, day: 1 }, zone);
}

/** The first instant of a date; a day the month does not have is its last. Months from 1 to 12. */
export function startOfDate(
  date: { readonly year: number; readonly month: number; readonly day: number },
  zone: Zone,
): Instant {
  return atWall(wallMsOf(date.year, date.month, date.day), zone);
}

/** The calendar year that `at` is in. */
export function yearOf(at: Instant, zone: Zone): number {
  return new Date(wallMsAt(at, zone)).getUTCFullYear();
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(at: Instant, zone: Zone): number {
  return weekdayOfWall(wallMsAt(at, zone));
}

/** What a clock on the wall says, `YYYY-MM-DDTHH:MM`: as text in the order of time. */
export function localTimeOf(at: Instant, zone: Zone): string {
  return wallText(wallMsAt(at, zone), 'YYYY-MM-DDTHH:MM'.length);
}

/**
 * One text for all instants of one period: `2026-11-23` for a day, `2026-11` for a month, `2026`
 * for a year, and for a week `W` with the date of its Monday.
 */
export function periodKey(period: Period, at: Instant, zone: Zone): string {
  const wallMs = wallMsAt(at, zone);
  switch (period) {
    case 'day':
      return wallText(wallMs, 'YYYY-MM-DD'.length);
    case 'week':
      return `W${wallText(wallMs - (weekdayOfWall(wallMs) - 1) * DAY_MS, 'YYYY-MM-DD'.length)}`;
    case 'month':
      return wallText(wallMs, 'YYYY-MM'.length);
    case 'year':
      return wallText(wallMs, 'YYYY'.length);
  }
}

/** The wall clock as if it were UTC, so that plain arithmetic and `Date` can read it. */
function wallMsAt(at: Instant, zone: Zone): number {
  return at + offsetMsAt(zone, at);
}

function wallMsOf(year: number, month: number, day: number): number {
  const leapDay = month === 2 && isLeapYear(year) ? 1 : 0;
  const days = (MONTH_DAYS[month - 1] ?? day) + leapDay;
  return Date.UTC(year, month - 1, Math.min(day, days));
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

// 1 January 1970 was a Thursday.
function weekdayOfWall(wallMs: number): number {
  const days = Math.floor(wallMs / DAY_MS) + 3;
  return days - Math.floor(days / 7) * 7 + 1;
}

function wallText(wallMs: number, length: number): string {
  return new Date(wallMs).toISOString().slice(0, length);
}

/** When a wall clock in the zone shows that time; see the law above for the two doubtful cases. */
function atWall(wallMs: number, zone: Zone): Instant {
  // A day either side is on either side of any change, as no zone is a day away from UTC.
  const before = offsetMsAt(zone, (wallMs - DAY_MS) as Instant);
  const after = offsetMsAt(zone, (wallMs + DAY_MS) as Instant);
  const first = instant(wallMs - before);
  if (before === after || offsetMsAt(zone, first) === before) return first;
  const second = instant(wallMs - after);
  return offsetMsAt(zone, second) === after ? second : first;
}
