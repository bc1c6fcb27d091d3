/** Backlogs of equal orders, spread over shops and members or not, and the drains of each. */
import type pg from 'pg';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { drainInbox } from '../../app/services/drain-inbox.ts';
import type { Side } from '../harness/abba.ts';
import type { BenchDatabase } from '../harness/bench-database.ts';
import { drainNeeds, ROWS_PER_BATCH } from './bench-drain.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { type OrderMaker, storeDeliveries } from './made-orders.ts';

/** Of every side alike: of one shop two lanes, of many shops two drains. */
export const CONNECTIONS = 2;
/** How much later one order of a backlog is than the one before, in ms. */
const APART_MS = 100;
const STORED_AT_ONCE = 5_000;
const HOUR_MS = 3_600_000;

type Backlog = {
  readonly rows: number;
  readonly customerOf: (place: number) => string;
  readonly make: OrderMaker;
};

export async function openBacklog(
  { admin }: BenchDatabase,
  pool: pg.Pool,
  domain: string,
  { rows, customerOf, make }: Backlog,
): Promise<BenchShop> {
  const shop = await openBenchShop(admin, domain);
  const firstAt = Date.now() - (rows + 1_000) * APART_MS;
  for (let from = 0; from < rows; from += STORED_AT_ONCE) {
    const deliveries = Array.from({ length: Math.min(STORED_AT_ONCE, rows - from) }, (_, row) => {
      const place = from + row;
      const made = { place, customerId: customerOf(place), at: firstAt + place * APART_MS };
      return make(shop, made);
    });
    await storeDeliveries(pool, deliveries);
  }
  return shop;
}

export function drainPool({ appUrl }: BenchDatabase, max = CONNECTIONS): pg.Pool {
  return openPool({ url: appUrl, max, name: 'bench' });
}

/** One program in as many lanes as there are connections, as a worker's job drains it. */
export function oneShopSide(pool: pg.Pool, { programId }: BenchShop): Side {
  const needs = drainNeeds(pool, () => instant(Date.now()));
  return {
    async perform(operations) {
      const batchesMax = operations / ROWS_PER_BATCH;
      const bounds = { rowsPerBatch: ROWS_PER_BATCH, batchesMax, budgetMs: HOUR_MS };
      const { rows } = await drainInbox(needs, programId, { ...bounds, lanes: CONNECTIONS });
      if (rows !== operations) throw new Error(`${rows} of ${operations} orders were waiting`);
    },
  };
}

/** As many drains at once as there are connections, each of another program, a batch at a time. */
export function manyShopsSide(pool: pg.Pool, shops: readonly BenchShop[]): Side {
  const needs = drainNeeds(pool, () => instant(Date.now()));
  const bounds = { rowsPerBatch: ROWS_PER_BATCH, batchesMax: 1, budgetMs: HOUR_MS };
  let turn = 0;
  return {
    async perform(operations) {
      let left = operations / ROWS_PER_BATCH;
      const drainSome = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          const { programId } = shops[turn % shops.length] as BenchShop;
          turn += 1;
          const { rows } = await drainInbox(needs, programId, bounds);
          if (rows !== ROWS_PER_BATCH) throw new Error(`${rows} orders were waiting in a shop`);
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, drainSome));
    },
  };
}
