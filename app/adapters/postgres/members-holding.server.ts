import type pg from 'pg';
import type { ShopName } from '../../services/ports/intake.ts';

/** Members whose points are held for a reward: of the whole shop, or whether the one named is. */
export async function membersHolding(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
  memberId: number | null,
): Promise<number[]> {
  const { rows } = await client.query<{ member_id: number }>(
    `SELECT DISTINCT r.member_id FROM redemptions r
     JOIN members m ON m.program_id = r.program_id AND m.member_id = r.member_id
     WHERE r.program_id = $1 AND r.shop_id = $2 AND r.status IN ('open', 'bound')
       AND m.sealed_at IS NULL AND ($3::bigint IS NULL OR r.member_id = $3)
     ORDER BY 1`,
    [programId, shopId, memberId],
  );
  return rows.map(({ member_id }) => member_id);
}
