import type { Law } from './law.ts';

export const TAKEN_CODES_HAVE_TAKERS: Law = {
  name: 'taken-codes-have-takers',
  broken: 'A code left its pool, and neither a member nor an order has it.',
  of: 'program',
  sql: `
    -- Of somebody erased nothing is left that a code could be matched with.
    SELECT 'taken-codes-have-takers' AS law, NULL::bigint AS member_id,
           c.discount_key::text AS key
    FROM codes c
    LEFT JOIN redemptions r ON r.program_id = $1 AND r.code = c.code
    LEFT JOIN order_codes o ON o.program_id = $1 AND o.code = c.code
    WHERE c.program_id = $1 AND c.status = 'taken' AND r.code IS NULL AND o.code IS NULL
      AND NOT EXISTS (SELECT FROM tombstones t WHERE t.program_id = $1)`,
};
