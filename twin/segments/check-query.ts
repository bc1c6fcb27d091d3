/**
 * Reads a query and checks it against the filters there are: what Shopify would refuse, it
 * refuses.
 */
import type { World } from '../world/world.ts';
import { type Filter, filterNamed, type FilterType } from './filters.ts';
import { metafieldFilter } from './metafield-filter.ts';
import { parseQuery } from './parse-query.ts';
import {
  type Clause,
  clausesOf,
  type Condition,
  type Operator,
  type QueryError,
  type SegmentQuery,
} from './query.ts';

export type Checked =
  | { readonly ok: true; readonly query: SegmentQuery }
  | {
      readonly ok: false;
      readonly errors: readonly QueryError[];
      /** Filters of Shopify's whose facts the twin does not keep: no fault of the query. */
      readonly lacking: readonly string[];
    };

/** Errors come as Shopify tells them: of the grammar first, then unknown filters in their order. */
export function checkQuery(world: World, shopId: number, text: string): Checked {
  const { query, error, seen } = parseQuery(text);
  const find = (name: string) => findFilter(world, shopId, name);
  const unknown = seen
    .filter(({ filter }) => find(filter) === null)
    .map(({ filter, at }) => ({ at, message: `'${filter}' filter cannot be found.` }));
  const clauses = query === null ? [] : clausesOf(query);
  const wrong = unknown.length > 0 ? [] : clauses.flatMap((clause) => wrongIn(clause, find));
  const errors = [...(error === null ? [] : [error]), ...unknown, ...wrong];
  const lacking = clauses.map(({ filter }) => filter).filter((name) => !isKept(find(name)));
  if (query === null || errors.length > 0) return { ok: false, errors, lacking: [] };
  return lacking.length > 0 ? { ok: false, errors, lacking } : { ok: true, query };
}

/** A filter by the name a query has for it. */
export function findFilter(world: World, shopId: number, name: string): Filter | null {
  return filterNamed(name) ?? metafieldFilter(world, shopId, name);
}

const isKept = (filter: Filter | null) => filter?.of !== undefined;

const NULLS: readonly Operator[] = ['IS NULL', 'IS NOT NULL'];
const EQUAL: readonly Operator[] = ['=', '!=', ...NULLS];
const ORDERED: readonly Operator[] = ['=', '!=', '>', '>=', '<', '<=', 'BETWEEN', ...NULLS];

const OPERATORS: Readonly<Record<FilterType, readonly Operator[]>> = {
  integer: ORDERED,
  float: ORDERED,
  date: ORDERED,
  enum: EQUAL,
  string: EQUAL,
  list: ['CONTAINS', 'NOT CONTAINS', ...NULLS],
  function: ['MATCHES', 'NOT MATCHES', ...NULLS],
};

/** Types of a function's parameters; whatever is not here is a number. */
export const PARAMETER_TYPES: Readonly<Record<string, FilterType>> = {
  date: 'date',
  next_expiry_date: 'date',
  last_credit_date: 'date',
  tag: 'string',
  currency: 'string',
  coordinates: 'string',
};

function wrongIn(clause: Clause, find: (name: string) => Filter | null): QueryError[] {
  const filter = find(clause.filter);
  if (filter === null) return [];
  const own = wrongCondition(filter.name, filter, clause, clause.at);
  if (own.length > 0) return own;
  return clause.parameters.flatMap(({ name, at, ...condition }) => {
    if (!(filter.parameters ?? []).includes(name)) {
      return [{ at, message: `'${name}' parameter cannot be found.` }];
    }
    const type = PARAMETER_TYPES[name] ?? 'float';
    if (condition.operator === 'IN' || condition.operator === 'NOT IN') return [];
    return wrongCondition(name, { type }, condition, at);
  });
}

function wrongCondition(
  name: string,
  { type, values: known }: Pick<Filter, 'type' | 'values'>,
  { operator, values }: Condition,
  at: QueryError['at'],
): QueryError[] {
  if (!OPERATORS[type].includes(operator)) {
    return [{ at, message: `'${name}' filter does not support the '${operator}' operator.` }];
  }
  return values
    .filter((value) => !isOfType(type, value.type, value.text))
    .map((value) => ({ at: value.at, message: `'${value.text}' is unexpected.` }))
    .concat(
      known === undefined || type !== 'enum'
        ? []
        : values
            .filter(({ text }) => !known.includes(text))
            .map((value) => ({ at: value.at, message: `'${value.text}' value is invalid.` })),
    );
}

function isOfType(type: FilterType, given: string, text: string): boolean {
  if (type === 'integer') return given === 'number' && !text.includes('.');
  if (type === 'float') return given === 'number';
  if (type === 'date') {
    if (given === 'word') return /^(today|yesterday)$/i.test(text);
    return given === 'date' || given === 'offset' || given === 'named';
  }
  if (type === 'list') return given === 'text' || given === 'number';
  return given === 'text' || (given === 'word' && /^(true|false)$/i.test(text));
}
