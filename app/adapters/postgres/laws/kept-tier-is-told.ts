import type { Law } from './law.ts';

export const KEPT_TIER_IS_TOLD: Law = {
  name: 'kept-tier-is-told',
  broken: 'What is kept of a tier speaks of another level than the member’s.',
  of: 'members',
  sql: `
    SELECT 'kept-tier-is-told' AS law, member_id, '' AS key
    FROM asked JOIN people p USING (person)
    WHERE NOT p.refold AND tier_memory IS NOT NULL
      AND (root_id IS NOT NULL OR tier_memory->>2 IS DISTINCT FROM tier)`,
};
