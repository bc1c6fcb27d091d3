/**
 * The lots that matter to a decision of ours: what can be spent, what waits and what is owed. An
 * old lot that is used up costs only being passed over.
 */
import type pg from 'pg';
import type { Lot } from '../../domain/ledger/lot.ts';
import { LOT_COLUMNS, type LotRow, toLot } from './lot-row.ts';

const LOAD = {
  name: 'load-open-lots',
  text: `SELECT ${LOT_COLUMNS}
         FROM lots l
         WHERE l.program_id = $1 AND l.member_id = $2 AND (l.available <> 0 OR l.pending <> 0)`,
};

export async function loadOpenLots(
  client: pg.ClientBase,
  programId: number,
  memberId: number,
): Promise<Lot[]> {
  const { rows } = await client.query<LotRow>({ ...LOAD, values: [programId, memberId] });
  return rows.map(toLot);
}
