import type pg from 'pg';
import type { BooksWrite } from '../../services/ports/drain.ts';
import { writeBatch } from './write-batch.server.ts';

// A lot is a sum of movements kept for speed, not a record: one whose order is no longer the
// member's is dropped once its movements have been reversed.
const DROP = {
  name: 'drop-lots',
  text: `DELETE FROM lots
         WHERE program_id = $1 AND member_id = ANY ($2::bigint[]) AND lot_id = ANY ($3::text[])`,
};

/** Writes a member folded again; the lots named are of that one member. */
export async function writeRefold(
  client: pg.ClientBase,
  programId: number,
  write: BooksWrite,
  droppedLotIds: readonly string[],
): Promise<void> {
  if (droppedLotIds.length > 0) {
    const memberIds = write.members.map(({ memberId }) => memberId);
    await client.query({ ...DROP, values: [programId, memberIds, droppedLotIds] });
  }
  await writeBatch(client, programId, write);
}
