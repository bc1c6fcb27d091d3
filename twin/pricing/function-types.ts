/**
 * What a discount function of an app answers, in the shape of the function schema 2026-07
 * (`CartLinesDiscountsGenerateRunResult`, `CartDeliveryOptionsDiscountsGenerateRunResult`).
 * Decimals come as text or number in major units, percentages from 0 to 100.
 */

import type { ShippingRate } from '../model/shop.ts';
import type { Buyer, CartLineToPrice, DiscountDefinition } from './types.ts';

export type FunctionDecimal = string | number;

export type FunctionValue = {
  readonly percentage?: { readonly value: FunctionDecimal } | null;
  readonly fixedAmount?: {
    readonly amount: FunctionDecimal;
    readonly appliesToEachItem?: boolean | null;
  } | null;
};

export type FunctionCondition = {
  readonly orderMinimumSubtotal?: {
    readonly excludedCartLineIds: readonly string[];
    readonly minimumAmount: FunctionDecimal;
  } | null;
  readonly cartLineMinimumSubtotal?: {
    readonly ids: readonly string[];
    readonly minimumAmount: FunctionDecimal;
  } | null;
  readonly cartLineMinimumQuantity?: {
    readonly ids: readonly string[];
    readonly minimumQuantity: number;
  } | null;
};

type Candidate<Target> = {
  readonly targets: readonly Target[];
  readonly value: FunctionValue;
  readonly message?: string | null;
  readonly associatedDiscountCode?: { readonly code: string } | null;
  readonly conditions?: readonly FunctionCondition[] | null;
};

export type OrderCandidate = Candidate<{
  readonly orderSubtotal: { readonly excludedCartLineIds: readonly string[] };
}>;

export type ProductCandidate = Candidate<{
  readonly cartLine: { readonly id: string; readonly quantity?: number | null };
}> & {
  readonly prerequisites?:
    readonly { readonly cartLine: { readonly id: string; readonly quantity: number } }[] | null;
};

export type DeliveryCandidate = Candidate<{
  readonly deliveryGroup?: { readonly id: string } | null;
  readonly deliveryOption?: { readonly handle: string } | null;
}>;

type Add<C> = {
  readonly selectionStrategy: 'FIRST' | 'MAXIMUM' | 'ALL';
  readonly candidates: readonly C[];
};

export type FunctionOperation = {
  readonly productDiscountsAdd?: Add<ProductCandidate> | null;
  readonly orderDiscountsAdd?: Add<OrderCandidate> | null;
  readonly deliveryDiscountsAdd?: Add<DeliveryCandidate> | null;
  readonly enteredDiscountCodesAccept?: {
    readonly codes: readonly { readonly code: string }[];
  } | null;
  readonly enteredDiscountCodesReject?: {
    readonly codes: readonly { readonly code: string }[];
    readonly message: string;
  } | null;
};

/** The cart as it is when a function runs: discounts of others are not in it. */
export type FunctionCart = {
  readonly target:
    'cart.lines.discounts.generate.run' | 'cart.delivery-options.discounts.generate.run';
  readonly lines: readonly CartLineToPrice[];
  readonly buyer: Buyer;
  readonly at: number;
  readonly note: string | null;
  /** The code by which the discount was entered, or null for an automatic one. */
  readonly triggeringDiscountCode: string | null;
  readonly enteredDiscountCodes: readonly { readonly code: string; readonly rejectable: boolean }[];
  /** Offered rates, thresholds applied; one delivery group holds them all. */
  readonly deliveryGroupId: string;
  readonly deliveryOptions: readonly ShippingRate[];
  readonly selectedDeliveryCode: string | null;
};

/**
 * Runs the function of a discount on one target; a run that fails answers no operations. Every
 * function sees the same cart, so it runs once for each discount and target.
 */
export type RunFunction = (
  discount: DiscountDefinition,
  cart: FunctionCart,
) => readonly FunctionOperation[];
