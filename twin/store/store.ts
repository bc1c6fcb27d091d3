/** The documents: get, put, remove, find by one term, page through. See README.md. */
import { openDatabase } from './database.ts';
import { pageVerbs } from './pages.ts';
import { findVerbs, recordVerbs } from './records.ts';
import { settingVerbs } from './settings.ts';

export type { Page, PageKey } from './pages.ts';

export type Store = ReturnType<typeof openStore>;

/** Opens the store in `file`, made if missing; `:memory:` keeps nothing. */
export function openStore(file: string) {
  const database = openDatabase(file);
  const { transact, isInTransaction, clear, close } = database;
  return {
    transact,
    isInTransaction,
    ...recordVerbs(database),
    ...findVerbs(database),
    ...pageVerbs(database),
    ...settingVerbs(database),
    /** Forgets everything, also the ids given. */
    clear,
    close,
  };
}
