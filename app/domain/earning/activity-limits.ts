/**
 * How often an activity earns. Law: what earned before is what counts, not what was done; an
 * activity that earned nothing stands in nobody's way. Example: once a day, and 23:59 and 00:01 in
 * the shop's zone are two days.
 */
import { periodKey } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/instant.ts';
import { addDays, type Zone } from '../kernel/zone.ts';
import type { ActivityLimit } from '../program/program.ts';

// A birthday is on another day of the year where somebody changed it: less than a year apart it is
// the same one, but a few weeks are forgiven to who corrects a mistake.
const YEARLY_DAYS = 330;

/** `earlier`: when the rule gave points before, ascending, none of it later than `at`. */
export function mayEarn(
  limit: ActivityLimit,
  earlier: readonly Instant[],
  at: Instant,
  zone: Zone,
): boolean {
  const last = earlier.at(-1);
  if (last === undefined) return limit.kind !== 'per' || limit.times > 0;
  switch (limit.kind) {
    case 'once':
      return false;
    case 'yearly':
      return (
        at >= addDays(last, YEARLY_DAYS, zone) &&
        periodKey('year', last, zone) !== periodKey('year', at, zone)
      );
    case 'per':
      return !wasDoneOften(limit, earlier, at, zone);
  }
}

/** Only the newest `times` are looked at, so that a long past costs nothing. */
function wasDoneOften(
  { period, times }: ActivityLimit & { readonly kind: 'per' },
  earlier: readonly Instant[],
  at: Instant,
  zone: Zone,
): boolean {
  // Earlier ones are ascending: where the one so many back is in this period, so are all after it.
  const then = earlier.at(-times);
  if (times <= 0) return true;
  return then !== undefined && periodKey(period, then, zone) === periodKey(period, at, zone);
}
