/** Discounts of all kinds. One discount may have any number of redeem codes, kept apart. */

export type DiscountItems =
  | { readonly type: 'all' }
  | { readonly type: 'collections'; readonly collectionIds: readonly number[] }
  | {
      readonly type: 'products';
      readonly productIds: readonly number[];
      readonly variantIds: readonly number[];
    };

export type DiscountValue =
  /** 0.1 is 10 %. */
  | { readonly type: 'percentage'; readonly percentage: number }
  | { readonly type: 'amount'; readonly amountMinor: number; readonly onEachItem: boolean }
  | {
      readonly type: 'quantity';
      readonly quantity: number;
      readonly effect:
        | { readonly type: 'percentage'; readonly percentage: number }
        | { readonly type: 'amount'; readonly amountMinor: number };
    };

export type DiscountContext =
  | { readonly type: 'all' }
  | { readonly type: 'customers'; readonly customerIds: readonly number[] }
  | { readonly type: 'segments'; readonly segmentIds: readonly number[] };

export type DiscountMinimum =
  | { readonly type: 'subtotal'; readonly amountMinor: number }
  | { readonly type: 'quantity'; readonly quantity: number };

export type DiscountClass = 'ORDER' | 'PRODUCT' | 'SHIPPING';

export type Discount = {
  readonly id: number;
  readonly method: 'code' | 'automatic';
  readonly kind: 'basic' | 'bxgy' | 'free_shipping' | 'app';
  readonly title: string;
  readonly summary: string;
  readonly classes: readonly DiscountClass[];
  readonly startsAt: number;
  readonly endsAt: number | null;
  /** Switched off by hand (`discount…Deactivate`) whatever the dates say. */
  readonly deactivatedAt: number | null;
  readonly usageLimit: number | null;
  readonly oncePerCustomer: boolean;
  readonly combinesWith: {
    readonly order: boolean;
    readonly product: boolean;
    readonly shipping: boolean;
    /** Plus only: product discounts with one of these tags may share a line. */
    readonly productTagsOnSameLine: readonly string[];
  };
  readonly tags: readonly string[];
  readonly context: DiscountContext;
  readonly minimum: DiscountMinimum | null;
  /** What is discounted: of basic and bxgy. */
  readonly gets: { readonly items: DiscountItems; readonly value: DiscountValue } | null;
  /** What must be bought: of bxgy. */
  readonly buys: {
    readonly items: DiscountItems;
    readonly value:
      | { readonly type: 'quantity'; readonly quantity: number }
      | { readonly type: 'amount'; readonly amountMinor: number };
  } | null;
  readonly usesPerOrderMax: number | null;
  readonly shipping: {
    /** Null: everywhere. */
    readonly countryCodes: readonly string[] | null;
    readonly priceMaxMinor: number | null;
  } | null;
  readonly onOneTimePurchase: boolean;
  readonly onSubscription: boolean;
  readonly recurringCycleLimit: number | null;
  readonly app: { readonly appId: number; readonly functionHandle: string } | null;
  /** The app that made it, if any. Where its function decides, the discount ends with it. */
  readonly createdByAppId: number | null;
  readonly usageCount: number;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type RedeemCode = {
  readonly id: number;
  readonly discountId: number;
  /** As entered; compared without case. */
  readonly code: string;
  readonly usageCount: number;
  readonly createdByAppId: number | null;
  readonly createdAt: number;
};

/** The asynchronous jobs of bulk redeem codes. */
export type RedeemCodeBulk = {
  readonly id: number;
  readonly discountId: number;
  readonly action: 'add' | 'delete';
  readonly codes: readonly {
    readonly code: string;
    readonly codeId: number | null;
    readonly errors: readonly { readonly code: string; readonly message: string }[];
  }[];
  readonly isDone: boolean;
  readonly createdAt: number;
};
