/**
 * Who of some members is not erased, and is not erased either until the transaction ends. What is
 * written of a member outside the fold asks this first: an erasure may have come between.
 */
import type pg from 'pg';

// In one order, as everybody locks members; an erasure waits here, or this waits for it and then
// no longer finds them.
const LOCK = {
  name: 'lock-unsealed-members',
  text: `SELECT member_id FROM members
         WHERE program_id = $1 AND member_id = ANY ($2::bigint[]) AND sealed_at IS NULL
         ORDER BY member_id
         FOR SHARE`,
};

/** The ids of those of `memberIds` who are not erased, within the program. */
export async function lockUnsealed(
  client: pg.ClientBase,
  programId: number,
  memberIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (memberIds.length === 0) return new Set();
  const { rows } = await client.query<{ member_id: number }>({
    ...LOCK,
    values: [programId, memberIds],
  });
  return new Set(rows.map((row) => row.member_id));
}
