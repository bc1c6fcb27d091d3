/** Takes waiting deliveries. Rows another worker holds are skipped: they are its to finish. */
import type pg from 'pg';
import type { Observation } from '../../contracts/observation.ts';
import type { Claim, ClaimedRow } from '../../services/ports/drain.ts';

type Row = { inbox_id: number; shop_id: number; observation: Observation };

const CLAIM_OLDEST = {
  name: 'claim-oldest',
  text: `SELECT inbox_id, shop_id, observation
         FROM inbox
         WHERE program_id = $1 AND status = 'waiting'
         ORDER BY received_at, inbox_id
         LIMIT $2
         FOR UPDATE SKIP LOCKED`,
};

const CLAIM_NAMED = {
  name: 'claim-named',
  text: `SELECT inbox_id, shop_id, observation
         FROM inbox
         WHERE program_id = $1 AND inbox_id = ANY (ARRAY(SELECT unnest($2::bigint[])))
           AND status = 'waiting'
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
  return rows.map(({ inbox_id: inboxId, shop_id: shopId, observation }) => {
    return { inboxId, shopId, observation };
  });
}
