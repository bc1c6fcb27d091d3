/**
 * What a customer did, by functions: `orders_placed MATCHES (count >= 3, date > -90d)`.
 * Parameters on single things (date, id, amount) choose among them; `count` and `sum_…` ask of
 * what is chosen.
 */
import { decimalsOf } from '../money/currency.ts';
import { orderSums } from '../model/order-sums.ts';
import type { Order, OrderLine } from '../model/order.ts';
import { PARAMETER_TYPES } from './check-query.ts';
import type { CustomerFacts } from './customer-facts.ts';
import { isTrueOf } from './conditions.ts';
import type { FilterValue } from './filters.ts';
import type { Clause, Parameter } from './query.ts';

/** One thing done, by what its parameters ask. */
type Deed = Readonly<Record<string, FilterValue>>;

/**
 * True where something was done that matches, or for `NOT MATCHES` and `IS NULL` where nothing
 * was.
 */
export function matchesFunction(clause: Clause, facts: CustomerFacts): boolean {
  const { operator } = clause;
  const isMatch = someMatch(clause, facts);
  return operator === 'NOT MATCHES' || operator === 'IS NULL' ? !isMatch : isMatch;
}

function someMatch({ filter, parameters }: Clause, facts: CustomerFacts): boolean {
  const isSum = ({ name }: Parameter) => name === 'count' || name.startsWith('sum_');
  const isTrue = (value: FilterValue, parameter: Parameter) =>
    isTrueOf(value, PARAMETER_TYPES[parameter.name] ?? 'float', parameter, facts);
  const single = parameters.filter((one) => !isSum(one));
  const chosen = deedsOf(filter, facts).filter((deed) =>
    single.every((one) => isTrueOfAny(deed[one.name] ?? null, one, isTrue)),
  );
  const sums = parameters.filter(isSum);
  if (sums.length === 0) return chosen.length > 0;
  return sums.every((one) => isTrue(summed(one.name, chosen), one));
}

/** A product has several tags; a parameter asks whether one of them is meant. */
function isTrueOfAny(
  value: FilterValue,
  parameter: Parameter,
  isTrue: (value: FilterValue, parameter: Parameter) => boolean,
): boolean {
  if (!Array.isArray(value)) return isTrue(value, parameter);
  const values = value as readonly string[];
  if (parameter.operator === '!=') return values.every((one) => isTrue(one, parameter));
  return values.some((one) => isTrue(one, parameter));
}

function summed(name: string, chosen: readonly Deed[]): number {
  if (name === 'count') return chosen.length;
  const field = name.slice('sum_'.length);
  return chosen.reduce((sum, deed) => sum + Number(deed[field] ?? 0), 0);
}

function deedsOf(filter: string, facts: CustomerFacts): readonly Deed[] {
  if (filter === 'orders_placed') return facts.orders().map((order) => orderDeed(order));
  if (filter === 'products_purchased') {
    return facts
      .orders()
      .flatMap((order) => order.lines.map((line) => lineDeed(order, line, facts)));
  }
  if (filter === 'store_credit_accounts') return facts.creditAccounts().map(creditDeed);
  throw new Error(`Nothing is kept of ${filter}.`);
}

function orderDeed(order: Order): Deed {
  return {
    date: order.createdAt,
    amount: orderSums(order).totalMinor / 10 ** decimalsOf(order.currency),
    location_id: order.locationId,
    app_id: order.appId,
  };
}

function lineDeed(order: Order, line: OrderLine, { productOf }: CustomerFacts): Deed {
  return {
    date: order.createdAt,
    id: line.productId,
    quantity: line.quantity,
    // Tags of the product as it is now; of a deleted one nothing is known.
    get tag() {
      const product = line.productId === null ? null : productOf(line.productId);
      return (product?.tags ?? []).map((tag) => tag);
    },
  };
}

type CreditAccount = ReturnType<CustomerFacts['creditAccounts']>[number];

function creditDeed({ currency, balanceMinor, transactions }: CreditAccount): Deed {
  const credits = transactions.filter(({ type }) => type === 'credit');
  const lapsing = credits.flatMap(({ expiresAt, remainingMinor }) =>
    expiresAt !== null && remainingMinor > 0 ? [expiresAt] : [],
  );
  return {
    currency,
    balance: balanceMinor / 10 ** decimalsOf(currency),
    next_expiry_date: lapsing.length === 0 ? null : Math.min(...lapsing),
    last_credit_date: credits.at(-1)?.at ?? null,
  };
}
