import type { Law } from './law.ts';

export const GIVEN_CODES_LEFT_THE_POOL: Law = {
  name: 'given-codes-left-the-pool',
  broken: 'A code that was given out can be given out again.',
  of: 'members',
  sql: `
    SELECT 'given-codes-left-the-pool' AS law, r.member_id, r.redemption_id::text AS key
    FROM promised r
    CROSS JOIN LATERAL (
      SELECT c.status FROM codes c WHERE c.program_id = $1 AND c.code = r.code
      OFFSET 0) AS c
    WHERE c.status IN ('minting', 'ready')`,
};
