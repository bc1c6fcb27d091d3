/**
 * Members for whom time has come. Those another transaction holds are skipped and found next time,
 * so that this never waits for a lock while it holds others.
 */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { MemberHeader } from '../../services/ports/drain.ts';
import { HEADER_COLUMNS, type HeaderRow, toHeader } from './member-header.ts';

const LOCK = {
  name: 'lock-due-members',
  text: `SELECT ${HEADER_COLUMNS}
         FROM members m
         WHERE m.program_id = $1 AND NOT m.refold AND m.sealed_at IS NULL
           AND least(m.next_due_at, m.next_fact_at) <= $2
         ORDER BY least(m.next_due_at, m.next_fact_at)
         LIMIT $3
         FOR UPDATE SKIP LOCKED`,
};

export async function lockDueMembers(
  client: pg.ClientBase,
  programId: number,
  due: { asOf: Instant; atMost: number },
): Promise<MemberHeader[]> {
  const values = [programId, new Date(due.asOf), due.atMost];
  const { rows } = await client.query<HeaderRow>({ ...LOCK, values });
  return rows.map(toHeader);
}
