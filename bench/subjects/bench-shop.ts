/**
 * A shop with a published program, and deliveries of its recent orders, as many as a bench asks
 * for.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { inboxInsert } from '../../app/adapters/postgres/ingest-deliveries.server.ts';
import type { OrderSnapshot } from '../../app/domain/facts/observed-order.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import type { Delivery } from '../../app/services/ports/ingest.ts';
import { snapshotOf } from '../../scripts/replay/observe-order.ts';
import type { TradeOrder } from '../../twin/trade-file/match-returns.ts';
import { customerIdOf, orderIdOf } from '../../twin/trade-file/name-ids.ts';
import { tiledId } from './tile-trade.ts';

export const CURRENCY = 'GBP';
export const ZONE = 'Europe/London';

export type BenchShop = {
  readonly domain: string;
  readonly programId: number;
  readonly shopId: number;
};

/** Opens the shop and publishes a program for it, in force since 1970: Points if none is given. */
export async function openBenchShop(
  admin: pg.ClientBase,
  domain: string,
  definition: ProgramDefinition = pointsPreset({ currency: CURRENCY, zone: ZONE }),
): Promise<BenchShop> {
  const { rows } = await admin.query<{ program_id: string; shop_id: string }>(
    'SELECT program_id, shop_id FROM open_shop($1)',
    [domain],
  );
  const shop = { domain, programId: Number(rows[0]?.program_id), shopId: Number(rows[0]?.shop_id) };
  await admin.query(
    `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
     VALUES ($1, 1, to_timestamp(0), to_timestamp(0), $2)`,
    [shop.programId, JSON.stringify(definition)],
  );
  return shop;
}

/** How much later one order of the backlog is than the one before, in ms. */
const APART_MS = 500;
const GROUP = 500;

/**
 * Puts a backlog into the inbox: the trade's orders as `orders/paid` deliveries of the last hours,
 * over and over under other ids and customers until there are `rows`. Answers how many members they
 * have.
 */
export async function fillInbox(
  pool: pg.Pool,
  shop: BenchShop,
  backlog: { orders: readonly TradeOrder[]; rows: number; endsAt: number },
): Promise<number> {
  const insert = inboxInsert(pool);
  const customers = new Set<string | null>();
  for (let from = 0; from < backlog.rows; from += GROUP) {
    const size = Math.min(GROUP, backlog.rows - from);
    const deliveries = Array.from({ length: size }, (_, place) => deliveryAt(from + place));
    const stored = await insert(deliveries);
    if (!stored.ok) throw new Error(`the backlog was refused: ${stored.detail}`);
  }
  return customers.size;

  function deliveryAt(place: number): Delivery {
    const { orders, rows, endsAt } = backlog;
    const order = orders[place % orders.length] as TradeOrder;
    const at = endsAt - (rows - place) * APART_MS;
    const { orderId, snapshot } = recentOrder(order, Math.floor(place / orders.length), at);
    customers.add(snapshot.customerId);
    return {
      domain: shop.domain,
      // A group goes in by delivery id; ids in time order keep the backlog in time order too.
      deliveryId: `delivery-${String(place).padStart(9, '0')}`,
      eventId: `event-${String(place).padStart(9, '0')}`,
      topic: 'orders/paid',
      triggeredAt: instant(at),
      content: { status: 'waiting', observation: { type: 'order', orderId, snapshot } },
    };
  }
}

/** The order as if it had been placed and paid at that instant by the copy's own customer. */
function recentOrder(order: TradeOrder, copy: number, at: number) {
  const snapshot: OrderSnapshot = {
    ...snapshotOf({ ...order, at }, CURRENCY),
    customerId: tiledId(customerIdOf(order.customerId ?? 'guest'), copy),
    emailHash: hash(`email ${order.customerId} ${copy}`),
    digest: hash(`${order.number} ${copy}`),
  };
  return { orderId: tiledId(orderIdOf(order.number), copy), snapshot };
}

/** A usual order has a few lines; this trade is wholesale and has twenty. */
export function firstLines(orders: readonly TradeOrder[], lines: number): TradeOrder[] {
  return orders.map((order) => ({ ...order, lines: order.lines.slice(0, lines), returns: [] }));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
