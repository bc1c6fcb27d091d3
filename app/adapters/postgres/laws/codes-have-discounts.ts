import type { Law } from './law.ts';

export const CODES_HAVE_DISCOUNTS: Law = {
  name: 'codes-have-discounts',
  broken: 'There are codes of a discount that is not there.',
  of: 'program',
  sql: `
    SELECT 'codes-have-discounts' AS law, NULL::bigint AS member_id, c.discount_key::text AS key
    FROM codes c
    LEFT JOIN reward_discounts d ON d.program_id = $1 AND d.discount_key = c.discount_key
    WHERE c.program_id = $1 AND d.discount_key IS NULL`,
};
