/**
 * Members are locked after orders, all in one sorted statement, after the missing ones were made;
 * see lock-orders for why. Everybody with a customer id is a member in this first cut.
 */
import type pg from 'pg';
import type { CustomerName, MemberHeader } from '../../services/ports/drain.ts';
import { HEADER_COLUMNS, type HeaderRow, toHeader } from './member-header.ts';

const MAKE = {
  name: 'make-members',
  text: `INSERT INTO members (program_id, shop_id, customer_id)
         SELECT $1, named.shop_id, named.customer_id
         FROM unnest($2::bigint[], $3::text[]) AS named (shop_id, customer_id)
         LEFT JOIN LATERAL (
           SELECT m.member_id FROM members m
           WHERE m.program_id = $1 AND m.shop_id = named.shop_id
             AND m.customer_id = named.customer_id
           OFFSET 0) AS known ON true
         WHERE known.member_id IS NULL
         ORDER BY named.shop_id, named.customer_id
         ON CONFLICT (program_id, shop_id, customer_id) DO NOTHING`,
};

const LOCK = {
  name: 'lock-members',
  text: `SELECT ${HEADER_COLUMNS}
         FROM members m
         WHERE m.program_id = $1
           AND m.member_id = ANY ($4::bigint[] || ARRAY(
             SELECT known.member_id
             FROM unnest($2::bigint[], $3::text[]) AS named (shop_id, customer_id)
             CROSS JOIN LATERAL (
               SELECT m.member_id FROM members m
               WHERE m.program_id = $1 AND m.shop_id = named.shop_id
                 AND m.customer_id = named.customer_id
               OFFSET 0) AS known))
         ORDER BY m.member_id
         FOR UPDATE`,
};

/** Makes those of Shopify's customers members who are none yet. */
export async function makeMembers(
  client: pg.ClientBase,
  programId: number,
  customers: readonly CustomerName[],
): Promise<void> {
  const shopIds = customers.map(({ shopId }) => shopId);
  const customerIds = customers.map(({ customerId }) => customerId);
  await client.query({ ...MAKE, values: [programId, shopIds, customerIds] });
}

/** Locks members by our id and by Shopify's customer, making those that are missing. */
export async function lockMembers(
  client: pg.ClientBase,
  programId: number,
  wanted: { memberIds: readonly number[]; customers: readonly CustomerName[] },
): Promise<MemberHeader[]> {
  const shopIds = wanted.customers.map(({ shopId }) => shopId);
  const customerIds = wanted.customers.map(({ customerId }) => customerId);
  await makeMembers(client, programId, wanted.customers);
  const values = [programId, shopIds, customerIds, wanted.memberIds];
  const { rows } = await client.query<HeaderRow>({ ...LOCK, values });
  return rows.map(toHeader);
}
