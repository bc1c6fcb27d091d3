/**
 * What is kept of a member's tier, so that time and new orders can go on from it without the orders
 * before. Small whatever the history: of what counts only the newest part is needed, as much as the
 * highest level asks for. Law: from then on, whatever is noted under other keys, the tier is the
 * same at every instant as with all that was ever noted. For as long as none of that part has left
 * the highest level is met either way; once one has, all that came before it has left as well.
 *
 * Example: Gold from £2,000 within 365 days, 10,000 orders of £60 in them: the last 34 are kept.
 */
import type { Instant } from '../kernel/instant.ts';
import type { ProgramVersion } from '../program/program.ts';

/** When it leaves, null being never, and how much it is; those that leave together as one. */
export type KeptContribution = readonly [leavesAt: Instant | null, amount: number];

/** The climbing; levels as places in the ladder that can be climbed. */
export type TrackMemory = {
  readonly met: number;
  readonly topMet: number;
  readonly tier: number;
  /** When each level was last met; null: never. */
  readonly lastMetAt: readonly (Instant | null)[];
  /** When the tier is lost; null while it is met. */
  readonly keptUntil: Instant | null;
  /** The first to leave first. */
  readonly newest: readonly KeptContribution[];
};

export type TierMemory = {
  /** The version whose ladder is climbed. */
  readonly version: number;
  readonly levelId: string;
  /** Since when it has been the tier, or the ladder in force. */
  readonly levelSince: Instant;
  readonly track: TrackMemory;
};

/** More than this is not kept: such a member is folded from all their orders. */
export const CONTRIBUTIONS_KEPT_MAX = 128;

/** Whether the ladder that was climbed then is still the one to climb at `asOf`. */
export function isOfLadder(
  { version }: Pick<TierMemory, 'version'>,
  versions: readonly ProgramVersion[],
  asOf: Instant,
): boolean {
  const own = versions.find((one) => one.version === version);
  if (!own) return false;
  return versions.every(
    (other) =>
      other.effectiveAt > asOf ||
      (other.version <= version && other.effectiveAt <= own.effectiveAt),
  );
}
