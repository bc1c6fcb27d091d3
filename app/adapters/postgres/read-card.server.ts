/** What a card shows of a member, as of one instant: one statement, so that nothing disagrees. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Zone } from '../../domain/kernel/zone.ts';
import type { CustomerName } from '../../services/ports/drain.ts';
import type { CardFacts } from '../../services/ports/redemption.ts';
import { HEADER_COLUMNS, type HeaderRow, toHeader } from './member-header.ts';
import { BEFORE_NEWEST_EVENTS } from './newest-events.ts';

const READ = {
  name: 'read-card',
  text: `SELECT ${HEADER_COLUMNS},
           (SELECT v.definition->>'zone' FROM program_versions v
            WHERE v.program_id = $1 AND v.effective_at <= $4
            ORDER BY v.effective_at DESC, v.version DESC
            LIMIT 1) AS zone,
           (SELECT coalesce(json_agg(waiting), '[]')
            FROM (SELECT (extract(epoch FROM l.matures_at) * 1000)::bigint AS "maturesAt",
                         sum(l.pending)::bigint AS pending
                  FROM lots l
                  WHERE l.program_id = $1 AND l.member_id = m.member_id AND l.pending <> 0
                  GROUP BY l.matures_at) AS waiting) AS waiting,
           (SELECT coalesce(json_agg(line ORDER BY line.seq DESC), '[]')
            FROM (SELECT v.seq, v.kind, v.reversed, v.lot_id AS "lotId", v.from_account AS "from",
                         v.to_account AS "to", v.points, v.cause, v.explanation,
                         (extract(epoch FROM v.at) * 1000)::bigint AS at
                  FROM movements v
                  WHERE v.program_id = $1 AND v.member_id = m.member_id
                    AND v.seq > ${BEFORE_NEWEST_EVENTS}) AS line) AS newest
         FROM members m
         WHERE m.program_id = $1 AND m.shop_id = $2 AND m.customer_id = $3
           AND m.sealed_at IS NULL AND (m.root_id IS NULL OR m.root_id = m.member_id)`,
};

type Row = HeaderRow & {
  zone: Zone | null;
  waiting: CardFacts['pendingLots'];
  newest: CardFacts['newest'];
};

export async function readCard(
  client: pg.ClientBase,
  programId: number,
  { shopId, customerId, asOf }: CustomerName & { readonly asOf: Instant },
): Promise<CardFacts | null> {
  const values = [programId, shopId, customerId, new Date(asOf)];
  const { rows } = await client.query<Row>({ ...READ, values });
  const row = rows[0];
  if (!row) return null;
  const { zone, waiting: pendingLots, newest } = row;
  return { header: toHeader(row), zone, pendingLots, newest };
}
