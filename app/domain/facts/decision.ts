/**
 * Decisions are ours: stamped under the member's lock, at our instant, and never decided again,
 * whatever is learnt later. A hold names the very lots it took. Two decisions of one member never
 * share an instant.
 */
import type { Instant } from '../kernel/instant.ts';
import type { Points } from '../kernel/points.ts';

export type LotTake = { readonly lotId: string; readonly points: Points };

/** The reward a decision is about, as it was published then. */
export type RewardNamed = {
  readonly rewardId: string;
  readonly rewardName: string;
  readonly version: number;
};

/** Points reserved for a reward, from the lots named. */
export type HoldDecision = RewardNamed & {
  readonly kind: 'hold';
  readonly redemptionId: string;
  readonly at: Instant;
  readonly takes: readonly LotTake[];
};

/** The reward was used by an order: its reserved points are spent. */
export type SettleDecision = {
  readonly kind: 'settle';
  readonly redemptionId: string;
  readonly at: Instant;
  /** Our key of the order that used it, and its name as the shopper knows it. */
  readonly orderId: string;
  readonly orderName: string;
};

/** The reward will not be used: its reserved points come back to their lots. */
export type ReleaseDecision = {
  readonly kind: 'release';
  readonly redemptionId: string;
  readonly at: Instant;
};

/**
 * A reward was used beyond what was held for it, so its points are spent now, below zero if need
 * be: its code was used after its release, by a second order, or without ever being handed out.
 */
export type ChargeDecision = RewardNamed & {
  readonly kind: 'charge';
  readonly redemptionId: string;
  readonly at: Instant;
  readonly orderId: string;
  readonly orderName: string;
  readonly why: 'after-release' | 'second-order' | 'never-issued';
  readonly takes: readonly LotTake[];
};

/** Staff gave or took points, and said why. */
export type AdjustDecision = {
  readonly kind: 'adjust';
  readonly id: string;
  readonly at: Instant;
  /** Given where above zero (a lot of its own, spendable at once); taken where below. */
  readonly points: Points;
  readonly reason: string;
  /** The lots points were taken from; empty where points were given. */
  readonly takes: readonly LotTake[];
};

/** What staff gave or took is taken back or given back: the opposite, in the same lots. */
export type UndoDecision = {
  readonly kind: 'undo';
  readonly id: string;
  readonly at: Instant;
  /** The id of the adjustment; one is undone once. */
  readonly of: string;
  readonly reason: string;
};

/** Points brought from another program: a lot with its own dates, spendable at once. */
export type ImportDecision = {
  readonly kind: 'import';
  readonly id: string;
  readonly at: Instant;
  readonly points: Points;
  /** Where they came from, in the owner's words. */
  readonly source: string;
  readonly earnedAt: Instant;
  readonly expiresAt: Instant | null;
};

/** Points for reaching a level of the tiers, given once per member and level. */
export type EntryDecision = {
  readonly kind: 'entry';
  readonly levelId: string;
  readonly levelName: string;
  readonly at: Instant;
  readonly points: Points;
  readonly version: number;
};

/** Staff gave a member a level of the tiers, for some time or for good. */
export type GrantDecision = {
  readonly kind: 'grant';
  readonly id: string;
  readonly at: Instant;
  readonly levelId: string;
  /** Null: for good. At or before `at`: what was given of this level is taken back. */
  readonly until: Instant | null;
  readonly reason: string;
};

export type Decision =
  | HoldDecision
  | SettleDecision
  | ReleaseDecision
  | ChargeDecision
  | AdjustDecision
  | UndoDecision
  | ImportDecision
  | EntryDecision
  | GrantDecision;
