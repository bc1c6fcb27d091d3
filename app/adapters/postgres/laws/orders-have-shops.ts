import type { Law } from './law.ts';

export const ORDERS_HAVE_SHOPS: Law = {
  name: 'orders-have-shops',
  broken: 'There are orders of a shop that is not there.',
  of: 'program',
  sql: `
    SELECT 'orders-have-shops' AS law, NULL::bigint AS member_id, r.order_key::text AS key
    FROM orders r
    LEFT JOIN shops s ON s.program_id = $1 AND s.shop_id = r.shop_id
    WHERE r.program_id = $1 AND s.shop_id IS NULL`,
};
