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
 * When the clock shows that: at a time it shows twice the one nearer to how the clock stood at
 * `from`, at a time it skips as much later as it skipped.
 */
export function whenShown(zone: string, wall: number, from: number): number {
  const guesses = [-36, -12, 0, 12, 36].map((hours) => {
    const probe = wall + hours * HOUR_MS;
    return wall - (wallOf(zone, probe) - probe);
  });
  const right = guesses.filter((guess) => wallOf(zone, guess) === wall);
  if (right.length === 0) return Math.max(...guesses);
  const stood = wallOf(zone, from) - from;
  const same = right.find((guess) => wall - guess === stood);
  return same ?? Math.min(...right);
}

export function daysLater(at: number, days: number, zone: string): number {
  return whenShown(zone, wallOf(zone, at) + days * DAY_MS, at);
}

/** The same day of the month and time so many months later, or that month's last day. */
export function monthsLater(at: number, months: number, zone: string): number {
  const wall = new Date(wallOf(zone, at));
  const first = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + months, 1));
  const next = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
  const lastDay = new Date(next - DAY_MS).getUTCDate();
  const day = Math.min(wall.getUTCDate(), lastDay);
  const time = wallOf(zone, at) % DAY_MS;
  return whenShown(zone, first.getTime() + (day - 1) * DAY_MS + time, at);
}

/** The first instant of a date; a day that the month lacks is its last. */
export function dayStarts(zone: string, year: number, month: number, day: number): number {
  const last = new Date(Date.UTC(year, month, 1) - DAY_MS).getUTCDate();
  const wall = Date.UTC(year, month - 1, Math.min(day, last));
  // The day before is how the clock stood: a midnight shown twice begins the day the first time.
  return whenShown(zone, wall, wall - 2 * DAY_MS);
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
