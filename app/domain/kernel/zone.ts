/**
 * Calendar arithmetic in a shop's time zone. Law: a day is a calendar day, so "14 days later" keeps
 * the wall-clock time across a daylight-saving change. Example: 14 days after 2026-03-20 10:00 in
 * Europe/Berlin is 2026-04-03 10:00 there, 335 hours later, not 336.
 */
import { type Instant, instant } from './instant.ts';
import { invariant } from './invariant.ts';

/** An IANA zone name, e.g. `Europe/Warsaw`; `UTC` needs no look-up at all. */
export type Zone = string;

const DAY_MS = 86_400_000;
// Offsets have changed on quarter-hours wherever there are shops since 2011 (Newfoundland used to
// change at a minute past midnight), so one look-up serves a quarter.
const QUARTER_MS = 900_000;

type Offsets = {
  readonly format: Intl.DateTimeFormat;
  /** By days of UTC; null: the clock changes on that day, so its quarters are looked at. */
  readonly byDay: Map<number, number | null>;
  readonly byQuarter: Map<number, number>;
};

const offsetsByZone = new Map<Zone, Offsets>();

/** Whether the name is a zone this runtime knows. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The zone's distance from UTC at that instant, in ms, positive east of Greenwich. */
export function offsetMsAt(zone: Zone, at: Instant): number {
  if (zone === 'UTC') return 0;
  let known = offsetsByZone.get(zone);
  if (!known) offsetsByZone.set(zone, (known = noOffsets(zone)));
  const day = Math.floor(at / DAY_MS);
  let offsetMs = known.byDay.get(day);
  if (offsetMs === undefined) {
    // No clock changes there and back within one day.
    const start = offsetOfQuarter(known, day * DAY_MS);
    offsetMs = start === offsetOfQuarter(known, (day + 1) * DAY_MS) ? start : null;
    known.byDay.set(day, offsetMs);
  }
  return offsetMs ?? offsetOfQuarter(known, at);
}

/**
 * The same wall-clock time `days` calendar days later in the zone; a time the clock skips moves on
 * by the gap, and of one that comes twice the first counts.
 */
export function addDays(at: Instant, days: number, zone: Zone): Instant {
  // Of a time that comes twice the second stays itself when nothing is added.
  if (days === 0 || zone === 'UTC') return instant(at + days * DAY_MS);
  const offsetMs = offsetMsAt(zone, at);
  const wallMs = at + offsetMs + days * DAY_MS;
  const guess = instant(wallMs - offsetMs);
  const guessOffsetMs = offsetMsAt(zone, guess);
  // Nearly always: the clock does not change in between.
  if (guessOffsetMs === offsetMs) return firstOfTwo(guess, zone);
  const adjusted = instant(wallMs - guessOffsetMs);
  // Around a change the first guess may sit on the wrong side: where the second look agrees with
  // itself it is right; where it does not, the wall-clock time was skipped and the later one
  // stands.
  if (offsetMsAt(zone, adjusted) === guessOffsetMs) return adjusted;
  return instant(Math.max(guess, adjusted));
}

/** The instant, or the earlier one at which the clock showed the same before it went back. */
function firstOfTwo(at: Instant, zone: Zone): Instant {
  const offsetMs = offsetMsAt(zone, at);
  const beforeMs = offsetMsAt(zone, instant(at - DAY_MS));
  if (beforeMs <= offsetMs) return at;
  const first = instant(at + offsetMs - beforeMs);
  return offsetMsAt(zone, first) === beforeMs ? first : at;
}

function noOffsets(zone: Zone): Offsets {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return { format, byDay: new Map(), byQuarter: new Map() };
}

function offsetOfQuarter({ format, byQuarter }: Offsets, epochMs: number): number {
  const quarter = Math.floor(epochMs / QUARTER_MS);
  let offsetMs = byQuarter.get(quarter);
  if (offsetMs === undefined) {
    offsetMs = readOffsetMs(format, quarter * QUARTER_MS);
    byQuarter.set(quarter, offsetMs);
  }
  return offsetMs;
}

function readOffsetMs(format: Intl.DateTimeFormat, epochMs: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(epochMs)) part[type] = Number(value);
  const { year, month, day, hour, minute, second } = part;
  invariant(year && month && day, 'A formatted date has a year, a month and a day.');
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1000) * 1000;
}
