/**
 * What leads to a person, found and removed. Their movements and lots stay: the books keep summing.
 */
import type pg from 'pg';
import { unnamedOrder } from '../../domain/facts/unnamed-order.ts';
import type { FoundPerson, Person, SealedDelivery } from '../../services/ports/intake.ts';
import { forgetCodes } from './forget-codes.server.ts';
import { decodeObserved, encodeObserved, type StoredOrder } from './observed-order-codec.ts';
import { flagRefolds } from './refold-queue.server.ts';

const SEALS_PER_PAGE = 50;

/**
 * The members and the orders behind a person's names: with one of a group all of it is meant. An
 * order that is another member's by now is that member's, whoever once placed it.
 */
export async function findPerson(
  client: pg.ClientBase,
  programId: number,
  { shopId, customerId, emailHash, orderIds }: Person,
): Promise<FoundPerson> {
  const members = await client.query<{ member_id: number; customer_id: string | null }>(
    `SELECT g.member_id, g.customer_id
     FROM members m JOIN members g
       ON g.program_id = $1 AND (g.member_id = m.member_id OR g.root_id = m.root_id)
     WHERE m.program_id = $1 AND m.shop_id = $2 AND m.customer_id = $3
     ORDER BY g.member_id`,
    [programId, shopId, customerId],
  );
  const memberIds = members.rows.map((row) => row.member_id);
  const customerIds = members.rows.map((row) => row.customer_id);
  const orders = await client.query<{ order_id: string }>(
    `SELECT order_id FROM orders
     WHERE program_id = $1 AND member_id = ANY ($2::bigint[]) AND order_id IS NOT NULL
     UNION
     SELECT order_id FROM orders
     WHERE program_id = $1 AND shop_id = $3 AND order_id = ANY ($4) AND member_id IS NULL
     UNION
     SELECT order_id FROM orders
     WHERE program_id = $1 AND shop_id = $3 AND email_hash = $5 AND member_id IS NULL`,
    [programId, memberIds, shopId, orderIds, emailHash],
  );
  const named = [customerId, ...customerIds].filter((id) => id !== null);
  return {
    memberIds,
    customerIds: [...new Set(named)],
    orderIds: orders.rows.map(({ order_id: orderId }) => orderId),
  };
}

/** The member's own rows: what named them is emptied, what was told of them is forgotten. */
export async function sealMember(
  client: pg.ClientBase,
  programId: number,
  memberId: number,
): Promise<void> {
  const member = [programId, memberId];
  await client.query(
    `UPDATE members
     SET sealed_at = now(), customer_id = NULL, tier = NULL, tier_memory = NULL, refold = false,
         refold_reason = NULL, refold_failures = 0, refold_not_before = NULL,
         next_due_at = NULL, next_fact_at = NULL
     WHERE program_id = $1 AND member_id = $2`,
    member,
  );
  const orders = await client.query<{ order_key: number }>(
    'SELECT order_key FROM orders WHERE program_id = $1 AND member_id = $2',
    member,
  );
  await forgetOrders(client, programId, orders.rows);
  await client.query(
    `UPDATE lots SET label = '' WHERE program_id = $1 AND member_id = $2 AND lot_id LIKE 'order:%'`,
    member,
  );
  // What was held came back at once (release-held); a code that still works is yet to be deleted.
  await client.query(
    `UPDATE redemptions r
     SET request_key = NULL, request_hash = NULL, reason = NULL,
         status = CASE WHEN works THEN 'open' ELSE status END,
         asked_at = CASE WHEN works OR status = 'open' THEN coalesce(asked_at, now())
                         ELSE asked_at END
     FROM (SELECT o.redemption_id, o.status = 'released' AND EXISTS (
             SELECT FROM codes c
             WHERE c.program_id = $1 AND c.code = o.code AND c.status <> 'gone') AS works
           FROM redemptions o
           WHERE o.program_id = $1 AND o.member_id = $2) AS known
     WHERE r.program_id = $1 AND r.member_id = $2 AND r.redemption_id = known.redemption_id`,
    member,
  );
  await forgetCodes(client, programId, memberId);
  const owner = [programId, String(memberId)];
  await client.query(
    `DELETE FROM mirrors WHERE program_id = $1 AND owner = 'member:' || $2::text`,
    owner,
  );
  await client.query(
    `DELETE FROM outbox WHERE program_id = $1 AND topic = 'member' AND key = $2`,
    owner,
  );
  await client.query(
    `DELETE FROM dead_letters WHERE program_id = $1 AND topic = 'member' AND key = $2`,
    owner,
  );
}

/**
 * Orders go, but for those that were paid and carry a code of somebody still known: without them a
 * later fold would take back what their returns gave that member. Of these nothing personal stays.
 *
 * One that is not paid yet goes too: nothing that happens to it is heard any more, so whoever's
 * reward it bound would wait for ever. They are folded again without it, which asks the reward
 * back; releasing it asks Shopify how the order stands (services/release-codes).
 */
