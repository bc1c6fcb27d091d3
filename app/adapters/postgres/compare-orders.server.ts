import type pg from 'pg';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { Compared, IntakeStore, ShopName } from '../../services/ports/intake.ts';

// The first entry of a stored snapshot is its updated_at (observed-order-codec). A delivery by that
// name says that this very state was fetched before, whatever became of it.
const COMPARE = {
  name: 'compare-orders',
  text: `SELECT CASE
                  WHEN EXISTS (SELECT FROM tombstones t
                               WHERE t.program_id = $1 AND t.shop_id = $2 AND t.kind = 'order'
                                 AND t.key_hash = listed.key_hash) THEN 'erased'
                  WHEN EXISTS (SELECT FROM inbox i
                               WHERE i.program_id = $1 AND i.shop_id = $2
                                 AND i.delivery_id = listed.delivery_id) THEN 'known'
                  WHEN held.updated_at IS NULL THEN 'missing'
                  WHEN held.updated_at < listed.updated_at THEN 'outdated'
                  WHEN held.updated_at = listed.updated_at THEN 'unverified'
                  ELSE 'known' END AS held
         FROM unnest($3::text[], $4::bigint[], $5::text[], $6::text[]) WITH ORDINALITY
           AS listed (order_id, updated_at, key_hash, delivery_id, place)
         LEFT JOIN LATERAL (
           SELECT (o.observed->'latest'->>0)::bigint AS updated_at FROM orders o
           WHERE o.program_id = $1 AND o.shop_id = $2 AND o.order_id = listed.order_id
           OFFSET 0) AS held ON true
         ORDER BY listed.place`,
};

/** What we hold of each order, as Shopify lists them. */
export async function compareOrders(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
  listed: Parameters<IntakeStore['compare']>[1],
): Promise<Compared[]> {
  const { rows } = await client.query<Pick<Compared, 'held'>>({
    ...COMPARE,
    values: [
      programId,
      shopId,
      listed.map(({ orderId }) => orderId),
      listed.map(({ updatedAt }) => updatedAt),
      listed.map(({ keyHash }) => keyHash),
      listed.map(({ deliveryId }) => deliveryId),
    ],
  });
  return listed.map(({ orderId, updatedAt }, place) => {
    const row = rows[place];
    invariant(row, 'Every order that was listed is compared.');
    return { orderId, updatedAt, held: row.held };
  });
}
