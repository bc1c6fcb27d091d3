/**
 * What the status page reads. Each reading is a fixed number of statements, and what is read of one
 * shop has a bound: counts stop at COUNT_MAX, lag looks at the newest deliveries only. Two readings
 * grow: the list of shops, which asks a few index look-ups of every shop there is, and the books,
 * whose point is to sum everything; see sum-books.server.ts.
 */
import type pg from 'pg';
import type {
  ListedShop,
  MemberLookUp,
  MemberView,
  ShopReading,
  StatusQuestion,
  VersionView,
} from '../../contracts/status.ts';
import type { Zone } from '../../domain/kernel/zone.ts';
import { readInbox } from './read-inbox-status.server.ts';
import type { ReadPool } from './read-pool.server.ts';
import { MOVEMENT_COLUMNS, type MovementRow, viewMovement } from './view-movement.ts';

const SHOPS_MAX = 500;
const NEWEST_MOVEMENTS = 20;
const LEDGER_PAGE = 20;
const STATEMENT_TIMEOUT_MS = 5_000;

/**
 * The shops there are, by domain, at most SHOPS_MAX; the function behind it looks at all of them,
 * as the sweep does each second.
 */
export async function readShops(pool: pg.Pool, asOf: number): Promise<ListedShop[]> {
  const { rows } = await pool.query<{ program_id: number; domain: string }>({
    name: 'status-shops',
    text: `SELECT program_id, domain FROM programs_at_work($1)
           ORDER BY domain LIMIT ${SHOPS_MAX}`,
    values: [new Date(asOf)],
  });
  return rows.map((row) => ({ programId: row.program_id, domain: row.domain }));
}

/** One shop as of `asOf`, in one transaction of eight statements at most. */
export function readShop(
  reads: ReadPool,
  shop: ListedShop,
  question: StatusQuestion,
  asOf: number,
): Promise<ShopReading> {
  return reads.read(shop.programId, async (client) => {
    // A page nobody can wait for must not hold a connection either.
    await client.query(`SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    const { version, zone } = await readVersion(client, shop, asOf);
    const inbox = await readInbox(client, shop.programId, asOf);
    const newest = await readNewest(client, shop.programId, zone);
    const member = await readMember(client, shop, question, zone);
    return { ...shop, zone, version, ...inbox, newest, member };
  });
}

type VersionRow = { readonly zone: string } & (
  VersionView | { readonly [Field in keyof VersionView]: null }
);

/** The version in force, or the next one to be; before one the shop's own zone, UTC at worst. */
async function readVersion(client: pg.PoolClient, shop: ListedShop, asOf: number) {
  const { rows } = await client.query<VersionRow>({
    name: 'status-version',
    text: `SELECT v.version, v.definition->>'preset' AS preset,
                  v.definition->>'currency' AS currency,
                  coalesce(v.definition->>'zone', s.zone, 'UTC') AS zone,
                  v.effective_at AS "effectiveAt", v.published_at AS "publishedAt"
           FROM shops s LEFT JOIN LATERAL (
             SELECT * FROM program_versions
             WHERE program_id = $1
             ORDER BY effective_at <= $2 DESC, effective_at DESC, version DESC LIMIT 1) v ON true
           WHERE s.program_id = $1 AND s.domain = $3`,
    values: [shop.programId, new Date(asOf), shop.domain],
  });
  const [row] = rows;
  if (!row) return { version: null, zone: 'UTC' };
  const { zone, ...version } = row;
  return { version: version.version === null ? null : version, zone };
}

async function readNewest(client: pg.PoolClient, programId: number, zone: Zone) {
  const { rows } = await client.query<MovementRow>({
    name: 'status-newest-movements',
    text: `SELECT ${MOVEMENT_COLUMNS}
           FROM movements v JOIN members m USING (program_id, member_id)
           WHERE v.program_id = $1
           ORDER BY v.posted_at DESC, v.member_id, v.seq DESC LIMIT ${NEWEST_MOVEMENTS}`,
    values: [programId],
  });
  return rows.map((row) => viewMovement(row, zone));
}

type MemberRow = Omit<MemberView, 'customerId' | 'ledger' | 'olderBefore'> & { memberId: number };

async function readMember(
  client: pg.PoolClient,
  shop: ListedShop,
  question: StatusQuestion,
  zone: Zone,
): Promise<MemberLookUp> {
  const asked = question.customerId;
  if (asked === null) return { asked };
  const { rows } = await client.query<MemberRow>({
    name: 'status-member',
    text: `SELECT m.member_id AS "memberId", m.pending, m.available, m.held, m.seq AS movements,
                  m.joined_at AS "joinedAt", m.next_due_at AS "nextDueAt", m.refold
           FROM members m JOIN shops s USING (program_id, shop_id)
           WHERE m.program_id = $1 AND s.domain = $2 AND m.customer_id = $3`,
    values: [shop.programId, shop.domain, asked],
  });
  const [row] = rows;
  if (!row) return { asked, found: null };
  const { memberId, ...header } = row;
  const page = await client.query<MovementRow>({
    name: 'status-member-ledger',
    text: `SELECT ${MOVEMENT_COLUMNS}
           FROM movements v JOIN members m USING (program_id, member_id)
           WHERE v.program_id = $1 AND v.member_id = $2 AND v.seq < $3
           ORDER BY v.seq DESC LIMIT ${LEDGER_PAGE + 1}`,
    values: [shop.programId, memberId, question.before ?? Number.MAX_SAFE_INTEGER],
  });
  const ledger = page.rows.slice(0, LEDGER_PAGE).map((movement) => viewMovement(movement, zone));
  const olderBefore = page.rows.length > LEDGER_PAGE ? (ledger.at(-1)?.seq ?? null) : null;
  return { asked, found: { ...header, customerId: asked, ledger, olderBefore } };
}
