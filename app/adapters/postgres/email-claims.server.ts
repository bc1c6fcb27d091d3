/** Which customer proved which e-mail to be theirs, and the orders that waited for one. */
import type pg from 'pg';
import type { Claim } from '../../domain/identity/guest-orders.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { EmailOfCustomer, OpenNotices } from '../../services/ports/intake.ts';
import { decodeObserved, type StoredOrder } from './observed-order-codec.ts';
import { readVersions } from './read-versions.server.ts';

const FIND = {
  name: 'find-email-claims',
  text: `SELECT c.claim_id, c.shop_id, c.customer_id, c.email_hash, c.at
         FROM unnest($2::bigint[], $3::text[]) AS named (shop_id, email_hash)
         CROSS JOIN LATERAL (
           SELECT * FROM email_claims c
           WHERE c.program_id = $1 AND c.shop_id = named.shop_id
             AND c.email_hash = named.email_hash
           OFFSET 0) AS c`,
};

type Row = {
  claim_id: number;
  shop_id: number;
  customer_id: string;
  email_hash: string;
  at: Instant;
};

/** Claims of these e-mails; a claim is the customer's, who may not be a member yet. */
export async function findClaims(
  client: pg.ClientBase,
  programId: number,
  guests: readonly { readonly shopId: number; readonly emailHash: string }[],
): Promise<(Claim & { readonly shopId: number })[]> {
  const names = [...new Map(guests.map((one) => [`${one.shopId} ${one.emailHash}`, one])).values()];
  const values = [programId, names.map((one) => one.shopId), names.map((one) => one.emailHash)];
  const { rows } = await client.query<Row>({ ...FIND, values });
  return rows.map((row) => ({
    id: String(row.claim_id).padStart(20, '0'),
    shopId: row.shop_id,
    memberId: row.customer_id,
    emailKey: row.email_hash,
    at: row.at,
  }));
}

export async function isClaimed(
  client: pg.ClientBase,
  programId: number,
  { shopId, customerId, emailHash }: EmailOfCustomer,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM email_claims
     WHERE program_id = $1 AND shop_id = $2 AND email_hash = $3 AND customer_id = $4`,
    [programId, shopId, emailHash, customerId],
  );
  return rowCount === 1;
}

export async function writeClaim(
  client: pg.ClientBase,
  programId: number,
  { shopId, customerId, emailHash, at }: EmailOfCustomer & { readonly at: Instant },
): Promise<void> {
  await client.query(
    `INSERT INTO email_claims (program_id, shop_id, email_hash, customer_id, at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [programId, shopId, emailHash, customerId, new Date(at)],
  );
}

/** As `OpenNotices.readGuest`, within the program. Of a stub nobody knows when it was placed. */
export async function readGuest(
  client: pg.ClientBase,
  programId: number,
  guest: { readonly shopId: number; readonly emailHash: string },
): ReturnType<OpenNotices['readGuest']> {
  const { rows } = await client.query<{ order_key: number; observed: StoredOrder }>(
    `SELECT order_key, observed FROM orders
     WHERE program_id = $1 AND shop_id = $2 AND email_hash = $3 AND member_id IS NULL
     ORDER BY order_key`,
    [programId, guest.shopId, guest.emailHash],
  );
  const orders = rows.flatMap(({ order_key: orderKey, observed }) => {
    const { latest } = decodeObserved(observed);
    return latest ? [{ orderKey, createdAt: latest.createdAt }] : [];
  });
  return {
    orders,
    claims: await findClaims(client, programId, [guest]),
    versions: await readVersions(client, programId),
  };
}

/** Under the member's lock, while no batch has its hand on the orders. */
export async function adoptOrders(
  client: pg.ClientBase,
  programId: number,
  { orderKeys, memberId }: { readonly orderKeys: readonly number[]; readonly memberId: number },
): Promise<void> {
  await client.query(
    `UPDATE orders SET member_id = $3, email_hash = NULL
     WHERE program_id = $1 AND order_key = ANY ($2::bigint[]) AND member_id IS NULL`,
    [programId, orderKeys, memberId],
  );
  await client.query(
    `UPDATE members SET refold = true, refold_not_before = NULL
     WHERE program_id = $1 AND member_id = $2 AND sealed_at IS NULL`,
    [programId, memberId],
  );
}
