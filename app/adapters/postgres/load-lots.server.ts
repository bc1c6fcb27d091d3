/**
 * The lots that new facts and the passing of time can touch, and no others: a member with ten
 * thousand lots costs what a member with ten costs.
 */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lot } from '../../domain/ledger/lot.ts';
import type { LotsWanted } from '../../services/ports/drain.ts';
import { LOT_COLUMNS, type LotRow, toLot } from './lot-row.ts';

// No rule ends points where facts are appended: those with a date were brought with it. They are
// few, and all of them are loaded. The lot that matures next is looked for beside the named ones: a
// named one may be about to lose its points, and the member's next due instant must be right even
// then.
const LOAD = {
  name: 'load-lots',
  text: `SELECT ${LOT_COLUMNS}
         FROM unnest($3::bigint[], $4::text[]) AS named (member_id, lot_id)
         CROSS JOIN LATERAL (
           SELECT * FROM lots named_lot
           WHERE named_lot.program_id = $1 AND named_lot.member_id = named.member_id
             AND named_lot.lot_id = named.lot_id
           OFFSET 0) AS l
         UNION ALL
         SELECT ${LOT_COLUMNS}
         FROM unnest($2::bigint[]) AS of (member_id)
         CROSS JOIN LATERAL (
           SELECT * FROM lots due
           WHERE due.program_id = $1 AND due.member_id = of.member_id
             AND due.pending <> 0 AND due.matures_at <= $5
           OFFSET 0) AS l
         UNION ALL
         SELECT ${LOT_COLUMNS}
         FROM unnest($2::bigint[]) AS of (member_id)
         CROSS JOIN LATERAL (
           SELECT * FROM lots debt
           WHERE debt.program_id = $1 AND debt.member_id = of.member_id AND debt.available < 0
           OFFSET 0) AS l
         UNION ALL
         SELECT ${LOT_COLUMNS}
         FROM unnest($2::bigint[]) AS of (member_id)
         CROSS JOIN LATERAL (
           SELECT * FROM lots dated
           WHERE dated.program_id = $1 AND dated.member_id = of.member_id
             AND dated.available > 0 AND dated.expires_at IS NOT NULL
           OFFSET 0) AS l
         UNION ALL
         SELECT ${LOT_COLUMNS}
         FROM unnest($2::bigint[]) AS of (member_id)
         CROSS JOIN LATERAL (
           SELECT * FROM lots next
           WHERE next.program_id = $1 AND next.member_id = of.member_id
             AND next.pending <> 0 AND next.matures_at > $5
             AND next.lot_id <> ALL ($4::text[])
           ORDER BY next.matures_at
           LIMIT 1) AS l`,
};

/**
 * By member: the lots named, those due by `asOf`, those below zero, those with points that end on a
 * date, and the next one to mature.
 */
export async function loadLots(
  client: pg.ClientBase,
  programId: number,
  wanted: readonly LotsWanted[],
  asOf: Instant,
): Promise<Map<number, Lot[]>> {
  const byMember = new Map<number, Map<string, Lot>>();
  const named = { memberIds: [] as number[], lotIds: [] as string[] };
  for (const { memberId, lotIds } of wanted) {
    byMember.set(memberId, new Map());
    for (const lotId of lotIds) {
      named.memberIds.push(memberId);
      named.lotIds.push(lotId);
    }
  }
  if (byMember.size === 0) return new Map();
  const values = [programId, [...byMember.keys()], named.memberIds, named.lotIds, new Date(asOf)];
  const { rows } = await client.query<LotRow>({ ...LOAD, values });
  for (const row of rows) byMember.get(row.member_id)?.set(row.lot_id, toLot(row));
  return new Map([...byMember].map(([memberId, lots]) => [memberId, [...lots.values()]]));
}
