/** Where a member's redemptions stand when they ask for another. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { OpenRedemptions } from '../../services/ports/redemption.ts';
import { REDEMPTIONS_OF_GROUP } from './group-of.ts';
import { REDEMPTION_COLUMNS, type RedemptionRow, toRedemption } from './redemption-row.ts';

// One row whatever there is: the sums always, of what waits in all of a group; the redemption under
// the key where there is one.
const READ = {
  name: 'read-standing',
  text: `SELECT ${REDEMPTION_COLUMNS}, r.request_hash, sums.open, sums.last_decision_at
         FROM (SELECT (SELECT count(*)
                       FROM ${REDEMPTIONS_OF_GROUP}
                       WHERE r.status = 'open') AS open,
                      (SELECT d.at FROM decisions d
                       WHERE d.program_id = $1 AND d.member_id = $2
                       ORDER BY d.at DESC LIMIT 1)::timestamptz AS last_decision_at) AS sums
         LEFT JOIN redemptions r
           ON r.program_id = $1 AND r.member_id = $2 AND r.request_key = $3`,
};

type Row = { [column in keyof RedemptionRow]: RedemptionRow[column] } & {
  request_hash: string | null;
  open: number;
  last_decision_at: Instant | null;
};

export async function readStanding(
  client: pg.ClientBase,
  programId: number,
  { memberId, requestKey }: { memberId: number; requestKey: string },
): ReturnType<OpenRedemptions['readStanding']> {
  const values = [programId, memberId, requestKey];
  const { rows } = await client.query<Row>({ ...READ, values });
  const row = rows[0];
  if (!row) return { replay: null, open: 0, lastDecisionAt: null };
  const { open, last_decision_at: lastDecisionAt, request_hash: requestHash } = row;
  const replay = requestHash === null ? null : { ...toRedemption(row), requestHash };
  return { replay, open, lastDecisionAt };
}
