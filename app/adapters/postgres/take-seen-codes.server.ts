/**
 * Codes of ours that orders carry. One that still waits in a pool was used without having been
 * given to anybody: it is taken out first, and only then is asked who holds the codes. Redeeming
 * skips what is locked, so a code is either given to a member before, and the second statement sees
 * to whom, or never again.
 *
 * Only codes that wait are locked, in one sequence of all callers, and redeeming never waits for
 * them: so these locks may be taken before those of members.
 */
import type pg from 'pg';

const TAKE = {
  name: 'take-seen-codes',
  text: `UPDATE codes
         SET status = 'taken', changed_at = clock_timestamp()
         WHERE program_id = $1
           AND code = ANY (ARRAY(
             SELECT c.code FROM codes c
             WHERE c.program_id = $1 AND c.code = ANY ($2::text[])
               AND c.status IN ('minting', 'ready')
             ORDER BY c.code
             FOR UPDATE))`,
};

const FIND = {
  name: 'find-holders-of-codes',
  text: `SELECT r.code, r.member_id
         FROM redemptions r
         WHERE r.program_id = $1 AND r.code = ANY ($2::text[])`,
};

export async function takeSeenCodes(
  client: pg.ClientBase,
  programId: number,
  codes: readonly string[],
): Promise<{ code: string; memberId: number }[]> {
  const values = [programId, codes];
  await client.query({ ...TAKE, values });
  const { rows } = await client.query<{ code: string; member_id: number }>({ ...FIND, values });
  return rows.map(({ code, member_id: memberId }) => ({ code, memberId }));
}
