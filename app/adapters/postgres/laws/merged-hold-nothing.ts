import type { Law } from './law.ts';

export const MERGED_HOLD_NOTHING: Law = {
  name: 'merged-hold-nothing',
  broken: 'A member who was merged into another still has points.',
  of: 'changed',
  sql: `
    SELECT 'merged-hold-nothing' AS law, a.member_id, l.lot_id AS key
    FROM kept l JOIN asked a USING (member_id) JOIN people p USING (person)
    WHERE a.root_id <> a.member_id AND NOT p.refold
      AND (l.pending <> 0 OR l.available <> 0 OR l.held <> 0 OR l.awarded <> 0)`,
};
