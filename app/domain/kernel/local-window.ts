/**
 * Stretches of time as a clock on the shop's wall shows them: from one local time on and before
 * another. Law: the hour that comes twice when the clocks go back is one hour to the clock, so both
 * are inside where one is. Example: from 27 November 00:00 and before 1 December 00:00 is four
 * days.
 */
import { localTimeOf } from './calendar.ts';
import type { Instant } from './instant.ts';
import type { Zone } from './zone.ts';

/** Local date-times `YYYY-MM-DDTHH:MM`; null is open. */
export type LocalWindow = { readonly from: string | null; readonly to: string | null };

/** Where an instant stands to a window; the `to` of a window is after it. */
export function placeInWindow(
  at: Instant,
  { from, to }: LocalWindow,
  zone: Zone,
): 'before' | 'inside' | 'after' {
  if (from === null && to === null) return 'inside';
  const clock = localTimeOf(at, zone);
  if (from !== null && clock < from) return 'before';
  return to === null || clock < to ? 'inside' : 'after';
}
