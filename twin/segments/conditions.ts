/** One condition on one value: `>= -30d`, `CONTAINS 'vip'`, `IS NULL`. */
import type { CustomerFacts } from './customer-facts.ts';
import { spanOf } from './dates.ts';
import type { FilterType, FilterValue } from './filters.ts';
import type { Condition, Value } from './query.ts';

/** Whether a condition is true of a value. Of no value only `!=`, `NOT …` and `IS NULL` are. */
export function isTrueOf(
  value: FilterValue,
  type: FilterType,
  condition: Condition,
  facts: Pick<CustomerFacts, 'shop' | 'now'>,
): boolean {
  const { operator } = condition;
  const isMissing = value === null || (Array.isArray(value) && value.length === 0);
  if (operator === 'IS NULL') return isMissing;
  if (operator === 'IS NOT NULL') return !isMissing;
  const [first] = condition.values;
  if (first === undefined) return false;
  switch (operator) {
    case 'CONTAINS':
      return contains(value, first);
    case 'NOT CONTAINS':
      return !contains(value, first);
    case 'IN':
      return condition.values.some((one) => compare(value, type, one, facts) === 0);
    case 'NOT IN':
      return condition.values.every((one) => compare(value, type, one, facts) !== 0);
    case '!=':
      return compare(value, type, first, facts) !== 0;
    default:
      return isInOrder(condition, (given) => compare(value, type, given, facts));
  }
}

function isInOrder(
  { operator, values: [first, second] }: Condition,
  compareWith: (given: Value) => number | null,
): boolean {
  const order = first === undefined ? null : compareWith(first);
  if (order === null) return false;
  if (operator === '=') return order === 0;
  if (operator === '>') return order > 0;
  if (operator === '>=') return order >= 0;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  const upper = second === undefined ? null : compareWith(second);
  return order >= 0 && upper !== null && upper <= 0;
}

/** Below, in or above what the value means; null where there is nothing to compare. */
function compare(
  own: FilterValue,
  type: FilterType,
  given: Value,
  { shop, now }: Pick<CustomerFacts, 'shop' | 'now'>,
): number | null {
  if (own === null || Array.isArray(own)) return null;
  if (type === 'date') {
    const span = spanOf(given, shop.zone, now);
    const at = Number(own);
    if (span === null) return null;
    return at < span.from ? -1 : at >= span.to ? 1 : 0;
  }
  if (type === 'integer' || type === 'float') return Number(own) - Number(given.text);
  return own === given.text ? 0 : 1;
}

/** Tags are compared without case; so is whatever else comes as a list of texts. */
function contains(value: FilterValue, { text }: Value): boolean {
  const own = Array.isArray(value) ? (value as readonly string[]) : [];
  return own.some((one) => one.toLowerCase() === text.toLowerCase());
}
