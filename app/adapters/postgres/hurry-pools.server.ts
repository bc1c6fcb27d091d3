import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ShopRef } from '../../services/ports/shopify.ts';
import { inProgram } from './pool.server.ts';

// Counting stops at the low water (services/pool-size): the rest of a full pool is not read.
const HURRY = {
  name: 'hurry-pools',
  text: `
    INSERT INTO chores AS c (program_id, shop_id, kind, due_at)
    SELECT $1, $2, 'pool', $3
    WHERE EXISTS (
      SELECT FROM reward_discounts d
      WHERE d.program_id = $1 AND d.shop_id = $2 AND d.status = 'live'
        AND d.pool_size / 3 > (SELECT count(*) FROM (
              SELECT FROM codes k
              WHERE k.program_id = $1 AND k.discount_key = d.discount_key AND k.status = 'ready'
              LIMIT d.pool_size / 3) AS few))
    ON CONFLICT (program_id, shop_id, kind) DO UPDATE
    SET due_at = least(c.due_at, excluded.due_at)`,
};

/**
 * Has the shop's pools looked at now where one has fewer ready codes than its low water; to be
 * called after a redemption. Nothing is lost where it fails: they are looked at each hour anyway.
 */
export function hurryPools(pool: pg.Pool) {
  return (shop: Pick<ShopRef, 'programId' | 'shopId'>, asOf: Instant): Promise<void> =>
    inProgram(pool, shop.programId, async (client) => {
      const values = [shop.programId, shop.shopId, new Date(asOf)];
      await client.query({ ...HURRY, values });
    });
}
