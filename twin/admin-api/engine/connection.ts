/**
 * Connections: pages of records by key, never by offset, so that a page stays the page it was while
 * records come and go (https://shopify.dev/docs/api/usage/pagination-graphql).
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { Kind } from '../../store/kind.ts';
import { parseSearch, type Search } from '../../store/search-syntax.ts';
import type { PageKey } from '../../store/store.ts';
import type { AdminContext } from './context.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { notImplemented } from './errors.ts';
import { pageSize, type PageArgs } from './page-size.ts';
import { rewriteSearch, type SearchTerm } from './rewrite-search.ts';
import { searchWarning } from './search-warnings.ts';

export type Connection = {
  readonly edges: readonly { readonly cursor: string; readonly node: unknown }[];
  readonly nodes: readonly unknown[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
};

export type Source<T> = {
  readonly kind: Kind<T>;
  /** What the records must be besides what the app searches for. */
  readonly filter?: Search | null;
  /** Says a term of an app's search in the kind's own fields: `tag_not:x` as not `tag:x`. */
  readonly rewrite?: (term: SearchTerm) => Search;
  /** The connection's sort keys, as fields of the kind; `ID` means `id` everywhere. */
  readonly sortKeys?: Readonly<Record<string, string>>;
  /** The field sorted by when no key is given; `id` if nothing is said. */
  readonly sort?: string;
  /** Turns a record into what its type's resolvers take; the record itself if nothing is said. */
  readonly toNode?: (record: T) => unknown;
  readonly max?: number;
  /** The store's partition: another than the shop's for what belongs to no shop. */
  readonly shopId?: number;
};

/** A page of records from the store, by the arguments of a connection field. */
export function connection<T>(
  args: PageArgs,
  context: AdminContext,
  info: GraphQLResolveInfo,
  source: Source<T>,
): Connection {
  const { limit, fromEnd } = pageSize(args, source.max);
  const { world } = context;
  const search = searchOf(args, context, info, source);
  const page = world.store.page(source.kind, source.shopId ?? context.shop.id, {
    filter: search,
    sort: sortField(args.sortKey, source),
    isReversed: args.reverse ?? false,
    limit,
    after: fromCursor(args.after),
    before: fromCursor(args.before),
    fromEnd,
    now: world.clock.now(),
  });
  const rows = page.records.map(({ record, key }) => ({ key, node: toNode(record, source) }));
  return asConnection(rows, page.hasNext, page.hasPrevious);
}

/** How many records the same search finds; the `Count` of a `…Count` field. */
export function countOf<T>(
  args: PageArgs & { readonly limit?: number | null },
  context: AdminContext,
  info: GraphQLResolveInfo,
  source: Source<T>,
): { count: number; precision: 'EXACT' | 'AT_LEAST' } {
  const { world } = context;
  const search = searchOf(args, context, info, source);
  const shopId = source.shopId ?? context.shop.id;
  const count = world.store.count(source.kind, shopId, search, world.clock.now());
  const limit = args.limit ?? Infinity;
  return count > limit ? { count: limit, precision: 'AT_LEAST' } : { count, precision: 'EXACT' };
}

/** A page of what is there already: lines of an order, codes of a job. Items are in their order. */
export function listConnection<T extends { readonly id: number }>(
  args: PageArgs,
  items: readonly T[],
  toNodeOf: (item: T) => unknown = (item) => item,
): Connection {
  const { limit, fromEnd } = pageSize(args);
  const ordered = args.reverse === true ? items.toReversed() : items;
  const keyed = ordered.map((item) => ({
    key: { id: item.id, value: item.id },
    node: toNodeOf(item),
  }));
  const after = fromCursor(args.after)?.id;
  const before = fromCursor(args.before)?.id;
  const from = after === undefined ? 0 : keyed.findIndex(({ key }) => key.id === after) + 1;
  const end = before === undefined ? -1 : keyed.findIndex(({ key }) => key.id === before);
  const window = keyed.slice(from, end === -1 ? undefined : end);
  const rows = fromEnd ? window.slice(Math.max(0, window.length - limit)) : window.slice(0, limit);
  const first = keyed.findIndex(({ key }) => key.id === rows[0]?.key.id);
  const last = keyed.findIndex(({ key }) => key.id === rows.at(-1)?.key.id);
  return asConnection(rows, rows.length > 0 && last < keyed.length - 1, first > 0);
}

/** Both conditions; null where there is neither. */
export function both(
  one: Search | null | undefined,
  other: Search | null | undefined,
): Search | null {
  if (!one || !other) return one ?? other ?? null;
  return { type: 'and', parts: [one, other] };
}

/** `field = value`, as a filter of an area's own. */
export function where(field: string, value: string | number): Search {
  const text = String(value);
  return { type: 'term', field, comparison: '=', value: text, isPrefix: false, isQuoted: true };
}

function searchOf<T>(
  { query }: PageArgs,
  context: AdminContext,
  info: GraphQLResolveInfo,
  { kind, filter, rewrite }: Source<T>,
): Search | null {
  const parsed = parseSearch(query ?? '');
  const search = parsed === null || !rewrite ? parsed : rewriteSearch(parsed, rewrite);
  const fields = search === null ? [] : fieldsOf(search).filter((name) => !isField(kind, name));
  if (search !== null && fields.length > 0) {
    const path = [...pathOf(info)];
    context.onSearchWarning(searchWarning({ path, query: query ?? '', search, fields }));
  }
  return both(filter, search);
}

function isField<T>(kind: Kind<T>, name: string): boolean {
  return kind.fields[name.toLowerCase()] !== undefined;
}

function fieldsOf(search: Search): string[] {
  if (search.type === 'not') return fieldsOf(search.part);
  if (search.type !== 'term') return search.parts.flatMap(fieldsOf);
  return search.field === null ? [] : [search.field];
}

function pathOf({ path }: GraphQLResolveInfo): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: typeof path | undefined = path; at !== undefined; at = at.prev) keys.unshift(at.key);
  return keys;
}

function sortField<T>(sortKey: string | null | undefined, source: Source<T>): string {
  const usual = source.sort ?? 'id';
  if (sortKey === null || sortKey === undefined || sortKey === 'RELEVANCE') return usual;
  const field = sortKey === 'ID' ? 'id' : source.sortKeys?.[sortKey];
  if (field !== undefined) return field;
  throw notImplemented(`sorting by ${sortKey}`);
}

function toNode<T>(record: T, source: Source<T>): unknown {
  return source.toNode === undefined ? record : source.toNode(record);
}

type Row = { readonly key: PageKey; readonly node: unknown };

function asConnection(rows: readonly Row[], hasNextPage: boolean, hasPreviousPage: boolean) {
  const edges = rows.map(({ key, node }) => ({ cursor: toCursor(key), node }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
