/** Codes used though nobody had been given them: a redemption each, of whoever used it. */
import type pg from 'pg';
import type { Redemption, UnissuedWrite } from '../../services/ports/redemption.ts';
import { REDEMPTION_COLUMNS, type RedemptionRow, toRedemption } from './redemption-row.ts';

const ADD = {
  name: 'add-unissued',
  text: `INSERT INTO redemptions AS r (program_id, member_id, shop_id, reward_id, reward_name,
           version, cost, code, status, via, made_at, lapses_at)
         SELECT $1, new.member_id, new.shop_id, new.reward_id, new.reward_name, new.version,
                new.cost, new.code, 'unissued', 'unknown', new.made_at, new.made_at
         FROM json_to_recordset($2) AS new (
           member_id bigint, shop_id bigint, reward_id text, reward_name text, version integer,
           cost bigint, code text, made_at timestamptz)
         RETURNING ${REDEMPTION_COLUMNS}`,
};

export async function addUnissued(
  client: pg.ClientBase,
  programId: number,
  codes: readonly UnissuedWrite[],
): Promise<Redemption[]> {
  const rows = codes.map((one) => ({
    member_id: one.memberId,
    shop_id: one.shopId,
    reward_id: one.rewardId,
    reward_name: one.rewardName,
    version: one.version,
    cost: one.cost,
    code: one.code,
    made_at: new Date(one.madeAt).toISOString(),
  }));
  const values = [programId, JSON.stringify(rows)];
  const added = await client.query<RedemptionRow>({ ...ADD, values });
  return added.rows.map(toRedemption);
}
