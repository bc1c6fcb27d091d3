/** The shop as Shopify described it, and what its owner put away. */
import type pg from 'pg';
import type { AdminShop } from '../../services/ports/admin.ts';
import { inProgram } from './pool.server.ts';

type Of = { readonly programId: number; readonly shopId: number };

/** The shop's row; a shop that was never opened in the admin has neither name nor currency. */
export function readAdminShop(pool: pg.Pool, shop: Of): Promise<AdminShop> {
  return inProgram(pool, shop.programId, async (client) => {
    const { rows } = await client.query<AdminShop>({
      name: 'admin-shop',
      text: `SELECT name, currency, zone, guide @> '{"away": true}' AS "isGuideAway"
             FROM shops WHERE program_id = $1 AND shop_id = $2`,
      values: [shop.programId, shop.shopId],
    });
    return rows[0] ?? { name: null, currency: null, zone: null, isGuideAway: false };
  });
}

export function putGuideAway(pool: pg.Pool, shop: Of): Promise<void> {
  return inProgram(pool, shop.programId, async (client) => {
    await client.query({
      name: 'put-guide-away',
      text: `UPDATE shops SET guide = guide || '{"away": true}'
             WHERE program_id = $1 AND shop_id = $2`,
      values: [shop.programId, shop.shopId],
    });
  });
}
