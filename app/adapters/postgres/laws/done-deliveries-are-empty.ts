import type { Law } from './law.ts';

export const DONE_DELIVERIES_ARE_EMPTY: Law = {
  name: 'done-deliveries-are-empty',
  broken: 'A delivery that is done still holds what it said.',
  of: 'program',
  sql: `
    SELECT 'done-deliveries-are-empty' AS law, NULL::bigint AS member_id, inbox_id::text AS key
    FROM inbox
    WHERE program_id = $1 AND status = 'done' AND (observation IS NOT NULL OR sealed IS NOT NULL)`,
};
