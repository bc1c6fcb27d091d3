/**
 * The shop's clock on the wall, and the comparisons a function may ask of it (`shop.localTime`).
 */

export type LocalTime = {
  /** `2026-11-23` */
  readonly date: string;
  /** `09:05:00` */
  readonly time: string;
};

/** What the wall shows at `now` (ms since the epoch) in the zone; throws for an unknown zone. */
export function localTimeOf(now: number, timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
  const [date = '', time = ''] = format.format(now).split(' ');
  return { date, time };
}

/** ISO texts of one form compare as text; `2026-01-01T09:00` and fractions are brought to it. */
function whole(text: string): string {
  const [clock = ''] = text.split('.');
  return clock.length === 'hh:mm'.length || /T\d\d:\d\d$/.test(clock) ? `${clock}:00` : clock;
}

/** "At or past" the bound (the schema's own words). */
export function isAtOrPast(now: string, bound: string): boolean {
  return now >= whole(bound);
}

export function isBefore(now: string, bound: string): boolean {
  return now < whole(bound);
}

/** Both bounds belong to the span. */
export function isBetween(now: string, from: string, to: string): boolean {
  return now >= whole(from) && now <= whole(to);
}
