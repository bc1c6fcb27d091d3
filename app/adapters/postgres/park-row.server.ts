import type pg from 'pg';

// The word that it waits is locked first, as by whoever claims.
const PARK = {
  name: 'park-row',
  text: `UPDATE inbox
         SET status = 'parked', reason = $3, attempts = attempts + 1,
             finished_at = clock_timestamp()
         WHERE program_id = $1 AND status = 'waiting' AND inbox_id = ANY (ARRAY(
           SELECT w.inbox_id FROM inbox i
           CROSS JOIN LATERAL (
             SELECT w.inbox_id FROM inbox_waiting w
             WHERE w.program_id = $1 AND w.received_at = i.received_at AND w.inbox_id = i.inbox_id
             FOR UPDATE) AS w
           WHERE i.program_id = $1 AND i.inbox_id = $2))`,
};

/** Parks a delivery that still waits, its observation kept for a retry; false when it does not. */
export async function parkRow(
  client: pg.ClientBase,
  programId: number,
  { inboxId, reason }: { inboxId: number; reason: string },
): Promise<boolean> {
  const { rowCount } = await client.query({ ...PARK, values: [programId, inboxId, reason] });
  return rowCount === 1;
}
