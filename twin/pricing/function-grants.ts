/**
 * What the function of an app wants to take off: its operations, read as grants. A strategy
 * chooses among the candidates of one operation: the first that can apply, the one that takes off
 * most, or all (which does not override that a line has one product discount). Conditions are
 * judged on the cart before discounts, as functions see it.
 */
import { decimalsOf } from '../money/currency.ts';
import type { Ratio } from '../money/rounding.ts';
import { ratioOf, roundRatio } from '../money/rounding.ts';
import type {
  DeliveryCandidate,
  FunctionCondition,
  FunctionDecimal,
  FunctionOperation,
  FunctionValue,
  OrderCandidate,
  ProductCandidate,
} from './function-types.ts';
import type { Grant, GrantValue, Part } from './grant.ts';
import { amountsOf, total, valueText } from './grant.ts';
import { worth } from './native-grants.ts';
import type { CartToPrice, DiscountClass, DiscountDefinition } from './types.ts';

type Source = {
  readonly cart: CartToPrice;
  readonly discount: DiscountDefinition;
  /** The code by which the discount was entered; it stands in place of an associated one. */
  readonly code: string | null;
};

/** Grants of all operations; those of a class the discount does not have are left out. */
export function functionGrants(source: Source, operations: readonly FunctionOperation[]): Grant[] {
  const grants = operations.flatMap((operation) => [
    ...productGrants(source, operation),
    ...orderGrants(source, operation),
    ...deliveryGrants(source, operation),
  ]);
  return grants.filter((grant) => source.discount.classes.includes(grant.discountClass));
}

function productGrants(source: Source, { productDiscountsAdd }: FunctionOperation): Grant[] {
  if (!productDiscountsAdd) return [];
  const grants = productDiscountsAdd.candidates.flatMap((candidate) => {
    const parts = partsOf(source.cart, candidate);
    if (parts.length === 0 || !areMet(source.cart, candidate)) return [];
    const onEachItem = candidate.value.fixedAmount?.appliesToEachItem === true;
    return [grantOf(source, { candidate, parts, discountClass: 'PRODUCT', onEachItem })];
  });
  return chosen(source.cart, grants, productDiscountsAdd.selectionStrategy);
}

function orderGrants(source: Source, { orderDiscountsAdd }: FunctionOperation): Grant[] {
  if (!orderDiscountsAdd) return [];
  const grants = orderDiscountsAdd.candidates.flatMap((candidate) => {
    const parts = orderParts(source.cart, candidate);
    if (parts.length === 0 || !areMet(source.cart, candidate)) return [];
    return [grantOf(source, { candidate, parts, discountClass: 'ORDER', onEachItem: false })];
  });
  return chosen(source.cart, grants, orderDiscountsAdd.selectionStrategy);
}

function deliveryGrants(source: Source, { deliveryDiscountsAdd }: FunctionOperation): Grant[] {
  return (deliveryDiscountsAdd?.candidates ?? []).map((candidate) => {
    const reachesGroup = candidate.targets.some((target) => target.deliveryGroup);
    const codes = candidate.targets.flatMap(({ deliveryOption }) => deliveryOption?.handle ?? []);
    const rates = { codes: reachesGroup ? null : codes, priceMaxMinor: null };
    const what = { candidate, parts: [], discountClass: 'SHIPPING', onEachItem: true } as const;
    return { ...grantOf(source, what), rates };
  });
}

function partsOf(cart: CartToPrice, candidate: ProductCandidate): Part[] {
  return candidate.targets.flatMap(({ cartLine }) => {
    const line = cart.lines.findIndex(({ id }) => id === cartLine.id);
    const quantity = cart.lines[line]?.quantity;
    if (quantity === undefined) return [];
    return [{ line, units: Math.min(quantity, cartLine.quantity ?? quantity) }];
  });
}

function orderParts(cart: CartToPrice, candidate: OrderCandidate): Part[] {
  const excluded = candidate.targets.flatMap((target) => target.orderSubtotal.excludedCartLineIds);
  return cart.lines.flatMap((line, index) =>
    line.isGiftCard || excluded.includes(line.id) ? [] : [{ line: index, units: line.quantity }],
  );
}

