/**
 * One member, by our id or by Shopify's customer. Those erased on request are nobody any more.
 *
 * Nearly all are alone, and one statement locks them. Who is one with others is locked with all of
 * them, by another: the first one passes them over, so that no lock is taken out of order.
 */
import type pg from 'pg';
import { type CustomerName, isMerged, type MemberHeader } from '../../services/ports/drain.ts';
import { lockWithGroup } from './lock-group.server.ts';
import { HEADER_COLUMNS, type HeaderRow, toHeader } from './member-header.ts';

const LOCK_BY_ID = {
  name: 'lock-member',
  text: `SELECT ${HEADER_COLUMNS}
         FROM members m
         WHERE m.program_id = $1 AND m.member_id = $2 AND m.sealed_at IS NULL
           AND m.root_id IS NULL
         FOR UPDATE`,
};

const LOCK_BY_CUSTOMER = {
  name: 'lock-customer',
  text: `SELECT ${HEADER_COLUMNS}
         FROM members m
         WHERE m.program_id = $1 AND m.shop_id = $2 AND m.customer_id = $3
           AND m.sealed_at IS NULL AND m.root_id IS NULL
         FOR UPDATE`,
};

const FIND_BY_CUSTOMER = {
  name: 'find-grouped-customer',
  text: `SELECT m.member_id
         FROM members m
         WHERE m.program_id = $1 AND m.shop_id = $2 AND m.customer_id = $3
           AND m.sealed_at IS NULL`,
};

export async function lockMember(
  client: pg.ClientBase,
  programId: number,
  memberId: number,
): Promise<MemberHeader | null> {
  const values = [programId, memberId];
  const { rows } = await client.query<HeaderRow>({ ...LOCK_BY_ID, values });
  return rows[0] ? toHeader(rows[0]) : lockWithGroup(client, programId, memberId);
}

/** Null also for one who was merged: whoever has everything of theirs is somebody else. */
export async function lockCustomer(
  client: pg.ClientBase,
  programId: number,
  { shopId, customerId }: CustomerName,
): Promise<MemberHeader | null> {
  const values = [programId, shopId, customerId];
  const { rows } = await client.query<HeaderRow>({ ...LOCK_BY_CUSTOMER, values });
  if (rows[0]) return toHeader(rows[0]);
  const grouped = await client.query<{ member_id: number }>({ ...FIND_BY_CUSTOMER, values });
  const [found] = grouped.rows;
  const header = found ? await lockWithGroup(client, programId, found.member_id) : null;
  return header && !isMerged(header) ? header : null;
}
