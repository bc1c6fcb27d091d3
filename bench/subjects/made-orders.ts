/** Orders of the trade told anew: who bought, and when, is the bench's choice. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { inboxInsert } from '../../app/adapters/postgres/ingest-deliveries.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import type { Delivery } from '../../app/services/ports/ingest.ts';
import { snapshotOf } from '../../scripts/replay/observe-order.ts';
import { matchReturns, type TradeOrder } from '../../twin/trade-file/match-returns.ts';
import { readTrade } from '../../twin/trade-file/read-trade.ts';
import { type BenchShop, CURRENCY, firstLines } from './bench-shop.ts';

const USUAL_LINES = 3;
/** In minor units: an order of pennies is worth no point, and would have no lot. */
const LEAST_MINOR = 200;
const GROUP = 500;
const FIRST_ORDER_ID = 7_000_000_000_000;

/** An order as a bench wants it. `place` tells it from all others of its shop. */
export type MadeOrder = {
  readonly place: number;
  readonly customerId: string;
  /** When it was placed and paid, ms since the epoch. */
  readonly at: number;
};

export type OrderMaker = (shop: BenchShop, made: MadeOrder) => Delivery;

/** The file's orders of buyers who are known, cut to three lines and worth so much at least. */
export async function usualOrders(file: string, leastMinor = LEAST_MINOR): Promise<TradeOrder[]> {
  const { orders } = matchReturns(await readTrade(file));
  const known = orders.filter(({ customerId }) => customerId !== null);
  return firstLines(known, USUAL_LINES).filter((order) => worthOf(order) >= leastMinor);
}

function worthOf(order: TradeOrder): number {
  const { lines } = snapshotOf(order, CURRENCY);
  return lines.reduce(
    (sum, { unitPrice, quantity }) => sum + Math.round(Number(unitPrice) * 100) * quantity,
    0,
  );
}

/** Makes deliveries whose lines are those of the trade's orders, one after the other. */
export function orderMaker(orders: readonly TradeOrder[]): OrderMaker {
  return ({ domain }, { place, customerId, at }) => {
    const order = orders[place % orders.length] as TradeOrder;
    const name = String(place).padStart(9, '0');
    const snapshot = {
      ...snapshotOf({ ...order, at }, CURRENCY),
      ...{ customerId, emailHash: hash(`email ${customerId}`), digest: hash(`order ${name}`) },
    };
    const orderId = String(FIRST_ORDER_ID + place);
    return {
      ...{ domain, deliveryId: `made-${name}`, eventId: `event-${name}`, topic: 'orders/paid' },
      triggeredAt: instant(at),
      content: { status: 'waiting', observation: { type: 'order', orderId, snapshot } },
    };
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Puts deliveries into the inbox, where they wait in the order given within each group of 500. */
export async function storeDeliveries(
  pool: pg.Pool,
  deliveries: readonly Delivery[],
): Promise<void> {
  const insert = inboxInsert(pool);
  for (let from = 0; from < deliveries.length; from += GROUP) {
    const stored = await insert(deliveries.slice(from, from + GROUP));
    if (!stored.ok) throw new Error(`the deliveries were refused: ${stored.detail}`);
  }
}
