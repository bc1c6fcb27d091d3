/** A cart of the storefront, and the checkout it becomes. */
import type { Address } from './customer.ts';

export type CartLine = {
  /** Its key in the storefront. */
  readonly id: number;
  readonly variantId: number;
  readonly quantity: number;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
};

export type CartMetafield = {
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
};

export type Cart = {
  readonly id: number;
  readonly token: string;
  readonly customerId: number | null;
  readonly lines: readonly CartLine[];
  readonly note: string | null;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  /** As entered, in order; whether they apply is told by pricing. */
  readonly codes: readonly string[];
  readonly metafields: readonly CartMetafield[];
  /** Gift cards put on it by the Storefront API; a checkout takes them over. */
  readonly giftCardIds?: readonly number[];
  /** What the Storefront API was told of who buys. */
  readonly buyer?: CartBuyer;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type CartBuyer = {
  readonly email: string | null;
  readonly phone: string | null;
  readonly countryCode: string | null;
};

/** Given by staff at the till; a line is named by its id in the checkout. */
export type CheckoutDiscount = {
  readonly title: string;
  readonly description: string | null;
  readonly value:
    | { readonly type: 'percentage'; readonly percentage: number }
    | { readonly type: 'amount'; readonly amountMinor: number };
  readonly target: { readonly type: 'order' } | { readonly type: 'line'; readonly lineId: number };
};

export type Checkout = {
  readonly id: number;
  readonly token: string;
  readonly cartToken: string | null;
  readonly sourceName: 'web' | 'pos';
  readonly customerId: number | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly acceptsMarketing: boolean;
  readonly shippingAddress: Address | null;
  /** Null: the same as the shipping address. */
  readonly billingAddress: Address | null;
  readonly lines: readonly CartLine[];
  readonly codes: readonly string[];
  /** Ids of gift cards to pay with. */
  readonly giftCardIds: readonly number[];
  readonly usesStoreCredit: boolean;
  readonly shippingRateCode: string | null;
  readonly tipMinor: number;
  readonly note: string | null;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly metafields: readonly CartMetafield[];
  readonly manualDiscounts?: readonly CheckoutDiscount[];
  readonly presentmentCurrency: string;
  /** Set once the order exists; a completed checkout never changes again. */
  readonly orderId: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};
