import type pg from 'pg';
import type { BooksWrite, LotName } from '../../services/ports/drain.ts';
import { writeBatch } from './write-batch.server.ts';

// A lot is a sum of movements kept for speed, not a record: one whose order is no longer the
// member's is dropped once its movements have been reversed.
const DROP = {
  name: 'drop-lots',
  text: `DELETE FROM lots l
         USING unnest($2::bigint[], $3::text[]) AS gone (member_id, lot_id)
         WHERE l.program_id = $1 AND l.member_id = gone.member_id AND l.lot_id = gone.lot_id`,
};

/** Writes members folded again, without the lots named. */
export async function writeRefold(
  client: pg.ClientBase,
  programId: number,
  write: BooksWrite,
  dropped: readonly LotName[],
): Promise<void> {
  if (dropped.length > 0) {
    const memberIds = dropped.map(({ memberId }) => memberId);
    const lotIds = dropped.map(({ lotId }) => lotId);
    await client.query({ ...DROP, values: [programId, memberIds, lotIds] });
  }
  await writeBatch(client, programId, write);
}
