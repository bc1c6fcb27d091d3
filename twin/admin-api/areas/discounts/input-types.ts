/** Inputs of the discount mutations as the schema has them; each mutation's has some of these. */
import type { DiscountClass } from '../../../model/discount.ts';
import type { setOwnMetafields } from '../metafields/set-metafields.ts';

export type Ids = readonly string[] | null;
export type AddRemove = { readonly add?: Ids; readonly remove?: Ids } | null;

export type ItemsInput = {
  readonly all?: boolean | null;
  readonly collections?: AddRemove;
  readonly products?: {
    readonly productsToAdd?: Ids;
    readonly productsToRemove?: Ids;
    readonly productVariantsToAdd?: Ids;
    readonly productVariantsToRemove?: Ids;
  } | null;
};

type EffectInput = { readonly amount?: string | null; readonly percentage?: number | null };

export type ValueInput = {
  readonly percentage?: number | null;
  readonly discountAmount?: {
    readonly amount?: string | null;
    readonly appliesOnEachItem?: boolean | null;
  } | null;
  readonly discountOnQuantity?: {
    readonly quantity?: string | number | null;
    readonly effect?: EffectInput | null;
  } | null;
};

export type SelectionInput = {
  readonly all?: unknown;
  readonly customers?: AddRemove;
  readonly customerSegments?: AddRemove;
  readonly markets?: unknown;
};

export type MinimumInput = {
  readonly quantity?: { readonly greaterThanOrEqualToQuantity?: string | number | null } | null;
  readonly subtotal?: { readonly greaterThanOrEqualToSubtotal?: string | null } | null;
};

export type DiscountInput = {
  readonly title?: string | null;
  readonly code?: string | null;
  readonly startsAt?: number | null;
  readonly endsAt?: number | null;
  readonly usageLimit?: number | null;
  readonly appliesOncePerCustomer?: boolean | null;
  readonly appliesOnOneTimePurchase?: boolean | null;
  readonly appliesOnSubscription?: boolean | null;
  readonly recurringCycleLimit?: number | null;
  readonly usesPerOrderLimit?: string | number | null;
  readonly tags?: readonly string[] | null;
  readonly context?: SelectionInput | null;
  readonly customerSelection?: SelectionInput | null;
  readonly combinesWith?: {
    readonly orderDiscounts?: boolean | null;
    readonly productDiscounts?: boolean | null;
    readonly shippingDiscounts?: boolean | null;
    readonly productDiscountsWithTagsOnSameCartLine?: AddRemove;
  } | null;
  readonly minimumRequirement?: MinimumInput | null;
  readonly customerGets?: {
    readonly items?: ItemsInput | null;
    readonly value?: ValueInput | null;
    readonly appliesOnOneTimePurchase?: boolean | null;
    readonly appliesOnSubscription?: boolean | null;
  } | null;
  readonly customerBuys?: {
    readonly items?: ItemsInput | null;
    readonly value?: {
      readonly quantity?: string | number | null;
      readonly amount?: string | null;
    } | null;
  } | null;
  readonly destination?: {
    readonly all?: boolean | null;
    readonly countries?: { readonly add?: Ids; readonly remove?: Ids } | null;
  } | null;
  readonly maximumShippingPrice?: string | null;
  readonly functionHandle?: string | null;
  readonly functionId?: string | null;
  readonly discountClasses?: readonly DiscountClass[] | null;
  readonly metafields?: Parameters<typeof setOwnMetafields>[2];
};
