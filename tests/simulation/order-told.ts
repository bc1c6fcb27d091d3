/** What Shopify tells of an order, as plain data. */
export type PlainLine = {
  readonly id: string;
  readonly quantity: number;
  readonly currentQuantity: number;
  readonly unitPrice: string;
  readonly discountMinor: number;
  readonly taxMinor: number;
  readonly giftCard: boolean;
  readonly productId: string | null;
  readonly vendor: string | null;
  readonly productTags: readonly string[];
  readonly collectionIds: readonly string[];
};

export type PlainRefund = {
  readonly id: string;
  readonly at: number;
  readonly units: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly beyondLinesMinor: number;
  readonly shippingMinor: number;
  readonly shippingTaxMinor: number;
};

export type PlainChargeback = {
  readonly id: string;
  readonly openedAt: number;
  readonly wonAt: number | null;
};

/** What a reward's code took off; codes are called after their redemption, `R1`. */
export type PlainCode = {
  readonly code: string;
  readonly lines: readonly { readonly lineId: string; readonly discountMinor: number }[];
  readonly shippingMinor: number;
};

export type PlainSnapshot = {
  readonly updatedAt: number;
  readonly createdAt: number;
  readonly name: string;
  readonly currency: string;
  readonly customerId: string | null;
  /** Under which it waits where a guest bought it. */
  readonly emailHash: string | null;
  readonly test: boolean;
  readonly paid: boolean;
  readonly cancelledAt: number | null;
  readonly fulfilledAt: number | null;
  readonly channel: 'online' | 'pos' | 'subscription' | 'b2b';
  readonly customerTags: readonly string[] | null;
  readonly segmentIds: readonly string[];
  readonly taxesIncluded: boolean;
  readonly shippingMinor: number;
  readonly shippingTaxMinor: number;
  readonly lines: readonly PlainLine[];
  readonly refunds: readonly PlainRefund[];
  readonly codes: readonly PlainCode[];
  readonly digest: string;
};

/** What a gift card or store credit paid. */
export type PlainCredit = {
  readonly id: string;
  readonly currency: string;
  readonly amountMinor: number;
};

/** One thing told of an order: its state, a refund, what paid it, or what the buyer's bank did. */
export type Heard = { readonly at: number; readonly orderId: string } & (
  | { readonly snapshot: PlainSnapshot }
  | { readonly refund: PlainRefund }
  | { readonly chargeback: PlainChargeback }
  | { readonly credits: readonly PlainCredit[] }
);
