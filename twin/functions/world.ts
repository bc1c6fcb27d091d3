/**
 * What a function may ask about: one cart and its surroundings, in plain records. Whoever prices a
 * cart fills it; `input.ts` answers the function's own query from it. Ids are numbers and printed
 * as gids, except those of cart lines and delivery groups, which are texts already
 * (`gid://shopify/CartLine/…`). What is left out is empty or null, as it would be for that cart in
 * Shopify.
 */

/** An amount in minor units of its own currency, which for a cart is the presentment currency. */
export type FunctionMoney = { readonly amountMinor: number; readonly currencyCode: string };

/** `namespace` may be written `$app…` or in full (`app--123…`); `value` is always text. */
export type FunctionMetafield = {
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
};
type Metafields = { readonly metafields?: readonly FunctionMetafield[] };

export type FunctionAttribute = { readonly key: string; readonly value: string | null };
type Attributes = { readonly attributes?: readonly FunctionAttribute[] };

type Weight = {
  readonly weight?: number | null;
  /** KILOGRAMS unless told. */
  readonly weightUnit?: 'KILOGRAMS' | 'GRAMS' | 'POUNDS' | 'OUNCES';
};

export type FunctionProduct = Metafields & {
  readonly id: number;
  readonly handle: string;
  readonly title: string;
  readonly vendor: string;
  readonly productType?: string | null;
  readonly isGiftCard?: boolean;
  readonly tags?: readonly string[];
  readonly collectionIds?: readonly number[];
};

export type FunctionVariant = Metafields &
  Weight & {
    readonly kind: 'ProductVariant';
    readonly id: number;
    readonly title?: string | null;
    readonly sku?: string | null;
    readonly requiresShipping: boolean;
    readonly product: FunctionProduct;
  };

/** A line somebody typed in (draft orders, point of sale). */
export type FunctionCustomProduct = Weight & {
  readonly kind: 'CustomProduct';
  readonly title: string;
  readonly isGiftCard?: boolean;
  readonly requiresShipping: boolean;
};

/** A discount that is applied already, as functions later in the checkout see it. */
export type FunctionDiscountApplication = Metafields & {
  readonly allocationMethod: 'ACROSS' | 'EACH';
  readonly targetSelection: 'ALL' | 'ENTITLED' | 'EXPLICIT';
  readonly targetType: 'LINE_ITEM' | 'SHIPPING_LINE';
  readonly totalAllocatedAmount: FunctionMoney;
  readonly value:
    | ({ readonly kind: 'MoneyV2' } & FunctionMoney)
    /** Percent as text: "10.0". */
    | { readonly kind: 'PricingPercentageValue'; readonly value: string };
};

export type FunctionDiscountAllocation = {
  readonly discountApplication: FunctionDiscountApplication;
  readonly discountedAmount: FunctionMoney;
};
type Allocations = { readonly discountAllocations?: readonly FunctionDiscountAllocation[] };

export type FunctionLine = Attributes &
  Allocations & {
    readonly id: string;
    readonly quantity: number;
    readonly merchandise: FunctionVariant | FunctionCustomProduct;
    readonly cost: {
      readonly amountPerQuantity: FunctionMoney;
      readonly compareAtAmountPerQuantity?: FunctionMoney | null;
      /** Before discounts of the line. */
      readonly subtotalAmount: FunctionMoney;
      readonly totalAmount: FunctionMoney;
    };
    readonly sellingPlan?: FunctionSellingPlan | null;
  };

export type FunctionSellingPlan = Metafields & {
  readonly id: number;
  readonly name: string;
  readonly description?: string | null;
  readonly recurringDeliveries: boolean;
  readonly priceAdjustments?: readonly {
    readonly perDeliveryPrice: FunctionMoney;
    readonly price: FunctionMoney;
  }[];
};

export type FunctionAddress = {
  readonly address1?: string | null;
  readonly address2?: string | null;
  readonly city?: string | null;
  readonly company?: string | null;
  readonly countryCode?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly provinceCode?: string | null;
  readonly zip?: string | null;
};

export type FunctionDeliveryOption = {
  readonly handle: string;
  readonly code?: string | null;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly cost: FunctionMoney;
  readonly deliveryMethodType:
    'SHIPPING' | 'PICK_UP' | 'RETAIL' | 'LOCAL' | 'PICKUP_POINT' | 'NONE';
};

export type FunctionDeliveryGroup = Allocations & {
  readonly id: string;
  /** ONE_TIME_PURCHASE unless told. */
  readonly groupType?: 'ONE_TIME_PURCHASE' | 'SUBSCRIPTION';
  readonly deliveryAddress?: FunctionAddress | null;
  readonly deliveryOptions: readonly FunctionDeliveryOption[];
  /** The handle of the option the buyer chose. */
  readonly selectedHandle?: string | null;
  /** Ids of the cart's lines in this group. */
  readonly lineIds: readonly string[];
};

export type FunctionCustomer = Metafields & {
  readonly id: number;
  readonly displayName: string;
  readonly email?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly amountSpent: FunctionMoney;
  readonly numberOfOrders: number;
  readonly tags?: readonly string[];
};

export type FunctionBuyer = {
  readonly customer?: FunctionCustomer | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly isAuthenticated: boolean;
};

export type FunctionLocation = Metafields & {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
};

export type FunctionCart = Metafields &
  Attributes & {
    readonly lines: readonly FunctionLine[];
    readonly cost: {
      readonly subtotalAmount: FunctionMoney;
      readonly totalAmount: FunctionMoney;
      readonly totalDutyAmount?: FunctionMoney | null;
      readonly totalTaxAmount?: FunctionMoney | null;
    };
    readonly buyerIdentity?: FunctionBuyer | null;
    readonly deliveryGroups?: readonly FunctionDeliveryGroup[];
    readonly discountApplications?: readonly FunctionDiscountApplication[];
    readonly billingAddress?: FunctionAddress | null;
    readonly poNumber?: string | null;
    /** Where the till stands. */
    readonly retailLocation?: FunctionLocation | null;
  };

/**
 * The discount, validation or customization that owns the function: its settings are metafields.
 */
export type FunctionOwner = Metafields & {
  /** Of a discount only. */
  readonly discountClasses?: readonly ('ORDER' | 'PRODUCT' | 'SHIPPING')[];
};

export type FunctionWorld = {
  /** The number of the app that owns the function: `$app` in a namespace means `app--{appId}`. */
  readonly appId: number;
  readonly cart: FunctionCart;
  readonly owner: FunctionOwner;
  readonly shop: Metafields & {
    /** The world's clock, ms since the epoch, and the shop's zone, e.g. `Europe/London`. */
    readonly now: number;
    readonly timeZone: string;
  };
  readonly localization: { readonly countryCode: string; readonly languageCode: string };
  /** Shop currency × rate = presentment currency; text, "1.0" when they are the same. */
  readonly presentmentCurrencyRate: string;
  /** Codes the buyer entered that exist and are active, gift cards left out. */
  readonly enteredDiscountCodes?: readonly {
    readonly code: string;
    readonly rejectable: boolean;
  }[];
  /** The code of the discount that owns this function; null for an automatic discount. */
  readonly triggeringDiscountCode?: string | null;
  /** For validations. */
  readonly buyerJourneyStep?:
    'CART_INTERACTION' | 'CHECKOUT_INTERACTION' | 'CHECKOUT_COMPLETION' | null;
  /** For payment customizations. */
  readonly paymentMethods?: readonly {
    readonly id: string;
    readonly name: string;
    readonly placements: readonly string[];
  }[];
};
