/**
 * Decisions are ours: stamped under the member's lock, at our instant, and never decided again,
 * whatever is learnt later. A hold names the very lots it took.
 */
import type { Instant } from '../kernel/instant.ts';
import type { Points } from '../kernel/points.ts';

export type HoldTake = { readonly lotId: string; readonly points: Points };

/** Points reserved for a reward, from the lots named. */
export type HoldDecision = {
  readonly kind: 'hold';
  readonly redemptionId: string;
  readonly at: Instant;
  readonly rewardId: string;
  readonly rewardName: string;
  readonly version: number;
  readonly takes: readonly HoldTake[];
};

/** The reward was used: its reserved points are spent. */
type SettleDecision = {
  readonly kind: 'settle';
  readonly redemptionId: string;
  readonly at: Instant;
};

/** The reward will not be used: its reserved points come back to their lots. */
type ReleaseDecision = {
  readonly kind: 'release';
  readonly redemptionId: string;
  readonly at: Instant;
};

export type Decision = HoldDecision | SettleDecision | ReleaseDecision;
