/** The shop's own orders for a what-if, newest first, a batch at a time. */
import type { ReadTrade, TradeOrder } from '../../services/ports/admin.ts';
import { decodeObserved, type StoredOrder } from './observed-order-codec.ts';
import type { ReadPool } from './read-pool.server.ts';

const STATEMENT_TIMEOUT_MS = 10_000;

// `latest->1` is when the order was created; see observed-order-codec.ts. Only what a what-if reads
// is asked for: an order never paid has no `covered`, and earns nothing.
const READ_SQL = `
  SELECT order_key, member_id, observed FROM orders
  WHERE program_id = $1 AND shop_id = $2 AND order_key < $3
    AND observed->'covered' IS NOT NULL AND (observed->'latest'->>1)::bigint >= $4
  ORDER BY order_key DESC LIMIT $5`;

type Row = { order_key: number; member_id: number | null; observed: StoredOrder };

export function tradeReader(reads: ReadPool): ReadTrade {
  return (shop, page) =>
    reads.read(shop.programId, async (client): Promise<TradeOrder[]> => {
      await client.query(`SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
      const before = page.before ?? Number.MAX_SAFE_INTEGER;
      const { rows } = await client.query<Row>({
        name: 'read-trade',
        text: READ_SQL,
        values: [shop.programId, shop.shopId, before, page.since, page.atMost],
      });
      return rows.map((row) => ({
        orderKey: row.order_key,
        memberId: row.member_id,
        observed: decodeObserved(row.observed),
      }));
    });
}
