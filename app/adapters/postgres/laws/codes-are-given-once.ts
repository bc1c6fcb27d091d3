import type { Law } from './law.ts';

export const CODES_ARE_GIVEN_ONCE: Law = {
  name: 'codes-are-given-once',
  broken: 'One code was given out twice.',
  of: 'members',
  sql: `
    SELECT 'codes-are-given-once' AS law, r.member_id, r.redemption_id::text AS key
    FROM promised r
    CROSS JOIN LATERAL (
      SELECT o.redemption_id FROM redemptions o
      WHERE o.program_id = $1 AND o.code = r.code AND o.redemption_id <> r.redemption_id
      OFFSET 0) AS other`,
};
