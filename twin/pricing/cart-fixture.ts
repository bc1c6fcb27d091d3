/** Carts and discounts for the tests of this room, written in few words. */
import type {
  CartLineToPrice,
  CartToPrice,
  DiscountDefinition,
  EnteredCode,
  ShopTerms,
} from './types.ts';

export const noon = Date.UTC(2026, 10, 23, 12);

/** A shop without taxes, with one rate of 20.00 to everywhere. */
export function terms(given: Partial<ShopTerms> = {}): ShopTerms {
  return {
    currency: 'USD',
    taxesIncluded: false,
    taxShipping: false,
    taxRates: [],
    shippingRates: [
      {
        code: 'standard',
        title: 'Standard',
        priceMinor: 2000,
        freeFromMinor: null,
        countryCodes: null,
      },
    ],
    plan: 'grow',
    ...given,
  };
}

/** One unit of the product with the number of the line, of a price in minor units. */
export function line(
  number: number,
  unitPriceMinor: number,
  given: Partial<CartLineToPrice> = {},
): CartLineToPrice {
  return {
    id: `line-${number}`,
    variantId: number * 10,
    productId: number,
    collectionIds: [],
    productTags: [],
    isGiftCard: false,
    taxable: true,
    requiresShipping: true,
    isSubscription: false,
    unitPriceMinor,
    quantity: 1,
    ...given,
  };
}

/** A cart of a guest in the United States who chose the standard rate. */
export function cart(lines: CartLineToPrice[], given: Partial<CartToPrice> = {}): CartToPrice {
  return {
    terms: terms(),
    at: noon,
    lines,
    buyer: {
      customerId: null,
      email: null,
      segmentIds: [],
      tags: [],
      usedDiscountIds: [],
      taxExempt: false,
      countryCode: 'US',
      provinceCode: null,
    },
    shippingRateCode: 'standard',
    enteredCodes: [],
    automaticDiscounts: [],
    manualDiscounts: [],
    giftCards: [],
    storeCreditMinor: 0,
    tipMinor: 0,
    note: null,
    ...given,
  };
}

export const combinesWithAll = {
  order: true,
  product: true,
  shipping: true,
  productTagsOnSameLine: [],
} as const;

/** Ten per cent off the order that combines with everything, unless told otherwise. */
export function discount(id: number, given: Partial<DiscountDefinition> = {}): DiscountDefinition {
  return {
    id,
    method: 'code',
    kind: 'basic',
    title: `Discount ${id}`,
    classes: ['ORDER'],
    startsAt: 0,
    endsAt: null,
    deactivatedAt: null,
    usageLimit: null,
    usageCount: 0,
    oncePerCustomer: false,
    combinesWith: combinesWithAll,
    tags: [],
    context: { type: 'all' },
    minimum: null,
    gets: { items: { type: 'all' }, value: { type: 'percentage', percentage: 0.1 } },
    buys: null,
    usesPerOrderMax: null,
    shipping: null,
    onOneTimePurchase: true,
    onSubscription: true,
    app: null,
    ...given,
  };
}

/** An amount off products, once over all of them or on each item. */
export function amountOff(
  id: number,
  off: { amountMinor: number; productIds: number[]; onEachItem?: boolean },
  given: Partial<DiscountDefinition> = {},
): DiscountDefinition {
  const { amountMinor, productIds, onEachItem = false } = off;
  return discount(id, {
    classes: ['PRODUCT'],
    gets: {
      items: { type: 'products', productIds, variantIds: [] },
      value: { type: 'amount', amountMinor, onEachItem },
    },
    ...given,
  });
}

/** A percentage (0.1 is 10 %) off products. */
export function percentOff(
  id: number,
  off: { percentage: number; productIds: number[] },
  given: Partial<DiscountDefinition> = {},
): DiscountDefinition {
  return discount(id, {
    classes: ['PRODUCT'],
    gets: {
      items: { type: 'products', productIds: off.productIds, variantIds: [] },
      value: { type: 'percentage', percentage: off.percentage },
    },
    ...given,
  });
}

/** Free shipping to everywhere. */
export function freeShipping(
  id: number,
  given: Partial<DiscountDefinition> = {},
): DiscountDefinition {
  return discount(id, {
    kind: 'free_shipping',
    classes: ['SHIPPING'],
    gets: null,
    shipping: { countryCodes: null, priceMaxMinor: null },
    ...given,
  });
}

/** Codes as entered, each with its discount. */
export function entered(codes: Readonly<Record<string, DiscountDefinition | null>>): EnteredCode[] {
  return Object.entries(codes).map(([code, found]) => ({ code, discount: found }));
}
