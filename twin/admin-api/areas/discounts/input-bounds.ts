/**
 * Numbers too small or too large for a discount: recorded answers
 * (github.com/airhorns/shopify-draft-proxy, `discount-bxgy-numeric-validation`,
 * `discount-numeric-bounds`, `discount-minimum-requirement-exclusivity`, 2026-08).
 */
import type { UserError } from '../../engine/user-errors.ts';
import type { DiscountInput } from './input-types.ts';

const INT_MAX = 2_147_483_647;
const AMOUNT_MAX = 1_000_000_000_000_000_000;
const UNITS_MAX = 100_000;

type Numeric = string | number | null | undefined;
type Bounded = { readonly argument: string; readonly isBxgy: boolean };

/** Empty: every number is within its bounds. */
export function boundErrors(input: DiscountInput, { argument, isBxgy }: Bounded): UserError[] {
  const all = [...minimumErrors(input), ...amountErrors(input)];
  if (isBxgy) all.push(...limitErrors(input), ...unitErrors(input));
  return all.map((one) => ({ ...one, field: [argument, ...(one.field ?? [])] }));
}

function limitErrors({ usesPerOrderLimit: given }: DiscountInput): UserError[] {
  const limit = numberOf(given);
  const field = ['usesPerOrderLimit'];
  const said = (code: string, words: string) => [
    { field, code, message: `Allocation limit ${words}` },
  ];
  if (limit === null) return [];
  if (limit === 0) return said('VALUE_OUTSIDE_RANGE', 'cannot be zero');
  if (limit < 0) return said('GREATER_THAN', 'must be greater than 0');
  if (limit <= INT_MAX) return [];
  return said('LESS_THAN_OR_EQUAL_TO', `must be less than or equal to ${INT_MAX}`);
}

function unitErrors({ customerBuys, customerGets }: DiscountInput): UserError[] {
  const bought = ['customerBuys', 'value', 'quantity'];
  const got = ['customerGets', 'value', 'discountOnQuantity', 'quantity'];
  return [
    ...ratioErrors(customerBuys?.value?.quantity, { field: bought, side: 'antecedent' }),
    ...ratioErrors(customerGets?.value?.discountOnQuantity?.quantity, {
      field: got,
      side: 'consequent',
    }),
  ];
}

function ratioErrors(
  given: Numeric,
  { field, side }: { readonly field: readonly string[]; readonly side: string },
): UserError[] {
  const quantity = numberOf(given);
  const start = `Prerequisite to entitlement quantity ratio ${side} must be`;
  if (quantity === null || (quantity > 0 && quantity < UNITS_MAX)) return [];
  return quantity <= 0
    ? [{ field, code: 'GREATER_THAN', message: `${start} greater than 0` }]
    : [{ field, code: 'LESS_THAN', message: `${start} less than ${UNITS_MAX}` }];
}

function minimumErrors({ minimumRequirement: minimum }: DiscountInput): UserError[] {
  const errors: UserError[] = [];
  const add = (path: readonly string[], message: string) =>
    errors.push({ field: ['minimumRequirement', ...path], code: 'LESS_THAN', message });
  const quantity = numberOf(minimum?.quantity?.greaterThanOrEqualToQuantity);
  if (quantity !== null && quantity >= INT_MAX) {
    const words = `Minimum quantity must be less than ${INT_MAX}`;
    add(['quantity', 'greaterThanOrEqualToQuantity'], words);
  }
  const subtotal = numberOf(minimum?.subtotal?.greaterThanOrEqualToSubtotal);
  if (subtotal !== null && subtotal >= AMOUNT_MAX) {
    const words = `Minimum subtotal must be less than ${AMOUNT_MAX}`;
    add(['subtotal', 'greaterThanOrEqualToSubtotal'], words);
  }
  return errors;
}

/** Shopify keeps an amount off as a negative one, and says so. */
function amountErrors({ customerGets }: DiscountInput): UserError[] {
  const amount = numberOf(customerGets?.value?.discountAmount?.amount);
  if (amount === null || amount < AMOUNT_MAX) return [];
  const field = ['customerGets', 'value', 'discountAmount', 'amount'];
  return [{ field, code: 'LESS_THAN', message: `Value must be greater than -${AMOUNT_MAX}` }];
}

function numberOf(given: Numeric): number | null {
  return given === null || given === undefined ? null : Number(given);
}
