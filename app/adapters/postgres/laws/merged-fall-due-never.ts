import type { Law } from './law.ts';

export const MERGED_FALL_DUE_NEVER: Law = {
  name: 'merged-fall-due-never',
  broken: 'A member who was merged into another still has a level, or something due.',
  of: 'members',
  sql: `
    SELECT 'merged-fall-due-never' AS law, member_id, '' AS key
    FROM asked JOIN people p USING (person)
    WHERE root_id <> member_id AND NOT p.refold
      AND (tier IS NOT NULL OR next_due_at IS NOT NULL OR next_fact_at IS NOT NULL)`,
};
