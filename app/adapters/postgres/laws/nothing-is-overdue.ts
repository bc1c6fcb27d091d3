import type { Law } from './law.ts';

export const NOTHING_IS_OVERDUE: Law = {
  name: 'nothing-is-overdue',
  broken: 'Points wait or end at an instant for which nobody will look.',
  of: 'changed',
  sql: `
    SELECT 'nothing-is-overdue' AS law, a.member_id, l.lot_id AS key
    FROM kept l JOIN asked a USING (member_id)
    WHERE NOT a.refold AND NOT a.sealed
      AND (l.pending <> 0 AND l.matures_at < coalesce(a.next_due_at, 'infinity')
           OR l.available > 0 AND l.expires_at < coalesce(a.next_due_at, 'infinity'))`,
};
