import type { Law } from './law.ts';

export const ERASED_KEEP_NO_NAME: Law = {
  name: 'erased-keep-no-name',
  broken: 'Something still leads from an erased member to a person.',
  of: 'members',
  sql: `
    SELECT 'erased-keep-no-name' AS law, a.member_id, left_over.what AS key
    FROM asked a
    CROSS JOIN LATERAL (
      SELECT 'customer' AS what WHERE a.customer_id IS NOT NULL
      UNION ALL
      SELECT 'state' WHERE a.tier IS NOT NULL OR a.tier_memory IS NOT NULL OR a.refold
                        OR a.next_due_at IS NOT NULL OR a.next_fact_at IS NOT NULL
      UNION ALL
      SELECT 'order ' || o.order_key FROM orders o
      WHERE o.program_id = $1 AND o.member_id = a.member_id
      UNION ALL
      SELECT 'mirror ' || r.key FROM mirrors r
      WHERE r.program_id = $1 AND r.owner = 'member:' || a.member_id
      UNION ALL
      SELECT 'outbox' FROM outbox o
      WHERE o.program_id = $1 AND o.topic = 'member' AND o.key = a.member_id::text
      UNION ALL
      SELECT 'dead letter' FROM dead_letters d
      WHERE d.program_id = $1 AND d.topic = 'member' AND d.key = a.member_id::text
      UNION ALL
      SELECT 'request ' || r.redemption_id FROM redemptions r
      WHERE r.program_id = $1 AND r.member_id = a.member_id AND r.request_key IS NOT NULL
      OFFSET 0) AS left_over
    WHERE a.sealed`,
};
