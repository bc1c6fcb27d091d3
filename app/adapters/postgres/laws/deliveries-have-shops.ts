import type { Law } from './law.ts';

export const DELIVERIES_HAVE_SHOPS: Law = {
  name: 'deliveries-have-shops',
  broken: 'There are deliveries of a shop that is not there.',
  of: 'program',
  sql: `
    SELECT 'deliveries-have-shops' AS law, NULL::bigint AS member_id, r.inbox_id::text AS key
    FROM inbox r
    LEFT JOIN shops s ON s.program_id = $1 AND s.shop_id = r.shop_id
    WHERE r.program_id = $1 AND s.shop_id IS NULL`,
};
