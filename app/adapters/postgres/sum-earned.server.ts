import type pg from 'pg';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { SumEarned } from '../../services/ports/budget.ts';
import { inProgram } from './pool.server.ts';

// What is reversed goes the other way. A month is one stretch of the index on when it was posted,
// and rows lie in about that order.
const SUM = {
  name: 'sum-earned',
  text: `SELECT coalesce(sum(CASE WHEN (kind = 'award') = reversed THEN -points ELSE points END),
                         0)::bigint AS earned
         FROM movements
         WHERE program_id = $1 AND posted_at >= $2 AND posted_at < $3
           AND kind IN ('award', 'claw-back')
           AND at >= (SELECT min(published_at) FROM program_versions WHERE program_id = $1)`,
};

/** Sums what the members of a program earned in a month; one statement. */
export function earnedSum(pool: pg.Pool): SumEarned {
  return (programId, { from, to }) =>
    inProgram(pool, programId, async (client) => {
      const values = [programId, new Date(from), new Date(to)];
      const { rows } = await client.query<{ earned: number }>({ ...SUM, values });
      invariant(rows[0], 'An aggregate without GROUP BY answers one row.');
      return rows[0].earned;
    });
}
