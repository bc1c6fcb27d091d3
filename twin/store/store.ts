/** The documents: get, put, remove, find by one term, page through. See README.md. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Kind, termsOf, type TermValue } from './kind.ts';
import { searchSql } from './search-sql.ts';
import type { Search } from './search-syntax.ts';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS documents (
    shop INTEGER NOT NULL, kind TEXT NOT NULL, id INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (shop, kind, id));
  CREATE TABLE IF NOT EXISTS terms (
    shop INTEGER NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL, value NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (shop, kind, field, value, id)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS terms_by_record ON terms (shop, kind, id);
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

/** The first id ever given; ids look like Shopify's and stay below 2^53. */
const FIRST_ID = 7_000_000_000_001;

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

export type Store = ReturnType<typeof openStore>;

/** Opens the store in `file`, made if missing; `:memory:` keeps nothing. */
export function openStore(file: string) {
  const db = new DatabaseSync(file);
  db.exec(SCHEMA);
  const statements = new Map<string, StatementSync>();
  let depth = 0;

  function prepared(sql: string): StatementSync {
    let statement = statements.get(sql);
    if (statement === undefined) statements.set(sql, (statement = db.prepare(sql)));
    return statement;
  }

  /** Runs `work` whole or not at all; inside another, it joins it. `work` must not await. */
  function transact<T>(work: () => T): T {
    if (depth > 0) return work();
    db.exec('BEGIN IMMEDIATE');
    depth += 1;
    try {
      const result = work();
      if (result instanceof Promise) throw new Error('A transaction of the store must not await.');
      db.exec('COMMIT');
      return result;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    } finally {
      depth -= 1;
    }
  }

  function get<T>(kind: Kind<T>, shop: number, id: number): T | null {
    const row = prepared('SELECT body FROM documents WHERE shop = ? AND kind = ? AND id = ?').get(
      shop,
      kind.name,
      id,
    );
    return row === undefined ? null : (JSON.parse(row.body as string) as T);
  }

  function put<T extends { readonly id: number }>(kind: Kind<T>, shop: number, record: T): T {
    return transact(() => {
      prepared(
        `INSERT INTO documents (shop, kind, id, body) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET body = excluded.body`,
      ).run(shop, kind.name, record.id, JSON.stringify(record));
      unfile(kind, shop, record.id);
      const file = prepared(
        'INSERT INTO terms (shop, kind, field, value, id) VALUES (?, ?, ?, ?, ?)',
      );
      for (const [field, value] of termsOf(kind, record)) {
        file.run(shop, kind.name, field, value, record.id);
      }
      return record;
    });
  }

  function unfile<T>(kind: Kind<T>, shop: number, id: number): void {
    prepared('DELETE FROM terms WHERE shop = ? AND kind = ? AND id = ?').run(shop, kind.name, id);
  }

  function remove<T>(kind: Kind<T>, shop: number, id: number): boolean {
    return transact(() => {
      unfile(kind, shop, id);
      const { changes } = prepared(
        'DELETE FROM documents WHERE shop = ? AND kind = ? AND id = ?',
      ).run(shop, kind.name, id);
      return Number(changes) > 0;
    });
  }

  /** All records filed under one term, by id. Text is compared without case. */
  function find<T>(kind: Kind<T>, shop: number, field: string, value: TermValue): T[] {
    if (kind.fields[field] === undefined) throw new Error(`${kind.name} has no field ${field}`);
    const rows = prepared(
      `SELECT d.body FROM terms t
         JOIN documents d ON d.shop = t.shop AND d.kind = t.kind AND d.id = t.id
        WHERE t.shop = ? AND t.kind = ? AND t.field = ? AND t.value = ? ORDER BY t.id`,
    ).all(shop, kind.name, field, typeof value === 'string' ? value.toLowerCase() : value);
    return rows.map((row) => JSON.parse(row.body as string) as T);
  }

  /** The first record filed under a term. */
  function findOne<T>(kind: Kind<T>, shop: number, field: string, value: TermValue): T | null {
    return find(kind, shop, field, value)[0] ?? null;
  }

  /** Every record of a kind, by id, one at a time in memory. */
  function* each<T>(kind: Kind<T>, shop: number): Generator<T> {
    let after = -1;
    for (;;) {
      const row = prepared(
        'SELECT id, body FROM documents WHERE shop = ? AND kind = ? AND id > ? ORDER BY id LIMIT 1',
      ).get(shop, kind.name, after);
      if (row === undefined) return;
      after = row.id as number;
      yield JSON.parse(row.body as string) as T;
    }
  }

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

  function setting(name: string): string | null {
    const row = prepared('SELECT value FROM settings WHERE name = ?').get(name);
    return row === undefined ? null : (row.value as string);
  }

  function saveSetting(name: string, value: string): void {
    prepared(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    ).run(name, value);
  }

  /** 1, 2, 3 … for a name, for ever; the first is `first`. */
  function next(name: string, first = 1): number {
    const value = setting(`next:${name}`);
    const current = value === null ? first : Number(value);
    saveSetting(`next:${name}`, String(current + 1));
    return current;
  }

  return {
    transact,
    isInTransaction: () => depth > 0,
    get,
    put,
    remove,
    find,
    findOne,
    each,
    count,
    page,
    setting,
    saveSetting,
    next,
    /** An id nothing else has, of whatever kind. */
    nextId: () => next('id', FIRST_ID),
    /** Forgets everything, also the ids given. */
    clear: () =>
      transact(() => db.exec('DELETE FROM documents; DELETE FROM terms; DELETE FROM settings')),
    close: () => db.close(),
  };
}
