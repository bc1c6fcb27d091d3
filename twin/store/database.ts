/** The SQLite file: its tables, prepared statements, and transactions that join one another. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS documents (
    shop INTEGER NOT NULL, kind TEXT NOT NULL, id INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (shop, kind, id));
  CREATE TABLE IF NOT EXISTS terms (
    shop INTEGER NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL,
    value NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (shop, kind, field, value, id)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS terms_by_record ON terms (shop, kind, id);
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

export type Database = ReturnType<typeof openDatabase>;

/** Opens `file`, made if missing; `:memory:` keeps nothing. */
export function openDatabase(file: string) {
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

  return {
    prepared,
    transact,
    isInTransaction: () => depth > 0,
    clear: () =>
      transact(() => {
        db.exec('DELETE FROM documents; DELETE FROM terms; DELETE FROM settings');
      }),
    close: () => db.close(),
  };
}
