/**
 * A shop's calendar, found by looking at its clock again and again, without a line of the domain's.
 * `wall` is what the clock shows, written as if it were UTC.
 */
const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

const clocks = new Map<string, { format: Intl.DateTimeFormat; seen: Map<number, number> }>();

/** What the clock shows at an instant. */
export function wallOf(zone: string, at: number): number {
  let clock = clocks.get(zone);
  if (!clock) {
    const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' } as const;
    const format = new Intl.DateTimeFormat('sv-SE', options);
    clocks.set(zone, (clock = { format, seen: new Map() }));
  }
  const second = Math.floor(at / 1000) * 1000;
  let wall = clock.seen.get(second);
  if (wall === undefined) {
    wall = Date.parse(`${clock.format.format(second).replace(' ', 'T')}Z`);
    clock.seen.set(second, wall);
  }
  return wall + (at - second);
}

/**
 * When the clock shows that: of a time it shows twice the first, of a time it skips as much later
 * as it skipped.
 */
function whenShown(zone: string, wall: number): number {
  const guesses = [-36, -12, 0, 12, 36].map((hours) => {
    const probe = wall + hours * HOUR_MS;
    return wall - (wallOf(zone, probe) - probe);
  });
  const right = guesses.filter((guess) => wallOf(zone, guess) === wall);
  return right.length === 0 ? Math.max(...guesses) : Math.min(...right);
}

export function daysLater(at: number, days: number, zone: string): number {
  return whenShown(zone, wallOf(zone, at) + days * DAY_MS);
}

/** The same day of the month and time so many months later, or that month's last day. */
export function monthsLater(at: number, months: number, zone: string): number {
  const wall = new Date(wallOf(zone, at));
  const first = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + months, 1));
  const next = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
  const lastDay = new Date(next - DAY_MS).getUTCDate();
  const day = Math.min(wall.getUTCDate(), lastDay);
  const time = wallOf(zone, at) % DAY_MS;
  return whenShown(zone, first.getTime() + (day - 1) * DAY_MS + time);
}

/** The first instant of a date; a day that the month lacks is its last. */
export function dayStarts(zone: string, year: number, month: number, day: number): number {
  const last = new Date(Date.UTC(year, month, 1) - DAY_MS).getUTCDate();
  return whenShown(zone, Date.UTC(year, month - 1, Math.min(day, last)));
}

export function yearOf(zone: string, at: number): number {
  return new Date(wallOf(zone, at)).getUTCFullYear();
}

export function nextYearStarts(zone: string, at: number): number {
  return dayStarts(zone, yearOf(zone, at) + 1, 1, 1);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(zone: string, at: number): number {
  return new Date(wallOf(zone, at)).getUTCDay() || 7;
}

export function hourOf(zone: string, at: number): number {
  return new Date(wallOf(zone, at)).getUTCHours();
}

/** `2026-03-29T01:30`, as the clock shows it. */
export function localTimeOf(zone: string, at: number): string {
  return new Date(wallOf(zone, at)).toISOString().slice(0, 16);
}

/** A name for the day, week (by its Monday), month or year that an instant falls into. */
export function periodOf(
  period: 'day' | 'week' | 'month' | 'year',
  at: number,
  zone: string,
): string {
  const wall = wallOf(zone, at);
  if (period === 'week') {
    const monday = wall - (weekdayOf(zone, at) - 1) * DAY_MS;
    return `week of ${new Date(monday).toISOString().slice(0, 10)}`;
  }
  const length = { day: 10, month: 7, year: 4 }[period];
  return new Date(wall).toISOString().slice(0, length);
}
