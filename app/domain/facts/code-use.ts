/**
 * An order seen from a reward's code: what of the code's discount is still on goods that were kept.
 * It belongs to the member who holds the redemption, whoever placed the order.
 */
import type { Instant } from '../kernel/instant.ts';
import type { MoneyMinor } from '../kernel/money.ts';

export type CodeUseStep = {
  readonly kind: 'paid' | 'refund' | 'cancel';
  readonly at: Instant;
  /** As an order step's: `paid`, `refund:{refund id}`, `cancel`. */
  readonly cause: string;
  /** The code's discount on units that are kept from this instant on. */
  readonly keptMinor: MoneyMinor;
  /** Whether nothing of the order is kept any more: every unit returned, or all of it cancelled. */
  readonly isAllBack: boolean;
};

export type CodeUse = {
  readonly redemptionId: string;
  /** Our key of the order. */
  readonly orderId: string;
  readonly orderName: string;
  readonly currency: string;
  /**
   * All that the code took off the order. Zero where there was nothing to take off, e.g. where
   * shipping was free already: then nothing comes back before everything does.
   */
  readonly totalMinor: MoneyMinor;
  /** In time order, beginning with `paid`; what is kept never grows. */
  readonly steps: readonly CodeUseStep[];
};
