import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';

// The key look-ups are spelled as elsewhere: a list of keys the planner cannot count.
const REMOVE = {
  name: 'remove-outdated',
  text: `DELETE FROM inbox
         WHERE program_id = $1 AND inbox_id = ANY (ARRAY(
           SELECT inbox_id FROM inbox
           WHERE program_id = $1 AND received_at < $2::timestamptz - interval '30 days'
             AND status = 'done' AND finished_at < $2::timestamptz - interval '30 days'
           ORDER BY received_at
           LIMIT $3
           FOR UPDATE SKIP LOCKED))`,
};

/** Removes deliveries done for more than thirty days, the longest first; answers how many. */
export async function removeOutdated(
  client: pg.ClientBase,
  programId: number,
  { asOf, atMost }: { asOf: Instant; atMost: number },
): Promise<number> {
  const values = [programId, new Date(asOf), atMost];
  const { rowCount } = await client.query({ ...REMOVE, values });
  return rowCount ?? 0;
}
