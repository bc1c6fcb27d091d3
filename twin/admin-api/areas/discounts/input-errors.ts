/**
 * What is wrong with an input before it can be a discount: things said twice, or in the wrong
 * place. Words are those of the recorded answers (github.com/airhorns/shopify-draft-proxy,
 * 2026-08).
 */
import type { Discount } from '../../../model/discount.ts';
import type { AdminContext } from '../../engine/context.ts';
import type { UserError } from '../../engine/user-errors.ts';
import { functionsOf } from '../shop/functions.ts';
import { boundErrors } from './input-bounds.ts';
import type { DiscountInput } from './input-types.ts';

export type Judging = {
  /** The argument's name, with which every path begins. */
  readonly argument: string;
  readonly method: Discount['method'];
  readonly kind: Discount['kind'];
  readonly isNew: boolean;
};

const error = (field: readonly string[], code: string, message: string): UserError => ({
  field,
  code,
  message,
});

/** Empty: nothing is wrong. */
export function inputErrors(
  input: DiscountInput,
  judging: Judging,
  context: AdminContext,
): UserError[] {
  return [
    ...selectionErrors(input, judging),
    ...startErrors(input, judging),
    ...minimumErrors(input, judging),
    ...boundErrors(input, { argument: judging.argument, isBxgy: judging.kind === 'bxgy' }),
    ...itemsErrors(input, judging),
    ...bxgyValueErrors(input, judging),
    ...functionErrors(input, judging, context),
  ];
}

function selectionErrors(input: DiscountInput, { argument }: Judging): UserError[] {
  if (!input.context || !input.customerSelection) return [];
  const words = 'Only one of context or customerSelection can be provided.';
  return [error([argument, 'context'], 'INVALID', words)];
}

function startErrors({ startsAt }: DiscountInput, { argument, kind, isNew }: Judging): UserError[] {
  if (!isNew || (startsAt !== null && startsAt !== undefined)) return [];
  const field = [argument, 'startsAt'];
  if (kind === 'app') return [error(field, 'INVALID', "Starts at can't be blank.")];
  return [error(field, 'BLANK', "Starts at can't be blank")];
}

function minimumErrors({ minimumRequirement }: DiscountInput, { argument }: Judging): UserError[] {
  const quantity = minimumRequirement?.quantity?.greaterThanOrEqualToQuantity;
  const subtotal = minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal;
  if (!quantity || !subtotal) return [];
  const at = (...path: string[]) => [argument, 'minimumRequirement', ...path];
  return [
    error(
      at('subtotal', 'greaterThanOrEqualToSubtotal'),
      'CONFLICT',
      'Minimum subtotal cannot be defined when minimum quantity is.',
    ),
    error(
      at('quantity', 'greaterThanOrEqualToQuantity'),
      'CONFLICT',
      'Minimum quantity cannot be defined when minimum subtotal is.',
    ),
  ];
}

function itemsErrors({ customerGets }: DiscountInput, { argument }: Judging): UserError[] {
  const { collections, products } = customerGets?.items ?? {};
  if (!collections?.add?.length || !products) return [];
  if (!products.productsToAdd?.length && !products.productVariantsToAdd?.length) return [];
  const field = [argument, 'customerGets', 'items', 'collections', 'add'];
  const words = 'Cannot entitle collections in combination with product variants or products';
  return [error(field, 'CONFLICT', words)];
}

function bxgyValueErrors({ customerGets }: DiscountInput, judging: Judging): UserError[] {
  const { argument, kind, method } = judging;
  if (kind !== 'bxgy') return [];
  const errors: UserError[] = [];
  const at = (...path: string[]) => [argument, 'customerGets', ...path];
  const words = 'Only discountOnQuantity permitted with bxgy discounts.';
  const { value } = customerGets ?? {};
  if (typeof value?.percentage === 'number') {
    errors.push(error(at('value', 'percentage'), 'INVALID', words));
  }
  if (value?.discountAmount) errors.push(error(at('value', 'discountAmount'), 'INVALID', words));
  if (errors.length > 0 && method === 'code' && !value?.discountOnQuantity) {
    const field = at('value', 'discountOnQuantity', 'quantity');
    errors.push(error(field, 'BLANK', 'Quantity cannot be blank.'));
  }
  const kindName = method === 'code' ? 'bxgy' : 'automatic bxgy';
  const unsupported = `This field is not supported by ${kindName} discounts.`;
  for (const name of ['appliesOnOneTimePurchase', 'appliesOnSubscription'] as const) {
    if (typeof customerGets?.[name] !== 'boolean') continue;
    errors.push(error(at(name), 'INVALID', unsupported));
  }
  return errors;
}

function functionErrors(
  input: DiscountInput,
  { argument, kind, method, isNew }: Judging,
  context: AdminContext,
): UserError[] {
  if (kind !== 'app') return [];
  const { functionHandle, functionId, discountClasses } = input;
  const field = [argument, functionId ? 'functionId' : 'functionHandle'];
  const errors: UserError[] = [];
  if (isNew && method === 'code' && input.title === undefined) {
    errors.push(error([argument, 'title'], 'INVALID', 'Required argument not found.'));
  }
  if (discountClasses?.length === 0) {
    const words = "Discount classes can't be empty.";
    errors.push(error([argument, 'discountClasses'], 'INVALID', words));
  }
  if (functionHandle && functionId) {
    const words = 'Only one of functionId or functionHandle is allowed.';
    return [...errors, error([argument], 'MULTIPLE_FUNCTION_IDENTIFIERS', words)];
  }
  const asked = functionHandle ?? functionId ?? null;
  if (asked === null) {
    if (!isNew) return errors;
    const words = "Function id can't be blank.";
    return [...errors, error(field, 'MISSING_FUNCTION_IDENTIFIER', words)];
  }
  if (findFunction(input, context) !== null) return errors;
  if (functionsOf(context).some((one) => one.handle === asked || one.functionId === asked)) {
    const words =
      'Unexpected Function API. The provided function must implement one of the following ' +
      'extension targets: [product_discounts, order_discounts, shipping_discounts, discount].';
    return [...errors, { field, message: words, code: null }];
  }
  const words =
    `Function ${asked} not found. Ensure that it is released in the current app ` +
    `(${context.app.id}), and that the app is installed.`;
  return [...errors, error(field, 'INVALID', words)];
}

/** The app's function an input names, by handle or by id. */
export function findFunction(
  { functionHandle, functionId }: Pick<DiscountInput, 'functionHandle' | 'functionId'>,
  context: AdminContext,
) {
  const own = functionsOf(context).filter(({ apiType }) => apiType === 'discount');
  return (
    own.find((one) =>
      functionHandle ? one.handle === functionHandle : one.functionId === functionId,
    ) ?? null
  );
}
