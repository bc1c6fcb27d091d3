/** The status page's view of the books, put together. */
import type pg from 'pg';
import type { ListedShop, StatusQuestion } from '../../contracts/status.ts';
import { readShop, readShops } from './read-status.server.ts';
import { booksReader } from './sum-books.server.ts';

/** A `StatusStore` over the pool; `now` in ms since the epoch. */
export function statusStore(pool: pg.Pool, now: () => number) {
  return {
    shops: (asOf: number) => readShops(pool, asOf),
    shop: (shop: ListedShop, question: StatusQuestion, asOf: number) =>
      readShop(pool, shop, question, asOf),
    books: booksReader(pool, now),
    isUnavailable,
  };
}

// Connection exceptions (08…), not let in (28…, 3D…), shutting down (57P0x), too many connections,
// and our own time limit.
const UNAVAILABLE_SQLSTATE = /^(08|28|3D|57P0[1-5]|53300|57014)/;
const UNAVAILABLE_NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOENT)$/;
// The driver gives these no code.
const UNAVAILABLE_WORDS = /connection terminated|timeout exceeded when trying to connect/i;

/** Whether a failure means that PostgreSQL did not answer. */
export function isUnavailable(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  if (failure instanceof AggregateError) return failure.errors.some(isUnavailable);
  const code = (failure as { code?: unknown }).code;
  if (
    typeof code === 'string' &&
    (UNAVAILABLE_SQLSTATE.test(code) || UNAVAILABLE_NETWORK.test(code))
  ) {
    return true;
  }
  return UNAVAILABLE_WORDS.test(failure.message);
}
