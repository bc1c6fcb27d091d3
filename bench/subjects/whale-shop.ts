/**
 * A shop some of whose members, the whales, have ordered as often as most of the others together,
 * told order by order through the real drain.
 */
import type pg from 'pg';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import type { BenchDatabase } from '../harness/bench-database.ts';
import { type BenchDrain, benchDrain, ROWS_PER_BATCH } from './bench-drain.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { type MadeOrder, type OrderMaker, storeDeliveries } from './made-orders.ts';

export const WHALES = 8;
export const MINNOWS = 1_000;
export const MINNOW_ORDERS = 10;

const DAY_MS = 86_400_000;
// Half of the lots have matured when new orders come and half wait, and none matures meanwhile:
// nobody ordered in the two days whose points would.
const OLDER_DAYS = { from: 40, to: 15 };
const NEWER_DAYS = { from: 13, to: 1 };
const NEW_EVERY_MS = 100;

export type WhaleShop = {
  readonly shop: BenchShop;
  readonly drain: BenchDrain;
  /** Stores a new order of each of them, later than all before; answers the instant of the last. */
  readonly order: (customers: readonly string[]) => Promise<number>;
};

export const whale = (place: number): string => String(1 + (place % WHALES));
export const minnow = (place: number): string => String(1 + WHALES + (place % MINNOWS));

/** Opens the shop under the program and tells it all that was ordered before. */
export async function openWhaleShop(
  { admin }: BenchDatabase,
  pool: pg.Pool,
  of: {
    readonly domain: string;
    readonly definition: ProgramDefinition;
    readonly whaleOrders: number;
    readonly make: OrderMaker;
    /** Whether each batch is drained at the instant of its last order, or all at the end. */
    readonly stepwise: boolean;
  },
): Promise<WhaleShop> {
  const shop = await openBenchShop(admin, of.domain, of.definition);
  const drain = benchDrain(pool, shop);
  const startsAt = Date.now();
  const before = ordersBefore(startsAt, of.whaleOrders);
  for (let from = 0; from < before.length; from += ROWS_PER_BATCH) {
    const some = before.slice(from, from + ROWS_PER_BATCH);
    await storeDeliveries(
      pool,
      some.map((made) => of.make(shop, made)),
    );
    if (of.stepwise) await drain.batch(some.at(-1)?.at ?? startsAt, some.length);
  }
  await drain.all(startsAt);
  let place = before.length;
  return {
    shop,
    drain,
    async order(customers) {
      const made = customers.map((customerId): MadeOrder => {
        place += 1;
        const at = startsAt + (place - before.length) * NEW_EVERY_MS;
        return { place, customerId, at };
      });
      await storeDeliveries(
        pool,
        made.map((one) => of.make(shop, one)),
      );
      return made.at(-1)?.at ?? startsAt;
    },
  };
}

/** All orders before, oldest first, whales' and minnows' mixed. */
function ordersBefore(startsAt: number, whaleOrders: number): MadeOrder[] {
  const orders: Omit<MadeOrder, 'place'>[] = [];
  const tell = (customerId: string, count: number): void => {
    const half = count / 2;
    // So that not everybody buys at the same instants.
    const shift = (Number(customerId) * 7919) % 997;
    for (let order = 0; order < count; order += 1) {
      const { from, to } = order < half ? OLDER_DAYS : NEWER_DAYS;
      const share = ((order % half) + shift / 1_000) / half;
      const daysAgo = from - (from - to) * share;
      orders.push({ customerId, at: Math.round(startsAt - daysAgo * DAY_MS) });
    }
  };
  for (let place = 0; place < WHALES; place += 1) tell(whale(place), whaleOrders);
  for (let place = 0; place < MINNOWS; place += 1) tell(minnow(place), MINNOW_ORDERS);
  orders.sort((a, b) => a.at - b.at);
  return orders.map((order, place) => ({ ...order, place }));
}