/** Prerequisites of a product candidate and conditions of any. */
function areMet(cart: CartToPrice, candidate: ProductCandidate | OrderCandidate): boolean {
  const prerequisites = 'prerequisites' in candidate ? (candidate.prerequisites ?? []) : [];
  return (
    (candidate.conditions ?? []).every((condition) => isMet(cart, condition)) &&
    prerequisites.every(({ cartLine }) => {
      const line = cart.lines.find(({ id }) => id === cartLine.id);
      return line !== undefined && line.quantity >= cartLine.quantity;
    })
  );
}

function isMet(cart: CartToPrice, condition: FunctionCondition): boolean {
  const { orderMinimumSubtotal, cartLineMinimumSubtotal, cartLineMinimumQuantity } = condition;
  if (orderMinimumSubtotal) {
    const { excludedCartLineIds, minimumAmount } = orderMinimumSubtotal;
    const lines = positions(cart, (id) => !excludedCartLineIds.includes(id));
    return worth(cart, lines).amountMinor >= minorOf(minimumAmount, cart);
  }
  if (cartLineMinimumSubtotal) {
    const { ids, minimumAmount } = cartLineMinimumSubtotal;
    const lines = positions(cart, (id) => ids.includes(id));
    return worth(cart, lines).amountMinor >= minorOf(minimumAmount, cart);
  }
  if (cartLineMinimumQuantity) {
    const { ids, minimumQuantity } = cartLineMinimumQuantity;
    return (
      worth(
        cart,
        positions(cart, (id) => ids.includes(id)),
      ).quantity >= minimumQuantity
    );
  }
  return true;
}

function positions(cart: CartToPrice, isWanted: (id: string) => boolean): number[] {
  return cart.lines.flatMap((line, index) => (isWanted(line.id) ? [index] : []));
}

/** `ALL` keeps every grant; an order operation has `FIRST` and `MAXIMUM` only. */
function chosen(
  cart: CartToPrice,
  grants: Grant[],
  strategy: 'FIRST' | 'MAXIMUM' | 'ALL',
): Grant[] {
  if (strategy === 'ALL') return grants;
  if (strategy === 'FIRST') return grants.slice(0, 1);
  const bases = cart.lines.map(({ quantity, unitPriceMinor }) => ({
    quantity,
    amountMinor: quantity * unitPriceMinor,
  }));
  const worths = grants.map((grant) => total(amountsOf(grant, bases)));
  return grants.filter((_, index) => worths.indexOf(Math.max(...worths)) === index);
}

function grantOf(
  source: Source,
  what: {
    readonly candidate: ProductCandidate | OrderCandidate | DeliveryCandidate;
    readonly parts: readonly Part[];
    readonly discountClass: DiscountClass;
    readonly onEachItem: boolean;
  },
): Grant {
  const { candidate, discountClass } = what;
  const code = source.code ?? candidate.associatedDiscountCode?.code ?? null;
  const value = valueOf(candidate.value, source.cart, what.onEachItem);
  const isOnAll = discountClass !== 'PRODUCT';
  return {
    discountClass,
    parts: what.parts,
    holds: [],
    isWhole: false,
    rates: null,
    value,
    application: {
      type: code === null ? 'automatic' : 'discount_code',
      discountId: source.discount.id,
      discountClass,
      code,
      title: source.code ?? (candidate.message || source.discount.title),
      description: null,
      ...valueText(value, source.cart.terms.currency),
      allocationMethod: what.onEachItem ? 'each' : 'across',
      targetSelection: isOnAll ? 'all' : 'entitled',
      targetType: discountClass === 'SHIPPING' ? 'shipping_line' : 'line_item',
    },
  };
}

function valueOf(value: FunctionValue, cart: CartToPrice, onEachItem: boolean): GrantValue {
  if (value.percentage) {
    const { numerator, denominator } = ratioOf(value.percentage.value);
    return { type: 'percentage', share: { numerator, denominator: denominator * 100n } };
  }
  if (!value.fixedAmount) throw new Error('A discount candidate has no value.');
  return { type: 'amount', amountMinor: minorOf(value.fixedAmount.amount, cart), onEachItem };
}

/** Decimal major units as minor ones; digits finer than the currency's are cut off. */
function minorOf(amount: FunctionDecimal, cart: CartToPrice): number {
  const exact: Ratio = ratioOf(amount);
  const numerator = exact.numerator * 10n ** BigInt(decimalsOf(cart.terms.currency));
  return roundRatio({ numerator, denominator: exact.denominator, mode: 'down' });
}
