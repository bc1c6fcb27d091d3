import type pg from 'pg';

const PARK = {
  name: 'park-row',
  text: `UPDATE inbox
         SET status = 'parked', reason = $3, attempts = attempts + 1,
             finished_at = clock_timestamp()
         WHERE program_id = $1 AND inbox_id = $2 AND status = 'waiting'`,
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
