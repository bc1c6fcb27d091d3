/** Single values with a name, and numbers that are given once. */
import type { Database } from './database.ts';

/** The first id ever given; ids look like Shopify's and stay below 2^53. */
const FIRST_ID = 7_000_000_000_001;

/** Settings and counters. */
export function settingVerbs({ prepared }: Database) {
  function setting(name: string): string | null {
    const row = prepared('SELECT value FROM settings WHERE name = ?').get(name);
    return row === undefined ? null : (row.value as string);
  }

  function saveSetting(name: string, value: string): void {
    prepared(
      `INSERT INTO settings (name, value) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET value = excluded.value`,
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
    setting,
    saveSetting,
    next,
    /** An id nothing else has, of whatever kind. */
    nextId: () => next('id', FIRST_ID),
  };
}
