/**
 * Why points moved, as data: the numbers a sentence is made from and a verifier computes again.
 * `say-movement.ts` turns it into words; nothing here is prose.
 */
import type { RewardNamed } from '../facts/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import type { MoneyMinor } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';

/** An order was judged: what counted, at what rate, under which version. */
export type OrderExplanation = {
  readonly type: 'order';
  readonly step: 'paid' | 'refund' | 'cancel';
  readonly orderName: string;
  readonly currency: string;
  readonly eligibleMinor: MoneyMinor;
  readonly giftCardMinor: MoneyMinor;
  readonly rule: string;
  readonly version: number;
  readonly ratePoints: Points;
  readonly ratePerMinor: MoneyMinor;
  /** What the whole order is worth from this instant on. */
  readonly orderPoints: Points;
  readonly maturesAt: Instant | null;
};

/** A waiting time ended. */
type DueExplanation = {
  readonly type: 'due';
  readonly orderName: string;
  readonly pendingDays: number;
  readonly version: number;
};

/** A reward was reserved, used or let go. */
export type RedemptionExplanation = RewardNamed & {
  readonly type: 'redemption';
  /** The order that used it; null where none did. */
  readonly orderName: string | null;
};

/** A reward's code was used beyond what was held for it. */
export type ChargeExplanation = RewardNamed & {
  readonly type: 'charge';
  readonly why: 'after-release' | 'second-order' | 'never-issued';
  readonly orderName: string;
};

/** What a reward's code had taken off was returned, in part or all of it. */
export type ReturnExplanation = RewardNamed & {
  readonly type: 'return';
  readonly step: 'paid' | 'refund' | 'cancel';
  readonly orderName: string;
  readonly currency: string;
  /** What the code took off the order, and how much of that is on goods that were kept. */
  readonly totalMinor: MoneyMinor;
  readonly keptMinor: MoneyMinor;
  readonly isAllBack: boolean;
  /** What was spent, and how much of it is back in all from this instant on. */
  readonly cost: Points;
  readonly returned: Points;
};

/** Staff gave or took points, for a reason in their words. */
export type AdjustExplanation = {
  readonly type: 'adjust';
  /** All that was given, above zero, or taken, below. */
  readonly points: Points;
  readonly reason: string;
};

/** New points paid an old debt. */
export type RepayExplanation = {
  readonly type: 'repay';
  readonly debtLotId: string;
  readonly debtLabel: string;
  readonly payingLotId: string;
  readonly payingLabel: string;
  readonly version: number;
};

export type Explanation =
  | OrderExplanation
  | DueExplanation
  | RedemptionExplanation
  | ChargeExplanation
  | ReturnExplanation
  | AdjustExplanation
  | RepayExplanation;
