/**
 * An order as it was placed and everything that happened to it since. Lines keep what was sold;
 * refunds, edits and transactions are added; what is current follows (`trade/order-sums.ts`).
 */
import type { Address } from './customer.ts';

export type TaxLine = {
  readonly title: string;
  readonly rate: number;
  readonly amountMinor: number;
};

export type DiscountAllocation = {
  /** Index into the order's discount applications. */
  readonly applicationIndex: number;
  readonly amountMinor: number;
};

export type OrderLine = {
  readonly id: number;
  readonly productId: number | null;
  readonly variantId: number | null;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly sku: string | null;
  readonly vendor: string | null;
  /** Sold, with what edits added; what edits removed stands beside it. */
  readonly quantity: number;
  /** Taken off by edits, not by refunds. */
  readonly removedQuantity: number;
  readonly priceMinor: number;
  readonly isGiftCard: boolean;
  /** A tip is a line of its own. */
  readonly isTip: boolean;
  readonly taxable: boolean;
  readonly requiresShipping: boolean;
  readonly grams: number;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
  readonly sellingPlanName: string | null;
  readonly allocations: readonly DiscountAllocation[];
  readonly taxLines: readonly TaxLine[];
  /** When an edit added it; null: sold with the order. */
  readonly addedAt: number | null;
};

export type ShippingLine = {
  readonly id: number;
  readonly title: string;
  readonly code: string;
  readonly priceMinor: number;
  readonly allocations: readonly DiscountAllocation[];
  readonly taxLines: readonly TaxLine[];
  readonly isRemoved: boolean;
};

export type DiscountApplication = {
  readonly type: 'discount_code' | 'automatic' | 'manual' | 'script';
  readonly discountId: number | null;
  /** Of type discount_code. */
  readonly code: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly value: string;
  readonly valueType: 'percentage' | 'fixed_amount';
  readonly allocationMethod: 'across' | 'each' | 'one';
  readonly targetSelection: 'all' | 'entitled' | 'explicit';
  readonly targetType: 'line_item' | 'shipping_line';
};

export type Transaction = {
  readonly id: number;
  readonly kind: 'sale' | 'authorization' | 'capture' | 'refund' | 'void' | 'change';
  readonly status: 'success' | 'pending' | 'failure' | 'error';
  /** `bogus` (card), `bank_deposit`, `cash`, `gift_card`, `shopify_store_credit`, `manual`. */
  readonly gateway: string;
  readonly amountMinor: number;
  readonly parentId: number | null;
  readonly giftCardId: number | null;
  readonly storeCreditAccountId: number | null;
  readonly at: number;
};

export type RefundLine = {
  readonly id: number;
  readonly lineId: number;
  readonly quantity: number;
  readonly restockType: 'no_restock' | 'cancel' | 'return' | 'legacy_restock';
  readonly locationId: number | null;
  /** After discounts, before tax unless taxes are included. */
  readonly subtotalMinor: number;
  readonly taxMinor: number;
};

export type Refund = {
  readonly id: number;
  readonly at: number;
  readonly note: string | null;
  readonly userId: number | null;
  readonly restock: boolean;
  readonly lines: readonly RefundLine[];
  readonly shipping: readonly {
    readonly id: number;
    readonly shippingLineId: number;
    readonly amountMinor: number;
    readonly taxMinor: number;
  }[];
  /** Where the money given back differs from what lines and shipping are worth. */
  readonly adjustments: readonly {
    readonly id: number;
    readonly kind: 'refund_discrepancy' | 'shipping_refund';
    readonly reason: string;
    readonly amountMinor: number;
    readonly taxMinor: number;
  }[];
  readonly transactionIds: readonly number[];
};

export type Fulfillment = {
  readonly id: number;
  readonly name: string;
  readonly status: 'success' | 'cancelled';
  readonly lines: readonly { readonly lineId: number; readonly quantity: number }[];
  readonly trackingCompany: string | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  readonly locationId: number | null;
  readonly at: number;
  readonly updatedAt: number;
};

export type OrderEdit = {
  readonly id: number;
  readonly at: number;
  readonly staffNote: string | null;
  readonly additions: readonly { readonly lineId: number; readonly delta: number }[];
  readonly removals: readonly { readonly lineId: number; readonly delta: number }[];
};

export type Order = {
  readonly id: number;
  readonly number: number;
  /** `#1001` */
  readonly name: string;
  readonly token: string;
  readonly confirmationNumber: string;
  readonly createdAt: number;
  readonly processedAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  readonly cancelledAt: number | null;
  readonly cancelReason: 'customer' | 'declined' | 'fraud' | 'inventory' | 'other' | 'staff' | null;
  readonly isTest: boolean;
  /** `web`, `pos`, `shopify_draft_order`, or an app's id. */
  readonly sourceName: string;
  readonly appId: number | null;
  readonly locationId: number | null;
  readonly userId: number | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly customerId: number | null;
  readonly customerLocale: string;
  readonly currency: string;
  readonly presentmentCurrency: string;
  /** Units of the presentment currency for one of the shop's; `1` when they are the same. */
  readonly presentmentRate: string;
  readonly taxesIncluded: boolean;
  readonly taxExempt: boolean;
  readonly billingAddress: Address | null;
  readonly shippingAddress: Address | null;
  readonly note: string | null;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly tags: readonly string[];
  readonly lines: readonly OrderLine[];
  readonly shippingLines: readonly ShippingLine[];
  readonly discountApplications: readonly DiscountApplication[];
  /** Codes entered and taken, with what each took off in all. */
  readonly discountCodes: readonly {
    readonly code: string;
    readonly amountMinor: number;
    readonly type: 'fixed_amount' | 'percentage' | 'shipping';
  }[];
  readonly transactions: readonly Transaction[];
  readonly refunds: readonly Refund[];
  readonly fulfillments: readonly Fulfillment[];
  readonly edits: readonly OrderEdit[];
  readonly cartToken: string | null;
  readonly checkoutToken: string | null;
  readonly landingSite: string | null;
  readonly browserIp: string | null;
  /** What staff noted; what happened is read off the rest (`order-timeline.ts`). */
  readonly timeline: readonly { readonly at: number; readonly text: string }[];
};
