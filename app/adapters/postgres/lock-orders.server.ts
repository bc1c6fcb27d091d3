/**
 * Orders are locked all in one sequence of all callers: two batches that lock one by one in
 * different sequences wait for each other for ever. An order that is not there yet takes no lock as
 * a row, so its name is locked instead, before any row is; whoever comes second finds the row that
 * the first one wrote. Names come before rows and rows before members, so nobody waits in a circle.
 *
 * Two names may share a lock. Whoever waits then waited for nothing, and that is all.
 */
import type pg from 'pg';
import { UNSEEN_ORDER } from '../../domain/facts/observed-order.ts';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { LockedOrder, OrderName } from '../../services/ports/drain.ts';
import { decodeObserved, type StoredOrder } from './observed-order-codec.ts';

type Row = {
  order_key: number;
  shop_id: number;
  order_id: string;
  member_id: number | null;
  observed: StoredOrder;
};

// The sub-query is sorted and then locked: OFFSET 0 keeps the lock out of it. (Why
// LATERAL … OFFSET 0: see pool.server.ts.)
const LOCK_NAMES = {
  name: 'lock-order-names',
  text: `SELECT pg_advisory_xact_lock(missing.lock)
         FROM (
           SELECT hashtextextended('order:' || named.shop_id || ':' || named.order_id, $1) AS lock
           FROM unnest($2::bigint[], $3::text[]) AS named (shop_id, order_id)
           LEFT JOIN LATERAL (
             SELECT o.order_key FROM orders o
             WHERE o.program_id = $1 AND o.shop_id = named.shop_id
               AND o.order_id = named.order_id
             OFFSET 0) AS known ON true
           WHERE known.order_key IS NULL
           ORDER BY lock
           OFFSET 0) AS missing`,
};

// Which orders are meant is found first, by names that never change; the lock then reads each row
// as it is once we hold it, not as it was when we asked.
const LOCK_ROWS = {
  name: 'lock-orders',
  text: `SELECT o.order_key, o.shop_id, o.order_id, o.member_id, o.observed
         FROM orders o
         WHERE o.program_id = $1
           AND o.order_key = ANY (ARRAY(
             SELECT known.order_key
             FROM unnest($2::bigint[], $3::text[]) AS named (shop_id, order_id)
             CROSS JOIN LATERAL (
               SELECT o.order_key FROM orders o
               WHERE o.program_id = $1 AND o.shop_id = named.shop_id
                 AND o.order_id = named.order_id
               OFFSET 0) AS known))
         ORDER BY o.order_key
         FOR UPDATE`,
};

const DRAW_KEYS = {
  name: 'draw-order-keys',
  text: `SELECT nextval('orders_order_key_seq') AS order_key FROM generate_series(1, $1::int)`,
};

/** Locks every order named; names must not repeat. Those nobody wrote yet are new. */
export async function lockOrders(
  client: pg.ClientBase,
  programId: number,
  names: readonly OrderName[],
): Promise<LockedOrder[]> {
  const values = [
    programId,
    names.map(({ shopId }) => shopId),
    names.map(({ orderId }) => orderId),
  ];
  await client.query({ ...LOCK_NAMES, values });
  const { rows } = await client.query<Row>({ ...LOCK_ROWS, values });
  const known = rows.map((row): LockedOrder => {
    const { shop_id: shopId, order_id: orderId, order_key: orderKey, member_id: memberId } = row;
    return { orderKey, shopId, orderId, memberId, observed: decodeObserved(row.observed) };
  });
  if (known.length === names.length) return known;
  return [...known, ...(await newOrders(client, names, known))];
}

async function newOrders(
  client: pg.ClientBase,
  names: readonly OrderName[],
  known: readonly LockedOrder[],
): Promise<LockedOrder[]> {
  const written = new Set(known.map(keyOf));
  const missing = names.filter((name) => !written.has(keyOf(name)));
  const drawn = await client.query<{ order_key: number }>({
    ...DRAW_KEYS,
    values: [missing.length],
  });
  return missing.map(({ shopId, orderId }, place) => {
    const row = drawn.rows[place];
    invariant(row, 'Every new order draws a key.');
    const { order_key: orderKey } = row;
    return { orderKey, shopId, orderId, memberId: null, observed: UNSEEN_ORDER, isNew: true };
  });
}

const keyOf = ({ shopId, orderId }: OrderName): string => `${shopId} ${orderId}`;
