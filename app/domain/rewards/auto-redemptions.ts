/**
 * Rewards that are taken by themselves: which ones a member's points are enough for now. Of several
 * the first in the program's sequence comes first, each as often as it is admitted.
 *
 * Law: every one is admitted at its own instant, after all those before it. So together they never
 * take more than there is, and what was taken is not wished for a second time.
 * Example: 1,250 points and a reward of 500 with `auto`: it is taken twice, and 250 are left.
 */
import type { LotTake } from '../facts/decision.ts';
import { type Instant, instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import type { Lot } from '../ledger/lot.ts';
import type { ProgramVersion } from '../program/program.ts';
import type { Reward, RewardChoice } from '../program/reward.ts';
import { admitRedemption } from './admit-redemption.ts';
import { choicesOf } from './choices-of.ts';

/** So many at once and no more; whoever asks again gets the rest. */
export const AUTO_REDEMPTIONS_MOST = 100;

export type AutoRedemption = {
  readonly reward: Reward;
  readonly choice: RewardChoice;
  /** The instant of its hold: each has one of its own. */
  readonly at: Instant;
  readonly takes: readonly LotTake[];
};

/** What is to be taken now, in order; nothing is refused, what is not admitted is not there. */
export function autoRedemptions(known: {
  /** The version in force at `at`. */
  readonly version: ProgramVersion;
  /** The first instant at which no decision stands yet. */
  readonly at: Instant;
  readonly tierId: string | null;
  readonly segmentIds: readonly string[];
  /** Instants of this member's holds of a reward that were not released. */
  readonly takenOf: (rewardId: string) => readonly Instant[];
  /** How many holds of a reward of all members were not released. */
  readonly takenByAllOf: (rewardId: string) => number;
  /** All the member's lots, folded to `at`. */
  readonly lots: Iterable<Lot>;
}): readonly AutoRedemption[] {
  const lots = [...known.lots].map((lot) => ({ ...lot }));
  const redemptions: AutoRedemption[] = [];
  for (const reward of known.version.definition.rewards.filter(({ auto }) => auto)) {
    const taken = [...known.takenOf(reward.id)];
    let takenByAll = known.takenByAllOf(reward.id);
    const [only] = choicesOf(reward);
    while (only && redemptions.length < AUTO_REDEMPTIONS_MOST) {
      const at = instant(known.at + redemptions.length);
      const asked = { ...known, at, rewardId: reward.id, cost: only.cost, taken, takenByAll };
      const admission = admitRedemption({ ...asked, lots: spendableAt(lots, at) });
      if (!admission.ok) break;
      const { choice, takes } = admission;
      redemptions.push({ reward, choice, at, takes });
      takeFrom(lots, takes);
      taken.push(at);
      takenByAll += 1;
    }
  }
  return redemptions;
}

/** Without what expires while the decisions before are written down, a millisecond for each. */
function spendableAt(lots: readonly Lot[], at: Instant): Lot[] {
  return lots.filter(
    ({ available, expiresAt }) => available < 0 || expiresAt === null || expiresAt > at,
  );
}

function takeFrom(lots: readonly Lot[], takes: readonly LotTake[]): void {
  for (const { lotId, points: taken } of takes) {
    const lot = lots.find(({ id }) => id === lotId);
    if (lot) lot.available = points(lot.available - taken);
  }
}
