import type { Law } from './law.ts';

export const TOLD_NO_MORE_THAN_POSTED: Law = {
  name: 'told-no-more-than-posted',
  broken: 'Shopify was told, or is to be told, of a movement that is not in the books.',
  of: 'members',
  sql: `
    SELECT 'told-no-more-than-posted' AS law, a.member_id, told.kind AS key
    FROM asked a
    CROSS JOIN LATERAL (
      SELECT 'outbox' AS kind, o.seq FROM outbox o
      WHERE o.program_id = $1 AND o.topic = 'member' AND o.key = a.member_id::text
      UNION ALL
      SELECT r.key, r.seq FROM mirrors r
      WHERE r.program_id = $1 AND r.owner = 'member:' || a.member_id
      OFFSET 0) AS told
    WHERE told.seq > a.seq`,
};
