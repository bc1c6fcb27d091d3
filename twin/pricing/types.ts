/**
 * What goes into a price and what comes out. All amounts are integer minor units of the shop's
 * currency (`…Minor`), rates and percentages fractions (0.2 is 20 %), instants milliseconds
 * (`…At`). Terms and discounts are read from the records of `model` as they stand; nothing here
 * knows the store, so callers gather what a line needs to be judged.
 */

import type { Discount, DiscountClass } from '../model/discount.ts';
import type {
  DiscountAllocation,
  DiscountApplication as OrderDiscountApplication,
  TaxLine,
} from '../model/order.ts';
import type { Shop, ShippingRate } from '../model/shop.ts';
import type { RunFunction } from './function-types.ts';

export type { DiscountAllocation, DiscountClass, ShippingRate, TaxLine };

/** What of a shop a price depends on; a `Shop` is one. On a Plus plan product discounts with
 * matching tags may share a line. */
export type ShopTerms = Pick<
  Shop,
  'currency' | 'taxesIncluded' | 'taxShipping' | 'taxRates' | 'shippingRates' | 'plan'
>;

/** What of a discount a price depends on; a `Discount` is one. */
export type DiscountDefinition = Pick<
  Discount,
  | 'id'
  | 'method'
  | 'kind'
  | 'title'
  | 'classes'
  | 'startsAt'
  | 'endsAt'
  | 'deactivatedAt'
  | 'usageLimit'
  | 'usageCount'
  | 'oncePerCustomer'
  | 'combinesWith'
  | 'tags'
  | 'context'
  | 'minimum'
  | 'gets'
  | 'buys'
  | 'usesPerOrderMax'
  | 'shipping'
  | 'onOneTimePurchase'
  | 'onSubscription'
  | 'app'
>;

export type CartLineToPrice = {
  /** Unique in the cart; a function targets it by this id. */
  readonly id: string;
  /** Null for a custom item of a till or a draft. */
  readonly variantId: number | null;
  readonly productId: number | null;
  readonly collectionIds: readonly number[];
  readonly productTags: readonly string[];
  readonly isGiftCard: boolean;
  readonly taxable: boolean;
  readonly requiresShipping: boolean;
  /** Bought with a selling plan. */
  readonly isSubscription: boolean;
  readonly unitPriceMinor: number;
  readonly quantity: number;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
};

export type Buyer = {
  readonly customerId: number | null;
  readonly email: string | null;
  readonly segmentIds: readonly number[];
  readonly tags: readonly string[];
  /** Discounts this customer, or somebody with this e-mail address, used in earlier orders. */
  readonly usedDiscountIds: readonly number[];
  readonly taxExempt: boolean;
  /** Where the goods go; null before it is known. */
  readonly countryCode: string | null;
  readonly provinceCode: string | null;
};

/** A code as typed, with the discount the shop found under it: null when there is none. */
export type EnteredCode = {
  readonly code: string;
  readonly discount: DiscountDefinition | null;
  /** Uses of this very code, which are what a limit counts; the discount's count when absent. */
  readonly codeUsageCount?: number;
};

/** Given by staff, at the till or in a draft; it combines with everything. */
export type ManualDiscount = {
  readonly title: string;
  readonly description: string | null;
  readonly value:
    | { readonly type: 'percentage'; readonly percentage: number }
    | { readonly type: 'amount'; readonly amountMinor: number };
  readonly target:
    | { readonly type: 'order' }
    | { readonly type: 'line'; readonly lineId: string }
    | { readonly type: 'shipping' };
};

export type CartToPrice = {
  readonly terms: ShopTerms;
  /** The instant at which starts and ends are judged. */
  readonly at: number;
  readonly lines: readonly CartLineToPrice[];
  readonly buyer: Buyer;
  /** Code of the chosen shipping rate; null before one is chosen, for pick-up and at a till. */
  readonly shippingRateCode: string | null;
  readonly enteredCodes: readonly EnteredCode[];
  readonly automaticDiscounts: readonly DiscountDefinition[];
  readonly manualDiscounts: readonly ManualDiscount[];
  /** Needed where a discount of an app may apply; without it such discounts do nothing. */
  readonly runFunction?: RunFunction;
  /** In the order in which they are used up. */
  readonly giftCards: readonly { readonly id: number; readonly balanceMinor: number }[];
  readonly storeCreditMinor: number;
  readonly tipMinor: number;
  /** Does not change a price; a function may read it. */
  readonly note: string | null;
};

