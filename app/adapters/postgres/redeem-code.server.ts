/**
 * A code leaves its pool, and with it a redemption and the hold are written. What another
 * transaction has its hand on is passed over, so that nobody waits for a code.
 */
import type pg from 'pg';
import type { NewRedemption, Redemption } from '../../services/ports/redemption.ts';
import { REDEMPTION_COLUMNS, type RedemptionRow, toRedemption } from './redemption-row.ts';

const REDEEM = {
  name: 'redeem-code',
  text: `
    WITH taken AS (
      UPDATE codes
      SET status = 'taken', changed_at = clock_timestamp()
      WHERE program_id = $1 AND code = (
        SELECT c.code FROM codes c
        WHERE c.program_id = $1 AND c.status = 'ready' AND c.discount_key = (
          SELECT d.discount_key FROM reward_discounts d
          WHERE d.program_id = $1 AND d.shop_id = $2 AND d.reward_id = $3 AND d.fingerprint = $4
            AND d.status = 'live' AND d.ends_at > $5)
        ORDER BY c.code
        LIMIT 1
        FOR UPDATE SKIP LOCKED)
      RETURNING code
    ), redeemed AS (
      INSERT INTO redemptions AS r (program_id, member_id, shop_id, reward_id, reward_name, version,
        cost, code, status, request_key, request_hash, via, made_at, lapses_at, choice_id)
      SELECT $1, $6, $2, $3, $7, $8, $9, taken.code, 'open', $10, $11, $12, $13, $5, $15
      FROM taken
      RETURNING ${REDEMPTION_COLUMNS}
    ), decided AS (
      INSERT INTO decisions (program_id, member_id, at, kind, redemption_id, content)
      SELECT $1, $6, $13, 'hold', redeemed.redemption_id, $14
      FROM redeemed
    )
    SELECT * FROM redeemed`,
};

/** Null where no code of the choice is ready that outlives the redemption. */
export async function redeemCode(
  client: pg.ClientBase,
  programId: number,
  one: NewRedemption,
): Promise<Redemption | null> {
  const { rewardId, rewardName, version, takes } = one;
  const { rows } = await client.query<RedemptionRow>({
    ...REDEEM,
    values: [
      programId,
      one.shopId,
      rewardId,
      one.fingerprint,
      new Date(one.lapsesAt),
      one.memberId,
      rewardName,
      version,
      one.cost,
      one.requestKey,
      one.requestHash,
      one.via,
      new Date(one.madeAt),
      JSON.stringify({ rewardId, rewardName, version, takes }),
      one.choiceId === rewardId ? null : one.choiceId,
    ],
  });
  return rows[0] ? toRedemption(rows[0]) : null;
}
