/**
 * What waits in a program, for whoever watches over all of them: one statement, bounded like the
 * status page's, asked once an export and never for a request.
 */
import type pg from 'pg';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { Vitals } from '../../services/ports/telemetry.ts';
import { inProgram } from './pool.server.ts';

const COUNT_MAX = 10_000;

const READ = {
  name: 'read-vitals',
  text: `
    WITH waiting AS (
      SELECT FROM inbox_waiting WHERE program_id = $1 LIMIT ${COUNT_MAX}
    ), parked AS (
      SELECT FROM inbox
      WHERE program_id = $1 AND status = 'parked' AND reason IS NOT NULL LIMIT ${COUNT_MAX}
    ), refolds AS MATERIALIZED (
      SELECT refold_failures FROM members WHERE program_id = $1 AND refold LIMIT ${COUNT_MAX}
    ), news AS MATERIALIZED (
      SELECT changed_at FROM outbox WHERE program_id = $1 LIMIT ${COUNT_MAX}
    ), held AS MATERIALIZED (
      SELECT made_at FROM redemptions WHERE program_id = $1 AND status = 'open' LIMIT ${COUNT_MAX}
    ), dead AS (
      SELECT FROM dead_letters WHERE program_id = $1 AND retry_at IS NULL LIMIT ${COUNT_MAX}
    ), ready AS (
      SELECT (SELECT count(*) FROM codes c
              WHERE c.program_id = $1 AND c.discount_key = d.discount_key
                AND c.status = 'ready') AS codes
      FROM reward_discounts d
      WHERE d.program_id = $1 AND d.status = 'live'
    )
    SELECT (SELECT count(*)::int FROM waiting) AS inbox_waiting,
           (SELECT received_at FROM inbox_waiting WHERE program_id = $1
            ORDER BY received_at, inbox_id LIMIT 1) AS oldest_delivery,
           (SELECT count(*)::int FROM parked) AS parked,
           (SELECT count(*)::int FROM refolds) AS refolds_waiting,
           (SELECT count(*)::int FROM refolds WHERE refold_failures > 0) AS refolds_failing,
           (SELECT count(*)::int FROM news) AS outbox_waiting,
           (SELECT min(changed_at) FROM news) AS oldest_news,
           (SELECT count(*)::int FROM dead) AS dead_letters,
           (SELECT count(*)::int FROM chores
            WHERE program_id = $1 AND failures > 0) AS chores_failing,
           (SELECT count(*)::int FROM held) AS redemptions_open,
           (SELECT min(made_at) FROM held) AS oldest_redemption,
           (SELECT min(codes)::int FROM ready) AS pool_lowest`,
};

type Row = Readonly<
  Record<
    | 'inbox_waiting'
    | 'parked'
    | 'refolds_waiting'
    | 'refolds_failing'
    | 'outbox_waiting'
    | 'dead_letters'
    | 'chores_failing'
    | 'redemptions_open',
    number
  > &
    Record<'oldest_delivery' | 'oldest_news' | 'oldest_redemption' | 'pool_lowest', number | null>
>;

export type ProgramVitals = Omit<Vitals, 'queueDepth'>;

/** The program's vitals as of an instant (ms since the epoch). */
export function vitalsReader(pool: pg.Pool) {
  return (programId: number, asOf: number): Promise<ProgramVitals> =>
    inProgram(pool, programId, async (client) => {
      const { rows } = await client.query<Row>({ ...READ, values: [programId] });
      const [row] = rows;
      invariant(row, 'One row is answered for a program.');
      return toVitals(row, asOf);
    });
}

function toVitals(row: Row, asOf: number): ProgramVitals {
  const age = (oldest: number | null): number => (oldest === null ? 0 : Math.max(0, asOf - oldest));
  return {
    inboxWaiting: row.inbox_waiting,
    inboxLagMs: age(row.oldest_delivery),
    parked: row.parked,
    refoldsWaiting: row.refolds_waiting,
    refoldsFailing: row.refolds_failing,
    outboxWaiting: row.outbox_waiting,
    outboxAgeMs: age(row.oldest_news),
    deadLetters: row.dead_letters,
    choresFailing: row.chores_failing,
    redemptionsOpen: row.redemptions_open,
    redemptionAgeMs: age(row.oldest_redemption),
    poolLowest: row.pool_lowest,
  };
}

const PROGRAMS = {
  name: 'programs-to-take-vitals-of',
  text: `SELECT program_id
         FROM programs_at_work($1)
         GROUP BY program_id
         ORDER BY bool_or(oldest_waiting IS NOT NULL OR refolds OR due) DESC, program_id
         LIMIT $2`,
};

/** At most so many programs, those in which something waits first. */
export function programLister(pool: pg.Pool) {
  return async (asOf: number, atMost: number): Promise<number[]> => {
    const values = [new Date(asOf), atMost];
    const { rows } = await pool.query<{ program_id: number }>({ ...PROGRAMS, values });
    return rows.map(({ program_id: programId }) => programId);
  };
}
