/** Takes waiting deliveries. Rows another worker holds are skipped: they are its to finish. */
import type pg from 'pg';
import type { Observation } from '../../contracts/observation.ts';
import type { Claim, ClaimedRow } from '../../services/ports/drain.ts';

type Row = {
  inbox_id: number;
  shop_id: number;
  delivery_id: string;
  observation: Observation;
  guarded: boolean;
};

// Asked once a statement, not once a row, and answered by the first entry of an index.
const GUARDED = 'EXISTS (SELECT FROM tombstones t WHERE t.program_id = $1) AS guarded';
// What is locked is the word that a delivery waits, not the delivery: see docs/decisions/0017.
// Notices are applied by themselves, before the orders. (Why LATERAL … OFFSET 0: see
// pool.server.ts.)
const CLAIM_OLDEST = {
  name: 'claim-oldest',
  text: `SELECT i.inbox_id, i.shop_id, i.delivery_id, i.observation, ${GUARDED}
         FROM (
           SELECT w.inbox_id FROM inbox_waiting w
           WHERE w.program_id = $1 AND NOT w.is_notice
           ORDER BY w.received_at, w.inbox_id
           LIMIT $2
           FOR UPDATE SKIP LOCKED) AS waiting
         CROSS JOIN LATERAL (
           SELECT * FROM inbox one
           WHERE one.program_id = $1 AND one.inbox_id = waiting.inbox_id
           OFFSET 0) AS i`,
};

const CLAIM_NAMED = {
  name: 'claim-named',
  text: `SELECT i.inbox_id, i.shop_id, i.delivery_id, i.observation, ${GUARDED}
         FROM unnest($2::bigint[]) AS named (inbox_id)
         CROSS JOIN LATERAL (
           SELECT * FROM inbox one
           WHERE one.program_id = $1 AND one.inbox_id = named.inbox_id
           OFFSET 0) AS i
         CROSS JOIN LATERAL (
           SELECT FROM inbox_waiting w
           WHERE w.program_id = $1 AND w.received_at = i.received_at AND w.inbox_id = i.inbox_id
             AND NOT w.is_notice
           FOR UPDATE SKIP LOCKED) AS waiting`,
};

export async function claimInbox(
  client: pg.ClientBase,
  programId: number,
  claim: Claim,
): Promise<ClaimedRow[]> {
  const query =
    'atMost' in claim
      ? { ...CLAIM_OLDEST, values: [programId, claim.atMost] }
      : { ...CLAIM_NAMED, values: [programId, claim.inboxIds] };
  const { rows } = await client.query<Row>(query);
  return rows.map(({ guarded, observation, ...row }) => {
    const { inbox_id: inboxId, shop_id: shopId, delivery_id: deliveryId } = row;
    return { inboxId, shopId, deliveryId, observation, ...(guarded ? { guarded } : {}) };
  });
}
