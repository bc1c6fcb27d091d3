/**
 * Members by their newest activity. A member's newest movement is the one their header numbers, so
 * the index on when movements were posted is walked backwards and every other movement passed over;
 * members whose points never moved come last, newest first.
 */
import type pg from 'pg';
import type { ListedMember, MembersCursor } from '../../contracts/admin-members.ts';
import type { ReadPool } from './read-pool.server.ts';

export type ListedRow = ListedMember & { readonly cursor: MembersCursor };

const STATEMENT_TIMEOUT_MS = 5_000;
const FAR = new Date(Date.UTC(9999, 0, 1));

/** Who was merged has nothing any more and is listed with nobody; who looks for them finds them. */
const STANDS = '(m.root_id IS NULL OR m.root_id = m.member_id)';

/** Of a member named `m`. */
const COLUMNS = `m.member_id AS "memberId", m.customer_id AS "customerId", m.pending, m.available,
                 m.held`;

const ACTIVE_SQL = `
  SELECT ${COLUMNS}, v.posted_at AS "lastAt", v.posted_at AS "postedAt"
  FROM movements v
  JOIN members m ON m.program_id = v.program_id AND m.member_id = v.member_id AND m.seq = v.seq
  WHERE v.program_id = $1 AND m.shop_id = $2 AND ${STANDS}
    AND v.posted_at <= $3 AND (v.posted_at < $3 OR v.member_id > $4)
  ORDER BY v.posted_at DESC, v.member_id, v.seq DESC LIMIT $5`;

const STILL_SQL = `
  SELECT ${COLUMNS}, NULL::timestamptz AS "lastAt", NULL::timestamptz AS "postedAt"
  FROM members m
  WHERE m.program_id = $1 AND m.shop_id = $2 AND m.seq = 0 AND m.member_id < $3
    AND ${STANDS}
  ORDER BY m.member_id DESC LIMIT $4`;

type Row = ListedMember & { postedAt: number | null };
type Shop = { readonly programId: number; readonly shopId: number };

/** One page of at most `atMost`, after the member the cursor names. */
export function listMembers(
  reads: ReadPool,
  shop: Shop,
  page: { readonly after: MembersCursor | null; readonly atMost: number },
): Promise<ListedRow[]> {
  const { after, atMost } = page;
  return reads.read(shop.programId, async (client) => {
    await client.query(`SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    const isAmongActive = after === null || after.postedAt !== null;
    const active = isAmongActive ? await readActive(client, shop, after, atMost) : [];
    if (active.length === atMost) return active.map(withCursor);
    const below = isAmongActive ? Number.MAX_SAFE_INTEGER : after.memberId;
    const still = await client.query<Row>({
      name: 'list-still-members',
      text: STILL_SQL,
      values: [shop.programId, shop.shopId, below, atMost - active.length],
    });
    return [...active, ...still.rows].map(withCursor);
  });
}

async function readActive(
  client: pg.PoolClient,
  shop: Shop,
  after: MembersCursor | null,
  atMost: number,
): Promise<Row[]> {
  const from = after?.postedAt === null || after === null ? FAR : new Date(after.postedAt);
  const { rows } = await client.query<Row>({
    name: 'list-active-members',
    text: ACTIVE_SQL,
    values: [shop.programId, shop.shopId, from, after?.memberId ?? 0, atMost],
  });
  return rows;
}

function withCursor({ postedAt, ...member }: Row): ListedRow {
  return { ...member, cursor: { postedAt, memberId: member.memberId } };
}

const FIND_SQL = `
  SELECT ${COLUMNS},
         (SELECT v.posted_at FROM movements v
          WHERE v.program_id = m.program_id AND v.member_id = m.member_id AND v.seq = m.seq)
           AS "lastAt"
  FROM members m
  WHERE m.program_id = $1 AND m.shop_id = $2
    AND (m.customer_id = ANY ($3::text[]) OR m.member_id = ANY ($4::bigint[]))`;

/** Members by Shopify's ids or ours, in the order asked; those there are none of are left out. */
export function findMembers(
  reads: ReadPool,
  shop: Shop,
  by: { readonly customerIds: readonly string[] } | { readonly memberIds: readonly number[] },
): Promise<ListedMember[]> {
  const customerIds = 'customerIds' in by ? by.customerIds : [];
  const memberIds = 'memberIds' in by ? by.memberIds : [];
  return reads.read(shop.programId, async (client) => {
    const { rows } = await client.query<ListedMember>({
      name: 'find-members',
      text: FIND_SQL,
      values: [shop.programId, shop.shopId, customerIds, memberIds],
    });
    const place = ({ customerId, memberId }: ListedMember) =>
      'customerIds' in by ? customerIds.indexOf(customerId ?? '') : memberIds.indexOf(memberId);
    return rows.sort((a, b) => place(a) - place(b));
  });
}