export type PricedLine = {
  readonly id: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  /** Price × quantity. */
  readonly originalTotalMinor: number;
  /** After product discounts and the line's manual ones, before discounts of the order. */
  readonly discountedTotalMinor: number;
  /** After every allocation. */
  readonly finalTotalMinor: number;
  readonly allocations: readonly DiscountAllocation[];
  readonly taxLines: readonly TaxLine[];
};

export type PricedShippingLine = {
  readonly code: string;
  readonly title: string;
  readonly originalMinor: number;
  readonly finalMinor: number;
  readonly allocations: readonly DiscountAllocation[];
  readonly taxLines: readonly TaxLine[];
};

/** An application in the fields of an order, and what it took off in this cart. */
export type PricedApplication = OrderDiscountApplication & {
  readonly discountClass: DiscountClass;
  readonly amountMinor: number;
};

/** `CartWarningCode` of the Storefront API 2026-07, those about discounts. */
export type CodeReason =
  | 'DISCOUNT_CODE_NOT_HONOURED'
  | 'DISCOUNT_CURRENTLY_INACTIVE'
  | 'DISCOUNT_CUSTOMER_NOT_ELIGIBLE'
  | 'DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED'
  | 'DISCOUNT_ELIGIBLE_CUSTOMER_MISSING'
  | 'DISCOUNT_INCOMPATIBLE_PURCHASE_TYPE'
  | 'DISCOUNT_NO_ENTITLED_LINE_ITEMS'
  | 'DISCOUNT_NO_ENTITLED_SHIPPING_LINES'
  | 'DISCOUNT_NOT_FOUND'
  | 'DISCOUNT_PURCHASE_NOT_IN_RANGE'
  | 'DISCOUNT_QUANTITY_NOT_IN_RANGE'
  | 'DISCOUNT_USAGE_LIMIT_REACHED';

export type CodeStatus = {
  readonly code: string;
  readonly discountId: number | null;
  readonly applicable: boolean;
  /** Null exactly when applicable. */
  readonly reason: CodeReason | null;
  /** Words for the buyer; empty when applicable. */
  readonly message: string;
};

export type PricedCart = {
  readonly currency: string;
  readonly taxesIncluded: boolean;
  /** In the order of the cart. */
  readonly lines: readonly PricedLine[];
  /** One with a chosen rate and something to ship, else none. */
  readonly shippingLines: readonly PricedShippingLine[];
  /** What the buyer may choose from: thresholds are in the prices, discounts are not. */
  readonly shippingRates: readonly ShippingRate[];
  readonly discountApplications: readonly PricedApplication[];
  /** As `discount_codes` of an order: applied codes with what each took off. */
  readonly discountCodes: readonly {
    readonly code: string;
    readonly amountMinor: number;
    readonly type: 'fixed_amount' | 'percentage' | 'shipping';
  }[];
  /** One for each entered code, in the order entered. */
  readonly codes: readonly CodeStatus[];
  /** Σ original totals of lines. */
  readonly totalLineItemsMinor: number;
  /** Σ final totals of lines. */
  readonly subtotalMinor: number;
  /** Σ of all allocations, on lines and shipping. */
  readonly totalDiscountsMinor: number;
  /** Shipping after its discounts. */
  readonly totalShippingMinor: number;
  readonly totalTaxMinor: number;
  /** Taxes by title and rate, over lines and shipping. */
  readonly taxLines: readonly TaxLine[];
  readonly tipMinor: number;
  /** Subtotal, shipping and tip, and the taxes unless they are included. */
  readonly totalMinor: number;
  readonly giftCards: readonly { readonly id: number; readonly amountMinor: number }[];
  readonly storeCreditMinor: number;
  /** What is left to pay after gift cards and store credit. */
  readonly dueMinor: number;
};
