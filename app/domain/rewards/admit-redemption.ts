/**
 * Whether a member may take a choice of a reward now, and which points it would take. Decided under
 * the member's lock, written into the hold, and never asked again: docs/language.md §11.
 *
 * Law: what is admitted keeps every limit of the version in force, also once it has been taken.
 * Example: a reward of 500 points, once a month, was taken on 3 May: on 31 May it is `too_often`,
 * on 1 June it is admitted.
 */
import type { LotTake } from '../facts/decision.ts';
import { periodKey } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/instant.ts';
import { placeInWindow } from '../kernel/local-window.ts';
import type { Points } from '../kernel/points.ts';
import type { Zone } from '../kernel/zone.ts';
import type { Lot } from '../ledger/lot.ts';
import type { ProgramVersion } from '../program/program.ts';
import type { Reward, RewardChoice, RewardTimes } from '../program/reward.ts';
import { choiceAt } from './choices-of.ts';
import { type HoldPlan, planHold } from './plan-hold.ts';

/** Who asks for what, and all that a reward's limits look at. */
export type RedemptionAsk = {
  /** The version in force at `at`. */
  readonly version: ProgramVersion;
  readonly rewardId: string;
  /** The price of the choice, in points. */
  readonly cost: Points;
  readonly at: Instant;
  /** The member's level now; null without tiers. */
  readonly tierId: string | null;
  readonly segmentIds: readonly string[];
  /** Instants of this member's holds of that reward that were not released. */
  readonly taken: readonly Instant[];
  /** How many holds of that reward of all members were not released, this member's included. */
  readonly takenByAll: number;
  /** All the member's lots, folded to `at`. */
  readonly lots: Iterable<Lot>;
};

export type Admission =
  | {
      readonly ok: true;
      readonly version: number;
      readonly reward: Reward;
      readonly choice: RewardChoice;
      readonly takes: readonly LotTake[];
    }
  | {
      readonly ok: false;
      readonly reason:
        | 'unknown_reward'
        | 'unknown_choice'
        | 'not_yet'
        | 'over'
        | 'tier'
        | 'segment'
        | 'too_often'
        | 'out_of_stock';
    }
  | (HoldPlan & { readonly ok: false });

/**
 * Admits a redemption or refuses it, in this order: `unknown_reward` (not in the version),
 * `unknown_choice` (none costs that), `not_yet`, `over`, `tier`, `segment`, `too_often`,
 * `out_of_stock`, `insufficient_points` (with what there is and what is asked).
 */
export function admitRedemption(ask: RedemptionAsk): Admission {
  const { version, definition } = ask.version;
  const reward = definition.rewards.find(({ id }) => id === ask.rewardId);
  if (!reward) return { ok: false, reason: 'unknown_reward' };
  const choice = choiceAt(reward, ask.cost);
  if (!choice) return { ok: false, reason: 'unknown_choice' };
  const reason = brokenLimit(reward, ask, definition.zone);
  if (reason) return { ok: false, reason };
  const plan = planHold(ask.lots, choice.cost);
  return plan.ok ? { ok: true, version, reward, choice, takes: plan.takes } : plan;
}

function brokenLimit({ limits }: Reward, ask: RedemptionAsk, zone: Zone) {
  const place = placeInWindow(ask.at, limits, zone);
  if (place === 'before') return 'not_yet';
  if (place === 'after') return 'over';
  if (!allows(limits.tiers, ask.tierId === null ? [] : [ask.tierId])) return 'tier';
  if (!allows(limits.segments, ask.segmentIds)) return 'segment';
  if (limits.times && isUsedUp(limits.times, ask, zone)) return 'too_often';
  if (limits.stock !== null && ask.takenByAll >= limits.stock) return 'out_of_stock';
  return null;
}

/** Whether one of them is among those that may; of a bound that names none nobody is left out. */
function allows(named: readonly string[], ids: readonly string[]): boolean {
  return named.length === 0 || ids.some((id) => named.includes(id));
}

function isUsedUp(limit: RewardTimes, { taken, at }: RedemptionAsk, zone: Zone): boolean {
  if (limit.kind === 'ever') return taken.length >= limit.times;
  const now = periodKey(limit.period, at, zone);
  const within = taken.filter((each) => periodKey(limit.period, each, zone) === now);
  return within.length >= limit.times;
}
