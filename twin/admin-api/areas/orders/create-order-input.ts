/** `OrderCreateOrderInput`, as far as the twin heeds it. */
import type { setOwnMetafields } from '../metafields/set-metafields.ts';
import type { addressOf } from './order-mutations.ts';

export type BagInput = { readonly shopMoney: { readonly amount: string } };

export type TaxLineInput = {
  readonly title: string;
  readonly rate?: string | number | null;
  readonly priceSet?: BagInput | null;
};

export type OrderCreateInput = {
  readonly lineItems?:
    | readonly {
        readonly variantId?: string | null;
        readonly title?: string | null;
        readonly sku?: string | null;
        readonly quantity: number;
        readonly priceSet?: BagInput | null;
        readonly taxable?: boolean | null;
        readonly requiresShipping?: boolean | null;
        readonly properties?: readonly { readonly name: string; readonly value: string }[] | null;
        readonly taxLines?: readonly TaxLineInput[] | null;
      }[]
    | null;
  readonly shippingLines?:
    | readonly {
        readonly title: string;
        readonly code?: string | null;
        readonly priceSet: BagInput;
        readonly taxLines?: readonly TaxLineInput[] | null;
      }[]
    | null;
  readonly transactions?:
    | readonly {
        readonly kind?: string | null;
        readonly status?: string | null;
        readonly gateway?: string | null;
        readonly amountSet: BagInput;
      }[]
    | null;
  readonly discountCode?: {
    readonly itemFixedDiscountCode?: {
      readonly code: string;
      readonly amountSet?: BagInput | null;
    } | null;
    readonly itemPercentageDiscountCode?: {
      readonly code: string;
      readonly percentage?: number;
    } | null;
    readonly freeShippingDiscountCode?: { readonly code: string } | null;
  } | null;
  readonly customerId?: string | null;
  readonly customer?: {
    readonly toAssociate?: { readonly id: string } | null;
    readonly toUpsert?: {
      readonly id?: string | null;
      readonly email?: string | null;
      readonly phone?: string | null;
    } | null;
  } | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly buyerAcceptsMarketing?: boolean | null;
  readonly shippingAddress?: Parameters<typeof addressOf>[0] | null;
  readonly billingAddress?: Parameters<typeof addressOf>[0] | null;
  readonly note?: string | null;
  readonly tags?: readonly string[] | null;
  readonly customAttributes?: readonly { readonly key: string; readonly value: string }[] | null;
  readonly name?: string | null;
  readonly test?: boolean | null;
  readonly processedAt?: number | null;
  readonly presentmentCurrency?: string | null;
  readonly sourceName?: string | null;
  readonly taxesIncluded?: boolean | null;
  readonly financialStatus?: string | null;
  readonly fulfillmentStatus?: string | null;
  readonly metafields?: Parameters<typeof setOwnMetafields>[2];
};
