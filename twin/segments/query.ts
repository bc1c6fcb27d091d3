/** A segment query as it was understood. */
import type { Place, Token } from './tokens.ts';

export type Operator =
  | '='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'BETWEEN'
  | 'IN'
  | 'NOT IN'
  | 'CONTAINS'
  | 'NOT CONTAINS'
  | 'IS NULL'
  | 'IS NOT NULL'
  | 'MATCHES'
  | 'NOT MATCHES';

export type Value = { readonly type: Token['type']; readonly text: string; readonly at: Place };

/** One condition on one value. */
export type Condition = { readonly operator: Operator; readonly values: readonly Value[] };

export type Parameter = Condition & { readonly name: string; readonly at: Place };

export type Clause = Condition & {
  readonly type: 'clause';
  readonly filter: string;
  readonly at: Place;
  /** Of a function, e.g. `products_purchased MATCHES (id = 1)`. */
  readonly parameters: readonly Parameter[];
};

export type SegmentQuery =
  | { readonly type: 'and' | 'or'; readonly parts: readonly SegmentQuery[] }
  | { readonly type: 'not'; readonly part: SegmentQuery }
  | Clause;

export type QueryError = { readonly at: Place; readonly message: string };

/** As Shopify words it: `Line 1 Column 6: 'valid' is unexpected.` */
export function errorText({ at, message }: QueryError): string {
  return `Line ${at.line} Column ${at.column}: ${message}`;
}

/** Every clause of a query, in order. */
export function clausesOf(query: SegmentQuery): readonly Clause[] {
  if (query.type === 'clause') return [query];
  return query.type === 'not' ? clausesOf(query.part) : query.parts.flatMap(clausesOf);
}
