/** Documents by the page, in the order of a field, by key and never by offset. */
import type { Database } from './database.ts';
import type { Kind, TermValue } from './kind.ts';
import { searchSql } from './search-sql.ts';
import type { Search } from './search-syntax.ts';

export type PageOptions = {
  readonly filter?: Search | null;
  /** A field of the kind with one value per record; `id` if nothing is said. */
  readonly sort?: string;
  readonly isReversed?: boolean;
  readonly limit: number;
  /** Only what comes after this key in the order asked for. */
  readonly after?: PageKey | null;
  /** Only what comes before this key; the last `limit` of it, still in the order asked for. */
  readonly before?: PageKey | null;
  /** Take the last records instead of the first. */
  readonly fromEnd?: boolean;
  readonly now?: number;
};

export type PageKey = { readonly value: TermValue; readonly id: number };

export type Page<T> = {
  readonly records: readonly { readonly record: T; readonly key: PageKey }[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** Search fields that the kind does not have. */
  readonly unknownFields: readonly string[];
};

/** Counting and paging. */
export function pageVerbs({ prepared }: Database) {
  function count<T>(kind: Kind<T>, shop: number, filter: Search | null = null, now = 0): number {
    const where = searchSql(kind, shop, filter, now);
    const row = prepared(
      `SELECT count(*) AS n FROM documents s WHERE s.shop = ? AND s.kind = ? AND ${where.sql}`,
    ).get(shop, kind.name, ...where.values);
    return Number(row?.n ?? 0);
  }

  function page<T>(kind: Kind<T>, shop: number, options: PageOptions): Page<T> {
    const { sort = 'id', isReversed = false, limit, fromEnd = false } = options;
    if (kind.fields[sort] === undefined) throw new Error(`${kind.name} has no field ${sort}`);
    const where = searchSql(kind, shop, options.filter ?? null, options.now ?? 0);
    const isForward = isReversed === fromEnd;
    const bounds: [string, PageKey][] = [];
    if (options.after) bounds.push([isReversed ? '<' : '>', options.after]);
    if (options.before) bounds.push([isReversed ? '>' : '<', options.before]);
    const rows = prepared(
      `SELECT d.body, s.value, s.id FROM terms s
         JOIN documents d ON d.shop = s.shop AND d.kind = s.kind AND d.id = s.id
        WHERE s.shop = ? AND s.kind = ? AND s.field = ?
          ${bounds.map(([sign]) => `AND (s.value, s.id) ${sign} (?, ?)`).join(' ')}
          AND ${where.sql}
        ORDER BY s.value ${isForward ? 'ASC' : 'DESC'}, s.id ${isForward ? 'ASC' : 'DESC'}
        LIMIT ?`,
    ).all(
      shop,
      kind.name,
      sort,
      ...bounds.flatMap(([, key]) => [key.value, key.id]),
      ...where.values,
      limit + 1,
    );
    const records = rows.slice(0, limit).map((row) => ({
      record: JSON.parse(row.body as string) as T,
      key: { value: row.value as TermValue, id: row.id as number },
    }));
    if (fromEnd) records.reverse();
    const more = rows.length > limit;
    return {
      records,
      hasNext: fromEnd ? Boolean(options.before) : more,
      hasPrevious: fromEnd ? more : Boolean(options.after),
      unknownFields: where.unknownFields,
    };
  }

  return { count, page };
}
