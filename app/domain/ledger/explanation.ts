/**
 * Why points moved, as data: the numbers a sentence is made from and a verifier computes again.
 * `say-movement.ts` turns it into words; nothing here is prose.
 */
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
type RedemptionExplanation = {
  readonly type: 'redemption';
  readonly rewardId: string;
  readonly rewardName: string;
  readonly version: number;
};

/** New points paid an old debt. */
type RepayExplanation = {
  readonly type: 'repay';
  readonly debtLabel: string;
  readonly payingLabel: string;
  readonly version: number;
};

export type Explanation =
  OrderExplanation | DueExplanation | RedemptionExplanation | RepayExplanation;
