/**
 * The codes of an erased member: each stands on an order at Shopify, which names a person. Of a
 * redemption that ended the code is forgotten; of one that is open it is still to be deleted there,
 * and forgotten with it.
 *
 * In both tables at once: a code of a pool that no redemption holds would count as used without
 * being given out, and be charged to whoever's order carries it (load-rewards.server.ts). One of no
 * pool is none of ours.
 */
import type pg from 'pg';

const FORGET = {
  name: 'forget-codes',
  text: `
    WITH ended AS (
      SELECT redemption_id, code, 'erased:' || redemption_id AS nameless
      FROM redemptions
      WHERE program_id = $1 AND member_id = $2 AND status NOT IN ('open', 'bound')
    ), pooled AS (
      UPDATE codes c SET code = e.nameless
      FROM ended e WHERE c.program_id = $1 AND c.code = e.code
    )
    UPDATE redemptions r SET code = e.nameless
    FROM ended e WHERE r.program_id = $1 AND r.redemption_id = e.redemption_id`,
};

/** Of every redemption of the member that ended; once more changes nothing. */
export async function forgetCodes(
  client: pg.ClientBase,
  programId: number,
  memberId: number,
): Promise<void> {
  await client.query({ ...FORGET, values: [programId, memberId] });
}
