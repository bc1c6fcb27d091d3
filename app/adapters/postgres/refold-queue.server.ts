/** The members to be folded again: their flags are their queue. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { RefoldFailure } from '../../services/ports/drain.ts';

const LIST = {
  name: 'list-refolds',
  text: `SELECT member_id
         FROM members
         WHERE program_id = $1 AND refold AND sealed_at IS NULL
           AND (refold_not_before IS NULL OR refold_not_before <= $2)
         ORDER BY member_id
         LIMIT $3`,
};

const FLAG = {
  name: 'flag-refolds',
  text: `UPDATE members SET refold = true
         WHERE program_id = $1 AND NOT refold AND sealed_at IS NULL
           AND member_id = ANY (ARRAY(SELECT member_id FROM members
                                      WHERE program_id = $1 AND member_id = ANY ($2::bigint[])
                                      ORDER BY member_id FOR UPDATE))`,
};

const POSTPONE = {
  name: 'postpone-refold',
  text: `UPDATE members
         SET refold_reason = $3, refold_failures = refold_failures + 1,
             refold_not_before = $4::timestamptz
               + least(interval '1 hour', interval '2 seconds' * 2 ^ least(refold_failures, 12))
         WHERE program_id = $1 AND member_id = $2 AND refold`,
};

export async function listRefolds(
  client: pg.ClientBase,
  programId: number,
  due: { asOf: Instant; atMost: number },
): Promise<number[]> {
  const values = [programId, new Date(due.asOf), due.atMost];
  const { rows } = await client.query<{ member_id: number }>({ ...LIST, values });
  return rows.map(({ member_id: memberId }) => memberId);
}

export async function flagRefolds(
  client: pg.ClientBase,
  programId: number,
  memberIds: readonly number[],
): Promise<void> {
  await client.query({ ...FLAG, values: [programId, memberIds] });
}

/** 2 s, 4 s, 8 s … 1 h after the failure. */
export async function postponeRefold(
  client: pg.ClientBase,
  programId: number,
  { memberId, reason, asOf }: RefoldFailure,
): Promise<void> {
  await client.query({ ...POSTPONE, values: [programId, memberId, reason, new Date(asOf)] });
}
