/**
 * One member as staff see them: header, the lots that hold points, a page of the ledger and their
 * redemptions. Five statements whatever the member's history, each with its bound.
 */
import type pg from 'pg';
import type { LedgerLine, LotView, RedemptionView } from '../../contracts/admin-members.ts';
import type { Zone } from '../../domain/kernel/zone.ts';
import type { MemberReading } from '../../services/ports/admin.ts';
import { inProgram } from './pool.server.ts';
import { groupRows, MOVEMENT_COLUMNS, type MovementRow, viewEvent } from './view-movement.ts';

const LEDGER_PAGE = 20;
/** Movements read for a page: one event may be as many as the member has lots. */
const MOVEMENTS_READ = 100;
const LOTS_SHOWN = 25;
const REDEMPTIONS_SHOWN = 25;
const STATEMENT_TIMEOUT_MS = 5_000;

type Of = {
  readonly programId: number;
  readonly shopId: number;
  readonly memberId: number;
  readonly before: number | null;
  readonly zone: Zone;
};

type Header = Omit<MemberReading['header'], 'lastAt'>;

/** Null where the shop has no such member. */
export function readMember(pool: pg.Pool, of: Of): Promise<MemberReading | null> {
  return inProgram(pool, of.programId, async (client) => {
    await client.query(`SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    const { rows } = await client.query<Header>({
      name: 'admin-member',
      text: `SELECT member_id AS "memberId", customer_id AS "customerId", pending, available, held,
                    joined_at AS "joinedAt", refold, sealed_at IS NOT NULL AS "isSealed", seq,
                    encode(chain, 'hex') AS chain,
                    CASE WHEN root_id <> member_id THEN root_id END AS "mergedInto",
                    (SELECT coalesce(json_agg(g.member_id ORDER BY g.member_id), '[]')
                     FROM members g
                     WHERE g.program_id = $1 AND g.root_id = m.member_id
                       AND g.member_id <> m.member_id) AS "mergedHere",
                    (SELECT level->>'name'
                     FROM (SELECT v.definition FROM program_versions v
                           WHERE v.program_id = $1 AND v.effective_at <= now()
                           ORDER BY v.effective_at DESC, v.version DESC LIMIT 1) AS in_force,
                          jsonb_array_elements(in_force.definition->'tiers'->'levels') AS level
                     WHERE level->>'id' = m.tier) AS "tierName"
             FROM members m WHERE program_id = $1 AND shop_id = $2 AND member_id = $3`,
      values: [of.programId, of.shopId, of.memberId],
    });
    const [header] = rows;
    if (!header) return null;
    const lots = await readLots(client, of);
    const ledger = await readLedger(client, of);
    const last = ledger.at(-1);
    return {
      header: { ...header, lastAt: ledger[0]?.postedAt ?? null },
      lots: lots.slice(0, LOTS_SHOWN),
      moreLots: lots.length > LOTS_SHOWN,
      ledger,
      olderBefore: last && last.firstSeq > 1 ? last.firstSeq : null,
      redemptions: await readRedemptions(client, of),
    };
  });
}

/** Lots with points in them, in burn order of those that can be spent, what waits after them. */
async function readLots(client: pg.PoolClient, of: Of): Promise<LotView[]> {
  const { rows } = await client.query<LotView>({
    name: 'admin-member-lots',
    text: `SELECT lot_id AS "lotId", label, version, earned_at AS "earnedAt",
                  matures_at AS "maturesAt", expires_at AS "expiresAt", awarded, pending,
                  available, held
           FROM lots
           WHERE program_id = $1 AND member_id = $2
             AND (pending <> 0 OR available <> 0 OR held <> 0)
           ORDER BY pending <> 0, expires_at, earned_at, lot_id LIMIT ${LOTS_SHOWN + 1}`,
    values: [of.programId, of.memberId],
  });
  return rows;
}

type LedgerRow = MovementRow & { corrects: number | null };

// As newest-events.ts has it for cards, of the movements before $3.
const BEFORE_PAGE = `coalesce((
    SELECT b.seq FROM movements b
    WHERE b.program_id = $1 AND b.member_id = $2
      AND b.seq < least($3, m.seq + 1) - ${MOVEMENTS_READ}
      AND b.cause <> (SELECT e.cause FROM movements e
                      WHERE e.program_id = $1 AND e.member_id = $2
                        AND e.seq = least($3, m.seq + 1) - ${MOVEMENTS_READ})
    ORDER BY b.seq DESC LIMIT 1), 0)`;

/**
 * At most LEDGER_PAGE events, none of them cut in two: of the last one read all movements are, so
 * its sum is whole. Numbers have no gap: the next page begins where this one's last event does.
 * Where it begins is worked out first, so that the rest of a long ledger is not read.
 */
async function readLedger(client: pg.PoolClient, of: Of): Promise<LedgerLine[]> {
  const { rows } = await client.query<LedgerRow>({
    name: 'admin-member-ledger',
    text: `WITH paged AS MATERIALIZED (
             SELECT m.*, ${BEFORE_PAGE} AS after_seq
             FROM members m WHERE m.program_id = $1 AND m.member_id = $2
           )
           SELECT ${MOVEMENT_COLUMNS}, v.corrects
           FROM paged m CROSS JOIN LATERAL (
             SELECT * FROM movements o
             WHERE o.program_id = $1 AND o.member_id = $2 AND o.seq > m.after_seq AND o.seq < $3
             OFFSET 0) AS v
           ORDER BY v.seq DESC`,
    values: [of.programId, of.memberId, of.before ?? Number.MAX_SAFE_INTEGER],
  });
  const events = groupRows(rows).slice(0, LEDGER_PAGE);
  return events.map((group) => ({
    ...viewEvent(group, of.zone),
    firstSeq: Math.min(...group.map(({ seq }) => seq)),
    corrects: group.flatMap(({ corrects }) => (corrects === null ? [] : [corrects])).reverse(),
    orderName: said(group[0]?.explanation ?? null, 'orderName'),
    version: said(group[0]?.explanation ?? null, 'version'),
  }));
}

/** A fact most explanations name and some have no use for. */
function said<Name extends 'orderName' | 'version'>(
  explanation: MovementRow['explanation'],
  name: Name,
): (Name extends 'version' ? number : string) | null {
  const facts = (explanation ?? {}) as Record<Name, Name extends 'version' ? number : string>;
  return facts[name] ?? null;
}

/** Their own, and of the root those of all whose points it has. */
async function readRedemptions(client: pg.PoolClient, of: Of): Promise<RedemptionView[]> {
  const { rows } = await client.query<RedemptionView>({
    name: 'admin-member-redemptions',
    text: `SELECT r.redemption_id AS "redemptionId", r.reward_name AS "rewardName", r.cost, r.code,
                  r.status, r.status = 'open' AND r.asked_at IS NOT NULL AS "isReleasing",
                  r.made_at AS "madeAt", r.lapses_at AS "lapsesAt", r.ended_at AS "endedAt",
                  r.charged, o.observed->'latest'->>2 AS "orderName"
           FROM redemptions r LEFT JOIN orders o USING (program_id, order_key)
           WHERE r.program_id = $1
             AND r.member_id = ANY ($2::bigint || ARRAY(
               SELECT g.member_id FROM members g WHERE g.program_id = $1 AND g.root_id = $2))
           ORDER BY r.redemption_id DESC LIMIT ${REDEMPTIONS_SHOWN}`,
    values: [of.programId, of.memberId],
  });
  return rows;
}
