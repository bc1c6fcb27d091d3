import type { Law } from './law.ts';

export const MEMBERS_HAVE_SHOPS: Law = {
  name: 'members-have-shops',
  broken: 'There are members of a shop that is not there.',
  of: 'program',
  sql: `
    SELECT 'members-have-shops' AS law, NULL::bigint AS member_id, r.member_id::text AS key
    FROM members r
    LEFT JOIN shops s ON s.program_id = $1 AND s.shop_id = r.shop_id
    WHERE r.program_id = $1 AND s.shop_id IS NULL`,
};
