/** One member, by our id or by Shopify's customer. Those erased on request are nobody any more. */
import type pg from 'pg';
import type { CustomerName, MemberHeader } from '../../services/ports/drain.ts';
import { HEADER_COLUMNS, type HeaderRow, toHeader } from './member-header.ts';

const LOCK_BY_ID = {
  name: 'lock-member',
  text: `SELECT ${HEADER_COLUMNS}
         FROM members m
         WHERE m.program_id = $1 AND m.member_id = $2 AND m.sealed_at IS NULL
         FOR UPDATE`,
};

const LOCK_BY_CUSTOMER = {
  name: 'lock-customer',
  text: `SELECT ${HEADER_COLUMNS}
         FROM members m
         WHERE m.program_id = $1 AND m.shop_id = $2 AND m.customer_id = $3
           AND m.sealed_at IS NULL
         FOR UPDATE`,
};

export async function lockMember(
  client: pg.ClientBase,
  programId: number,
  memberId: number,
): Promise<MemberHeader | null> {
  const values = [programId, memberId];
  const { rows } = await client.query<HeaderRow>({ ...LOCK_BY_ID, values });
  return rows[0] ? toHeader(rows[0]) : null;
}

export async function lockCustomer(
  client: pg.ClientBase,
  programId: number,
  { shopId, customerId }: CustomerName,
): Promise<MemberHeader | null> {
  const values = [programId, shopId, customerId];
  const { rows } = await client.query<HeaderRow>({ ...LOCK_BY_CUSTOMER, values });
  return rows[0] ? toHeader(rows[0]) : null;
}
