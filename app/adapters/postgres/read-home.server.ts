/**
 * The numbers on the owner's first page. Members and redemptions are summed whole: one row each,
 * no history. Movements are read of the last thirty days only, by the index on when they were
 * posted: nothing is posted before it happens.
 */
import type { HomeNumbers } from '../../contracts/admin-home.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { HomeReading } from '../../services/ports/admin.ts';
import type { ReadPool } from './read-pool.server.ts';
import { groupRows, MOVEMENT_COLUMNS, type MovementRow, viewEvent } from './view-movement.ts';

const WINDOW_MS = 30 * 86_400_000;
const NEWEST = 8;
/** Enough that eight events are whole, unless each took points from many lots. */
const NEWEST_READ = 100;
const STATEMENT_TIMEOUT_MS = 5_000;

/** What members were given for orders and by staff, less what was taken back of it. */
const ISSUED = `sum(points * ((from_account IN ('issued', 'adjusted', 'revoked'))::int
                            - (to_account IN ('issued', 'adjusted', 'revoked'))::int))`;
const SPENT = `sum(points * ((to_account = 'spent')::int - (from_account = 'spent')::int))`;

const NUMBERS_SQL = `
  WITH sums AS (
    SELECT count(*) FILTER (WHERE root_id IS NULL OR root_id = member_id) AS members,
           coalesce(sum(pending), 0)::bigint AS pending,
           coalesce(sum(available), 0)::bigint AS available,
           coalesce(sum(held), 0)::bigint AS held
    FROM members WHERE program_id = $1 AND sealed_at IS NULL
  ), lately AS (
    SELECT coalesce(${ISSUED}, 0)::bigint AS issued,
           coalesce(${SPENT}, 0)::bigint AS spent
    FROM movements WHERE program_id = $1 AND posted_at > $2 AND at > $2
  ), redeemed AS (
    SELECT count(*) FILTER (WHERE status IN ('open', 'bound')) AS open,
           count(*) FILTER (WHERE status = 'settled') AS used
    FROM redemptions WHERE program_id = $1
  )
  SELECT sums.*, lately.*, redeemed.open AS "redemptionsOpen", redeemed.used AS "redemptionsUsed"
  FROM sums, lately, redeemed`;

const NEWEST_SQL = `
  SELECT ${MOVEMENT_COLUMNS}
  FROM movements v JOIN members m USING (program_id, member_id)
  WHERE v.program_id = $1
  ORDER BY v.posted_at DESC, v.member_id, v.seq DESC LIMIT ${NEWEST_READ}`;

/** Numbers and newest movements as of `asOf`; three statements however much there is. */
export function readHome(
  reads: ReadPool,
  programId: number,
  zone: string,
  asOf: Instant,
): Promise<HomeReading> {
  return reads.read(programId, async (client) => {
    await client.query(`SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    const { rows } = await client.query<HomeNumbers>({
      name: 'home-numbers',
      text: NUMBERS_SQL,
      values: [programId, new Date(asOf - WINDOW_MS)],
    });
    const newest = await client.query<MovementRow>({
      name: 'home-newest',
      text: NEWEST_SQL,
      values: [programId],
    });
    const [numbers] = rows;
    invariant(numbers, 'An aggregate without GROUP BY answers one row.');
    const events = groupRows(newest.rows);
    // The last of a full reading may go on beyond it, and half a sum would be a lie.
    if (newest.rows.length === NEWEST_READ && events.length > 1) events.pop();
    return { numbers, newest: events.slice(0, NEWEST).map((event) => viewEvent(event, zone)) };
  });
}
