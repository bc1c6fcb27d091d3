/**
 * Numbers and instants as the status page writes them. Written out by hand rather than by the
 * runtime's locale data, which differs between server and browser and would break hydration.
 */
import { readReason } from '../../contracts/parked-reason.ts';
import { PARKED } from '../../contracts/refusals.ts';
import type { BoundedCount } from '../../contracts/status.ts';
import { instant } from '../../domain/kernel/instant.ts';
import { offsetMsAt } from '../../domain/kernel/zone.ts';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** 1234567 → `1,234,567`; negative numbers carry a true minus sign. */
export function sayNumber(value: number): string {
  const digits = Math.abs(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
  return value < 0 ? `−${digits}` : digits;
}

/** 10,000 and no end in sight → `10,000+`. */
export function sayBounded({ count, atLeast }: BoundedCount): string {
  return atLeast ? `${sayNumber(count)}+` : sayNumber(count);
}

/** `1 member`, `2 members`. */
export function sayCount(count: number, noun: string): string {
  return `${sayNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** What a movement did to a member's own points: `+87`, `−12`; empty where they only moved. */
export function sayChange(change: number): string {
  if (change === 0) return '';
  return change > 0 ? `+${sayNumber(change)}` : sayNumber(change);
}

/** A wall-clock time in the zone: `23 Nov 2026, 10:32:05`. */
export function sayInstant(at: number, zone: string): string {
  return `${sayDay(at, zone)}, ${wallClock(at, zone).toISOString().slice(11, 19)}`;
}

/**
 * When it was written into the books, and the day it happened where that is another: lists of what
 * is latest are in the order of the first, `23 Nov 2026, 10:32:05 · happened on 16 Nov 2026`.
 */
export function sayPosted(
  { at, postedAt }: { readonly at: number; readonly postedAt: number },
  zone: string,
): string {
  const [posted, happened] = [sayDay(postedAt, zone), sayDay(at, zone)];
  const when = sayInstant(postedAt, zone);
  return posted === happened ? when : `${when} · happened on ${happened}`;
}

/** The calendar day in the zone: `23 Nov 2026`. */
export function sayDay(at: number, zone: string): string {
  const wall = wallClock(at, zone);
  return `${wall.getUTCDate()} ${MONTHS[wall.getUTCMonth()]} ${wall.getUTCFullYear()}`;
}

/** A date whose UTC fields read as the zone's clock does. */
function wallClock(at: number, zone: string): Date {
  return new Date(at + offsetMsAt(zone, instant(at)));
}

/** A length of time in units that fit: `340 ms`, `2.1 s`, `3 min`, `2 h 5 min`, `4 days`. */
export function sayDuration(lengthMs: number): string {
  const ms = Math.max(0, Math.round(lengthMs));
  if (ms < 1000) return `${ms} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) {
    const rest = minutes % 60;
    return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
  }
  return sayCount(Math.round(minutes / (24 * 60)), 'day');
}

/** How long ago, for a glance: `just now`, `12 s ago`, `3 min ago`. */
export function sayAgo(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1000);
  if (seconds < 2) return 'just now';
  return `${seconds < 60 ? `${seconds} s` : sayDuration(seconds * 1000)} ago`;
}

/** `invalid_field: currency` → what that means, and the detail it came with. */
export function sayReason(text: string): { meaning: string; detail: string | null } {
  const reason = readReason(text);
  if (reason === null) return { meaning: text, detail: null };
  return { meaning: PARKED[reason.code], detail: reason.detail };
}
