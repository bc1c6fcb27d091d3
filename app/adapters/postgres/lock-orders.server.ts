/**
 * Orders are locked all in one sorted statement, after the missing ones were made: a row that does
 * not exist takes no lock, and two batches that lock one by one in different sequences wait for
 * each other for ever. Making is sorted too, as an uncommitted new row makes others wait as a lock
 * does.
 */
import type pg from 'pg';
import type { LockedOrder, OrderName } from '../../services/ports/drain.ts';
import { decodeObserved, type StoredOrder } from './observed-order-codec.ts';

type Row = {
  order_key: number;
  shop_id: number;
  order_id: string;
  member_id: number | null;
  observed: StoredOrder;
};

// ON CONFLICT alone would do, but draws a new order_key for every order that exists already.
// (Why LATERAL … OFFSET 0: see pool.server.ts.)
const MAKE = {
  name: 'make-orders',
  text: `INSERT INTO orders (program_id, shop_id, order_id, observed)
         SELECT $1, named.shop_id, named.order_id, '{}'
         FROM unnest($2::bigint[], $3::text[]) AS named (shop_id, order_id)
         LEFT JOIN LATERAL (
           SELECT o.order_key FROM orders o
           WHERE o.program_id = $1 AND o.shop_id = named.shop_id AND o.order_id = named.order_id
           OFFSET 0) AS known ON true
         WHERE known.order_key IS NULL
         ORDER BY named.shop_id, named.order_id
         ON CONFLICT (program_id, shop_id, order_id) DO NOTHING`,
};

// Which orders are meant is found first, by names that never change; the lock then reads each row
// as it is once we hold it, not as it was when we asked.
const LOCK = {
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

/** Locks every order named, making those that are missing; names must not repeat. */
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
  await client.query({ ...MAKE, values });
  const { rows } = await client.query<Row>({ ...LOCK, values });
  return rows.map((row) => ({
    orderKey: row.order_key,
    shopId: row.shop_id,
    orderId: row.order_id,
    memberId: row.member_id,
    observed: decodeObserved(row.observed),
  }));
}
