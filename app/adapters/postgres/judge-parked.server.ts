/** Parked deliveries, judged again one at a time under their row's lock. */
import type pg from 'pg';
import type { JudgeParked, ParkedVerdict } from '../../services/ports/ingest.ts';
import { inProgram } from './pool.server.ts';

type Row = { delivery_id: string; topic: string; sealed: Buffer | null };

const LOCK = `SELECT delivery_id, topic, sealed FROM inbox
              WHERE program_id = $1 AND inbox_id = $2 AND status = 'parked'
              FOR UPDATE`;

// The original is kept no longer than it is needed: a delivery that was read gives up its seal.
const RELEASE = `UPDATE inbox
                 SET status = 'waiting', reason = NULL, sealed = NULL, finished_at = NULL,
                     attempts = attempts + 1, observation = coalesce($3::jsonb, observation)
                 WHERE program_id = $1 AND inbox_id = $2`;

const PARK_AGAIN = `UPDATE inbox SET reason = $3, attempts = attempts + 1
                    WHERE program_id = $1 AND inbox_id = $2`;

export function parkedJudge(pool: pg.Pool): JudgeParked {
  return ({ programId, inboxId }, judge) =>
    inProgram(pool, programId, async (client) => {
      const found = await client.query<Row>(LOCK, [programId, inboxId]);
      const row = found.rows[0];
      if (!row) return null;
      const { delivery_id: deliveryId, topic, sealed } = row;
      const verdict = judge({ deliveryId, topic, sealed });
      await client.query(verdict.status === 'waiting' ? RELEASE : PARK_AGAIN, [
        programId,
        inboxId,
        content(verdict),
      ]);
      return verdict;
    });
}

function content(verdict: ParkedVerdict): string | null {
  if (verdict.status === 'parked') return verdict.reason;
  return verdict.observation === 'again' ? null : JSON.stringify(verdict.observation);
}