async function forgetOrders(
  client: pg.ClientBase,
  programId: number,
  orders: readonly { readonly order_key: number }[],
): Promise<void> {
  const keys = orders.map(({ order_key: orderKey }) => orderKey);
  const carrying = await client.query<{
    order_key: number;
    observed: StoredOrder;
    holders: number[];
  }>(
    `SELECT o.order_key, o.observed, array_agg(m.member_id) AS holders
     FROM orders o
     JOIN order_codes c ON c.program_id = $1 AND c.order_key = o.order_key
     JOIN redemptions r ON r.program_id = $1 AND r.code = c.code
     JOIN members m ON m.program_id = $1 AND m.member_id = r.member_id
     WHERE o.program_id = $1 AND o.order_key = ANY ($2) AND m.sealed_at IS NULL
     GROUP BY o.program_id, o.order_key`,
    [programId, keys],
  );
  const kept = carrying.rows.filter(({ observed }) => observed.paidAt !== undefined);
  const unpaid = carrying.rows.filter(({ observed }) => observed.paidAt === undefined);
  for (const { order_key: orderKey, observed } of kept) {
    const unnamed = encodeObserved(unnamedOrder(decodeObserved(observed)));
    await client.query(
      `UPDATE orders SET order_id = NULL, member_id = NULL, email_hash = NULL, observed = $3
       WHERE program_id = $1 AND order_key = $2`,
      [programId, orderKey, JSON.stringify(unnamed)],
    );
  }
  await client.query(
    'DELETE FROM orders WHERE program_id = $1 AND order_key = ANY ($2) AND order_key <> ALL ($3)',
    [programId, keys, kept.map(({ order_key: orderKey }) => orderKey)],
  );
  const holders = unpaid.flatMap((order) => order.holders);
  if (holders.length > 0) await flagRefolds(client, programId, holders);
}

/** Door 6: what the links were made with takes the place of the words. */
export async function eraseWords(
  client: pg.ClientBase,
  programId: number,
  of: {
    readonly memberId: number;
    readonly digests: readonly { readonly seq: number; readonly digest: string }[];
  },
): Promise<void> {
  await client.query('SELECT erase_explanations($1, $2, $3, $4)', [
    programId,
    of.memberId,
    of.digests.map(({ seq }) => seq),
    of.digests.map(({ digest }) => digest),
  ]);
}

/** Orders that are nobody's, deliveries kept in clear, and requests of the person. */
export async function erasePerson(
  client: pg.ClientBase,
  programId: number,
  { shopId, customerId, emailHash, orderIds }: Person,
): Promise<void> {
  const orders = await client.query<{ order_key: number }>(
    `SELECT order_key FROM orders
     WHERE program_id = $1 AND shop_id = $2 AND order_id = ANY ($3) AND member_id IS NULL`,
    [programId, shopId, orderIds],
  );
  await forgetOrders(client, programId, orders.rows);
  await client.query(
    `DELETE FROM inbox
     WHERE program_id = $1 AND shop_id = $2 AND inbox_id = ANY (ARRAY(
         SELECT w.inbox_id FROM inbox_waiting w WHERE w.program_id = $1
         UNION ALL
         SELECT p.inbox_id FROM inbox p
         WHERE p.program_id = $1 AND p.status = 'parked' AND p.reason IS NOT NULL))
       AND (observation->>'orderId' = ANY ($3)
            OR observation->'snapshot'->>'customerId' = $4
            OR observation->'snapshot'->>'emailHash' = $5
            OR observation->>'type' = 'customer-email' AND observation->>'customerId' = $4
            OR $4 IN (observation->>'keptId', observation->>'deletedId'))`,
    [programId, shopId, orderIds, customerId, emailHash],
  );
  await client.query(
    `DELETE FROM email_claims
     WHERE program_id = $1 AND shop_id = $2 AND (customer_id = $3 OR email_hash = $4)`,
    [programId, shopId, customerId, emailHash],
  );
  await client.query(
    `DELETE FROM data_requests
     WHERE program_id = $1 AND shop_id = $2 AND (customer_id = $3 OR order_ids && $4)`,
    [programId, shopId, customerId, orderIds],
  );
}

/** Sealed originals after the one given, a page at a time. */
export async function sealedDeliveries(
  client: pg.ClientBase,
  programId: number,
  of: { readonly shopId: number; readonly after: number },
): Promise<SealedDelivery[]> {
  const { rows } = await client.query<{
    inbox_id: number;
    delivery_id: string;
    topic: string;
    sealed: Buffer;
  }>(
    `SELECT inbox_id, delivery_id, topic, sealed FROM inbox
     WHERE program_id = $1 AND shop_id = $2 AND status = 'parked' AND reason IS NOT NULL
       AND inbox_id > $3 AND sealed IS NOT NULL
     ORDER BY inbox_id
     LIMIT ${SEALS_PER_PAGE}`,
    [programId, of.shopId, of.after],
  );
  return rows.map(({ inbox_id: inboxId, delivery_id: deliveryId, topic, sealed }) => {
    return { inboxId, deliveryId, topic, sealed };
  });
}

export async function dropDeliveries(
  client: pg.ClientBase,
  programId: number,
  inboxIds: readonly number[],
): Promise<void> {
  await client.query('DELETE FROM inbox WHERE program_id = $1 AND inbox_id = ANY ($2)', [
    programId,
    inboxIds,
  ]);
}
