/**
 * Dates in segment queries are days of the shop's zone, each all of its hours; a date with a time
 * is an instant of that zone (segment query language reference, "Date attributes").
 *
 *     = 2020-05-30    from that day's midnight up to, not including, the next one
 */
import type { Value } from './query.ts';

/** From `from` up to, not including, `to`; ms. An instant is a span of one second. */
export type Span = { readonly from: number; readonly to: number };

const DAY_MS = 86_400_000;

/** The span a value means as of `now`; null for what is no date. */
export function spanOf(value: Value, zone: string, now: number): Span | null {
  if (value.type === 'date' && value.text.includes('T')) {
    const from = instantIn(zone, Date.parse(`${value.text}Z`));
    return Number.isNaN(from) ? null : { from, to: from + 1000 };
  }
  const day = dayOf(value, zone, now);
  if (day === null || Number.isNaN(day)) return null;
  return { from: instantIn(zone, day), to: instantIn(zone, day + DAY_MS) };
}

/** The day as midnight in UTC. */
function dayOf({ type, text }: Value, zone: string, now: number): number | null {
  if (type === 'date') return Date.parse(`${text}T00:00:00Z`);
  const today = todayIn(zone, now);
  if (type === 'offset') return shifted(today, text);
  if (type === 'named') return shifted(today, text === '12_months_ago' ? '-12m' : daysAgo(text));
  const word = text.toLowerCase();
  if (type !== 'word') return null;
  return word === 'today' ? today : word === 'yesterday' ? today - DAY_MS : null;
}

const daysAgo = (named: string) => `-${named.split('_')[0]}d`;

function shifted(today: number, offset: string): number {
  const [, sign, count = '0', unit = 'd'] = /^([+-])(\d+)([dwmy])$/.exec(offset) ?? [];
  const by = (sign === '-' ? -1 : 1) * Number(count);
  if (unit === 'd') return today + by * DAY_MS;
  if (unit === 'w') return today + by * 7 * DAY_MS;
  const date = new Date(today);
  const months = unit === 'y' ? by * 12 : by;
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  // A month before 31 March is the last of February, not the third of March.
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
  return first + (Math.min(date.getUTCDate(), length.getUTCDate()) - 1) * DAY_MS;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Clock and calendar of the zone at an instant, as if they were UTC's. */
function wallOf(zone: string, at: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, format);
  return Date.parse(`${format.format(at).replace(' ', 'T')}Z`);
}

function todayIn(zone: string, now: number): number {
  return Math.floor(wallOf(zone, now) / DAY_MS) * DAY_MS;
}

/** The instant at which the zone's clock shows `wall`. */
function instantIn(zone: string, wall: number): number {
  if (Number.isNaN(wall)) return wall;
  const guess = wall - (wallOf(zone, wall) - wall);
  // The offset at the guess is the right one unless the clock is changed in between.
  return wall - (wallOf(zone, guess) - guess);
}
