/** When the shop's clock next reaches a bound of a reward's time, so that its card can say so. */
import { localTimeOf } from '../domain/kernel/calendar.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import type { ProgramDefinition } from '../domain/program/program.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
/** So near to a bound that a change of clocks may move it. */
const NEAR_MS = 2 * HOUR_MS;

/**
 * The instant to look again at; null where no reward begins or ends any more. Of a bound that is
 * far off it is an hour early, as clocks may be put forward meanwhile: whoever looks then asks
 * again. Around a bound it is a quarter of an hour off at most, as clocks put forward reach it
 * sooner and clocks put back reach it twice; changes of clocks begin on a quarter.
 */
export function nextWindow(
  { rewards, zone }: Pick<ProgramDefinition, 'rewards' | 'zone'>,
  asOf: Instant,
): Instant | null {
  const now = localTimeOf(asOf, zone);
  const nowMs = Date.parse(`${now}Z`);
  const bounds = rewards
    .flatMap(({ limits: { from, to } }) => [from, to])
    .filter((bound) => bound !== null)
    .map((bound) => Date.parse(`${bound}Z`) - nowMs)
    .filter((waitMs) => waitMs > -NEAR_MS)
    .toSorted((a, b) => a - b);
  const [next] = bounds;
  if (next === undefined) return null;
  if (next > NEAR_MS) return instant(asOf - (asOf % MINUTE_MS) + next - HOUR_MS);
  return instant(asOf - (asOf % QUARTER_MS) + QUARTER_MS);
}
