const WEEK_MS = 7 * 86_400_000;

/**
 * What to add (ms) to instants ending at `last` so that they end within the week before `to`: whole
 * weeks, so that days of the week and hours of the day stay as they were.
 */
export function shiftByWeeks(last: number, to: number): number {
  return Math.floor((to - last) / WEEK_MS) * WEEK_MS;
}
