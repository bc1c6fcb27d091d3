/**
 * The fact the fold reads: an order as a timeline of what it was worth, one step for each instant
 * at which that changed. Amounts and attributes are frozen here and never looked up again.
 */
import type { Instant } from '../kernel/instant.ts';
import type { MoneyMinor } from '../kernel/money.ts';

/** Why an order changed, in the order in which causes at one instant count. */
export type OrderStepKind =
  'paid' | 'fulfilled' | 'refund' | 'cancel' | 'chargeback' | 'chargeback-won';

export type OrderStep = {
  readonly kind: OrderStepKind;
  readonly at: Instant;
  /**
   * Unique among the order's steps: `paid`, `fulfilled`, `refund:{refund id}`, `cancel`,
   * `chargeback:{id}`, `chargeback-won:{id}`.
   */
  readonly cause: string;
  /** Goods from this instant on: after discounts, edits and all refunds so far; no gift cards. */
  readonly eligibleMinor: MoneyMinor;
  /** What `eligibleMinor` is made of, by the order's `lines`; in a gift card's place, its worth. */
  readonly linesMinor: readonly MoneyMinor[];
  readonly shippingMinor: MoneyMinor;
  readonly taxMinor: MoneyMinor;
  /** Goods that gift cards or store credit paid for, which `eligibleMinor` is without. */
  readonly creditMinor?: MoneyMinor;
};

/** Where an order was placed. */
export type Channel = 'online' | 'pos' | 'subscription' | 'b2b';

/** What a line was when it was bought; empty where it was never recorded. */
export type OrderLine = {
  readonly productId: string | null;
  readonly vendor: string | null;
  readonly productTags: readonly string[];
  readonly collectionIds: readonly string[];
  readonly giftCard: boolean;
};

export type OrderFact = {
  readonly id: string;
  /** As the shopper knows it, e.g. `#1001`. */
  readonly name: string;
  readonly createdAt: Instant;
  readonly currency: string;
  readonly channel: Channel;
  /** The buyer's, as they were when we first heard of them. */
  readonly customerTags: readonly string[];
  readonly segmentIds: readonly string[];
  readonly lines: readonly OrderLine[];
  /** Gift cards on the order: money that earns nothing now but when the card is spent. */
  readonly giftCardMinor: MoneyMinor;
  /** In time order; empty while the order has not been paid, is a test or earned for nobody. */
  readonly steps: readonly OrderStep[];
};
