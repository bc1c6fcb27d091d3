import type pg from 'pg';
import { type OrderGlance, isSurelyHeld } from '../../domain/facts/order-glance.ts';
import { invariant } from '../../domain/kernel/invariant.ts';
import { readsBuyerTags } from '../../domain/program/reads-buyer-tags.ts';
import type { Compared, IntakeStore, ShopName } from '../../services/ports/intake.ts';
import { decodeObserved, type StoredOrder } from './observed-order-codec.ts';
import { readVersions } from './read-versions.server.ts';

// The first entry of a stored snapshot is its updated_at (observed-order-codec). A delivery by that
// name says that this very state was fetched before, whatever became of it.
const COMPARE = {
  name: 'compare-orders',
  text: `SELECT compared.held,
                CASE WHEN compared.held = 'same-second' THEN compared.observed END AS observed
         FROM (
           SELECT listed.place, held.observed,
                  CASE
                    WHEN EXISTS (SELECT FROM tombstones t
                                 WHERE t.program_id = $1 AND t.shop_id = $2 AND t.kind = 'order'
                                   AND t.key_hash = listed.key_hash) THEN 'erased'
                    WHEN EXISTS (SELECT FROM inbox i
                                 WHERE i.program_id = $1 AND i.shop_id = $2
                                   AND i.delivery_id = listed.delivery_id) THEN 'known'
                    WHEN held.updated_at IS NULL THEN 'missing'
                    WHEN held.updated_at < listed.updated_at THEN 'outdated'
                    WHEN held.updated_at = listed.updated_at THEN 'same-second'
                    ELSE 'known' END AS held
           FROM unnest($3::text[], $4::bigint[], $5::text[], $6::text[]) WITH ORDINALITY
             AS listed (order_id, updated_at, key_hash, delivery_id, place)
           LEFT JOIN LATERAL (
             SELECT o.observed, (o.observed->'latest'->>0)::bigint AS updated_at FROM orders o
             WHERE o.program_id = $1 AND o.shop_id = $2 AND o.order_id = listed.order_id
             OFFSET 0) AS held ON true) AS compared
         ORDER BY compared.place`,
};

type Row = {
  readonly held: Exclude<Compared['held'], 'unverified'> | 'same-second';
  /** Of the same second only. */
  readonly observed: StoredOrder | null;
};

/** What we hold of each order, as Shopify lists them. */
export async function compareOrders(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
  listed: Parameters<IntakeStore['compare']>[1],
): Promise<Compared[]> {
  const { rows } = await client.query<Row>({
    ...COMPARE,
    values: [
      programId,
      shopId,
      listed.map(({ orderId }) => orderId),
      listed.map(({ glance }) => glance.updatedAt),
      listed.map(({ keyHash }) => keyHash),
      listed.map(({ deliveryId }) => deliveryId),
    ],
  });
  const needsTags = readsBuyerTags(await readVersions(client, programId));
  return listed.map(({ orderId, glance }, place) => {
    const row = rows[place];
    invariant(row, 'Every order that was listed is compared.');
    if (row.held !== 'same-second') return { orderId, glance, held: row.held };
    const isHeld = row.observed !== null && holds(row.observed, glance, needsTags);
    return { orderId, glance, held: isHeld ? 'known' : 'unverified' };
  });
}

function holds(observed: StoredOrder, glance: OrderGlance, needsTags: boolean): boolean {
  const held = decodeObserved(observed);
  return isSurelyHeld(held, glance) && (held.tags !== null || !needsTags);
}
