import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ProgramAtWork } from '../../services/ports/drain.ts';

type Row = {
  program_id: number;
  oldest_waiting: Instant | null;
  refolds: boolean;
  due: boolean;
  outdated: boolean;
};

const READ = {
  name: 'programs-at-work',
  text: `SELECT program_id, min(oldest_waiting) AS oldest_waiting, bool_or(refolds) AS refolds,
                bool_or(due) AS due, bool_or(outdated) AS outdated
         FROM programs_at_work($1)
         WHERE oldest_waiting IS NOT NULL OR refolds OR due OR outdated
         GROUP BY program_id
         ORDER BY oldest_waiting`,
};

/** The programs in which something waits, the longest-waiting first. */
export async function programsAtWork(pool: pg.Pool, asOf: Instant): Promise<ProgramAtWork[]> {
  const { rows } = await pool.query<Row>({ ...READ, values: [new Date(asOf)] });
  return rows.map((row) => ({
    programId: row.program_id,
    oldestWaitingAt: row.oldest_waiting,
    membersWait: row.refolds || row.due,
    hasOutdated: row.outdated,
  }));
}
