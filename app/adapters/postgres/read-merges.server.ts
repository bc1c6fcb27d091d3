/** Who was merged into whom, as it stands. */
import type pg from 'pg';
import type { Merge } from '../../domain/identity/merge.ts';
import type { Instant } from '../../domain/kernel/instant.ts';

const READ = {
  name: 'read-merges',
  text: `SELECT g.merge_id, g.from_member_id, g.into_member_id, g.at
         FROM merges g
         WHERE g.program_id = $1 AND g.from_member_id = ANY ($2::bigint[])
           AND g.undone_at IS NULL
         ORDER BY g.merge_id`,
};

export type MergeRow = {
  merge_id: number;
  from_member_id: number;
  into_member_id: number;
  at: Instant;
};

/** Merges of these members that stand. */
export async function readMerges(
  client: pg.ClientBase,
  programId: number,
  memberIds: readonly number[],
): Promise<Merge[]> {
  const { rows } = await client.query<MergeRow>({ ...READ, values: [programId, memberIds] });
  return rows.map(toMerge);
}

export function toMerge(row: MergeRow): Merge {
  return {
    id: String(row.merge_id),
    from: String(row.from_member_id),
    into: String(row.into_member_id),
    at: row.at,
  };
}
