/** Documents one at a time: get, put, remove, and find by one term. */
import type { Database } from './database.ts';
import { type Kind, termsOf, type TermValue } from './kind.ts';

/** Changes of single documents. */
export function recordVerbs({ prepared, transact }: Database) {
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

  return { get, put, remove };
}

/** Documents by what they are filed under. */
export function findVerbs({ prepared }: Database) {
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

  return { find, findOne, each };
}
