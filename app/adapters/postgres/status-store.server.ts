/** The status page's view of the books, put together. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { StatusStore } from '../../services/ports/status.ts';
import { isUnavailable } from './blame.ts';
import { primaryOnly, type ReadPool } from './read-pool.server.ts';
import { readShop, readShops } from './read-status.server.ts';
import { booksReader } from './sum-books.server.ts';

/** The status store over the pool; `now` reads the clock. */
export function statusStore(
  pool: pg.Pool,
  now: () => Instant,
  reads: ReadPool = primaryOnly(pool),
): StatusStore {
  return {
    shops: (asOf) => readShops(pool, asOf),
    shop: (shop, question, asOf) => readShop(reads, shop, question, asOf),
    books: booksReader(reads, now),
    isUnavailable,
  };
}
