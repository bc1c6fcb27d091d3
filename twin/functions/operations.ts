/**
 * What functions ask for, in types, for whoever prices or validates a cart. A run's output was
 * checked against Shopify's schema, so these are the shapes it has: exactly one key in each
 * operation, target and value; decimals as text.
 */
import type { FunctionRun } from './host.ts';

type Code = { readonly code: string };
type Percentage = { readonly value: string };
type OneOf<T> = {
  [K in keyof T]: { readonly [P in K]: T[P] } & { [P in Exclude<keyof T, K>]?: never };
}[keyof T];

export type EnteredCodesAccept = { readonly codes: readonly Code[] };
export type EnteredCodesReject = { readonly codes: readonly Code[]; readonly message: string };

export type DiscountCondition = OneOf<{
  orderMinimumSubtotal: {
    readonly excludedCartLineIds: readonly string[];
    readonly minimumAmount: string;
  };
  cartLineMinimumSubtotal: { readonly ids: readonly string[]; readonly minimumAmount: string };
  cartLineMinimumQuantity: { readonly ids: readonly string[]; readonly minimumQuantity: number };
}>;

type Candidate<Target, Value> = {
  readonly targets: readonly Target[];
  readonly value: Value;
  readonly message?: string | null;
  readonly associatedDiscountCode?: Code | null;
};

export type OrderCandidate = Candidate<
  { readonly orderSubtotal: { readonly excludedCartLineIds: readonly string[] } },
  OneOf<{ fixedAmount: { readonly amount: string }; percentage: Percentage }>
> & { readonly conditions?: readonly DiscountCondition[] | null };

export type ProductCandidate = Candidate<
  { readonly cartLine: { readonly id: string; readonly quantity?: number | null } },
  OneOf<{
    fixedAmount: { readonly amount: string; readonly appliesToEachItem: boolean };
    percentage: Percentage;
  }>
> & {
  readonly prerequisites?:
    | readonly { readonly cartLine?: { readonly id: string; readonly quantity: number } | null }[]
    | null;
};

export type DeliveryCandidate = Candidate<
  OneOf<{ deliveryGroup: { readonly id: string }; deliveryOption: { readonly handle: string } }>,
  OneOf<{ fixedAmount: { readonly amount: string }; percentage: Percentage }>
>;

type Adding<Strategy, C> = {
  readonly selectionStrategy: Strategy;
  readonly candidates: readonly C[];
};

export type CartOperation = OneOf<{
  orderDiscountsAdd: Adding<'FIRST' | 'MAXIMUM', OrderCandidate>;
  productDiscountsAdd: Adding<'FIRST' | 'MAXIMUM' | 'ALL', ProductCandidate>;
  enteredDiscountCodesAccept: EnteredCodesAccept;
  enteredDiscountCodesReject: EnteredCodesReject;
}>;

export type DeliveryOperation = OneOf<{
  deliveryDiscountsAdd: Adding<'ALL', DeliveryCandidate>;
  enteredDiscountCodesAccept: EnteredCodesAccept;
  enteredDiscountCodesReject: EnteredCodesReject;
}>;

/** `target` is where the message stands: `$.cart`, or a field of the checkout. */
export type ValidationOperation = {
  readonly validationAdd: {
    readonly errors: readonly { readonly message: string; readonly target: string }[];
  };
};

type OperationsByTarget = {
  'cart.lines.discounts.generate.run': CartOperation;
  'cart.delivery-options.discounts.generate.run': DeliveryOperation;
  'cart.validations.generate.run': ValidationOperation;
};

/**
 * The operations a function of that target asked for, in order; none when the run failed, as
 * Shopify's checkout goes on without it. Whether a failed validation blocks is its owner's
 * `blockOnFailure`.
 */
export function operationsOf<T extends keyof OperationsByTarget>(
  _target: T,
  run: FunctionRun,
): readonly OperationsByTarget[T][] {
  if (!run.ok) return [];
  return (run.output.operations ?? []) as readonly OperationsByTarget[T][];
}
