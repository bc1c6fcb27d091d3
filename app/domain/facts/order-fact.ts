/**
 * The fact the fold reads: an order as a timeline of what it was worth, one step for each instant
 * at which that changed. Amounts are frozen here and never looked up again.
 */
import type { Instant } from '../kernel/instant.ts';
import type { MoneyMinor } from '../kernel/money.ts';

/** Why an order's worth changed, in the order in which causes at one instant count. */
type OrderStepKind = 'paid' | 'refund' | 'cancel';

export type OrderStep = {
  readonly kind: OrderStepKind;
  readonly at: Instant;
  /** Unique among the order's steps: `paid`, `refund:{refund id}`, `cancel`. */
  readonly cause: string;
  /** What counts from this instant on: goods after discounts, edits and all refunds so far. */
  readonly eligibleMinor: MoneyMinor;
};

export type OrderFact = {
  readonly id: string;
  /** As the shopper knows it, e.g. `#1001`. */
  readonly name: string;
  readonly createdAt: Instant;
  readonly currency: string;
  /** Gift cards on the order: money that earns nothing now but when the card is spent. */
  readonly giftCardMinor: MoneyMinor;
  /** In time order; empty while the order has not been paid, is a test or earned for nobody. */
  readonly steps: readonly OrderStep[];
};
