/** Takes waiting deliveries. Rows another worker holds are skipped: they are its to finish. */
import type pg from 'pg';
import type { Observation } from '../../contracts/observation.ts';
import type { Claim, ClaimedRow } from '../../services/ports/drain.ts';

type Row = { inbox_id: number; shop_id: number; observation: Observation; guarded: boolean };

// Asked once a statement, not once a row, and answered by the first entry of an index.
const GUARDED = 'EXISTS (SELECT FROM tombstones t WHERE t.program_id = $1) AS guarded';
// Notices (contracts/webhook-topics.ts) are applied by themselves, before the orders.
const SPEAKS_OF_ORDERS = `topic NOT IN ('app/uninstalled', 'app/scopes_update', 'shop/update',
             'bulk_operations/finish', 'customers/data_request', 'customers/redact',
             'customers/merge', 'customers/create', 'customers/update', 'shop/redact')`;

const CLAIM_OLDEST = {
  name: 'claim-oldest',
  text: `SELECT inbox_id, shop_id, observation, ${GUARDED}
         FROM inbox
         WHERE program_id = $1 AND status = 'waiting' AND ${SPEAKS_OF_ORDERS}
         ORDER BY received_at, inbox_id
         LIMIT $2
         FOR UPDATE SKIP LOCKED`,
};

const CLAIM_NAMED = {
  name: 'claim-named',
  text: `SELECT inbox_id, shop_id, observation, ${GUARDED}
         FROM inbox
         WHERE program_id = $1 AND inbox_id = ANY (ARRAY(SELECT unnest($2::bigint[])))
           AND status = 'waiting' AND ${SPEAKS_OF_ORDERS}
         ORDER BY inbox_id
         FOR UPDATE SKIP LOCKED`,
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
  return rows.map(({ inbox_id: inboxId, shop_id: shopId, observation, guarded }) => {
    return { inboxId, shopId, observation, ...(guarded ? { guarded } : {}) };
  });
}
