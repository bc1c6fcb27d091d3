/** Shoppers who asked, through Shopify, what is known of them. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { DataRequest, KeptRequest, ShopName } from '../../services/ports/intake.ts';

const AT_MOST = 100;

type Row = {
  request_id: string;
  customer_id: string | null;
  order_ids: string[];
  received_at: Instant;
  answered_at: Instant | null;
};

export async function keepDataRequest(
  client: pg.ClientBase,
  programId: number,
  { shopId, requestId, customerId, orderIds, receivedAt }: DataRequest,
): Promise<void> {
  await client.query(
    `INSERT INTO data_requests (program_id, shop_id, request_id, customer_id, order_ids,
                                received_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [programId, shopId, requestId, customerId, orderIds, new Date(receivedAt)],
  );
}

/** Unanswered ones first, then the newest. */
export async function listDataRequests(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
): Promise<KeptRequest[]> {
  const { rows } = await client.query<Row>(
    `SELECT request_id, customer_id, order_ids, received_at, answered_at FROM data_requests
     WHERE program_id = $1 AND shop_id = $2
     ORDER BY answered_at IS NOT NULL, received_at DESC, request_id
     LIMIT ${AT_MOST}`,
    [programId, shopId],
  );
  return rows.map((row) => ({
    shopId,
    requestId: row.request_id,
    customerId: row.customer_id,
    orderIds: row.order_ids,
    receivedAt: row.received_at,
    answeredAt: row.answered_at,
  }));
}

/** False where there is no such request; one that was answered before stays as it was. */
export async function markAnswered(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
  of: { readonly requestId: string; readonly asOf: Instant },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE data_requests SET answered_at = coalesce(answered_at, $4)
     WHERE program_id = $1 AND shop_id = $2 AND request_id = $3`,
    [programId, shopId, of.requestId, new Date(of.asOf)],
  );
  return rowCount === 1;
}
