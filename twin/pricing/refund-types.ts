/**
 * What the arithmetic of refunds and edits needs of an order, and what it answers. Amounts are
 * minor units of the shop's currency.
 */
import type { DiscountApplication, OrderLine, ShippingLine } from '../model/order.ts';

/** An `OrderLine` is one, with what was refunded of it. */
export type RefundableLine = Pick<
  OrderLine,
  'id' | 'quantity' | 'removedQuantity' | 'priceMinor' | 'allocations' | 'taxLines'
> & { readonly refundedQuantity: number };

export type RefundableShipping = Pick<
  ShippingLine,
  'id' | 'priceMinor' | 'allocations' | 'taxLines'
> & {
  readonly refundedMinor: number;
  readonly refundedTaxMinor: number;
};

/** Money that came in by one transaction and what of it went back. */
export type RefundablePayment = {
  readonly transactionId: number;
  readonly gateway: string;
  readonly amountMinor: number;
  readonly refundedMinor: number;
};

export type RefundableOrder = {
  readonly taxesIncluded: boolean;
  readonly discountApplications: readonly Pick<
    DiscountApplication,
    'allocationMethod' | 'targetSelection'
  >[];
  readonly lines: readonly RefundableLine[];
  readonly shippingLines: readonly RefundableShipping[];
  /** Successful sales and captures, in the order in which they happened. */
  readonly payments: readonly RefundablePayment[];
};

export type RefundRequest = {
  readonly lines: readonly { readonly lineId: number; readonly quantity: number }[];
  /** Before tax, unless taxes are included. */
  readonly shipping: { readonly full: true } | { readonly amountMinor: number } | null;
};

/** `SuggestedRefund` of the Admin API, in minor units. */
export type SuggestedRefund = {
  readonly lines: readonly {
    readonly lineId: number;
    readonly quantity: number;
    readonly priceMinor: number;
    /** After every allocation; with tax in it exactly when taxes are included. */
    readonly subtotalMinor: number;
    readonly taxMinor: number;
    /** What discounts of the whole order took off these units. */
    readonly cartDiscountMinor: number;
  }[];
  /** Σ subtotals of the lines: what was paid for the units. */
  readonly subtotalMinor: number;
  /** After discounts of lines, before those of the whole order. */
  readonly discountedSubtotalMinor: number;
  readonly totalCartDiscountMinor: number;
  readonly taxMinor: number;
  readonly shipping: {
    readonly amountMinor: number;
    readonly taxMinor: number;
    readonly maximumRefundableMinor: number;
  };
  /** What to pay back: never more than came in and did not go back yet. */
  readonly amountMinor: number;
  readonly maximumRefundableMinor: number;
  readonly transactions: readonly {
    readonly parentId: number;
    readonly gateway: string;
    readonly amountMinor: number;
    readonly maximumRefundableMinor: number;
  }[];
};

export type RefundAnswer =
  | { readonly ok: true; readonly refund: SuggestedRefund }
  | {
      readonly ok: false;
      readonly reason: 'unknown_line' | 'quantity_exceeds_line' | 'shipping_exceeds_refundable';
      readonly lineId: number | null;
    };
