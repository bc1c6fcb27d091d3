import type { Law } from './law.ts';

export const TRANSFERS_CANCEL_OUT: Law = {
  name: 'transfers-cancel-out',
  broken: 'What a member handed on to whom they were merged into did not arrive there.',
  of: 'changed',
  sql: `
    SELECT 'transfers-cancel-out' AS law, a.person AS member_id, v.lot_id AS key
    FROM moved v JOIN asked a USING (member_id) JOIN people p USING (person)
    WHERE NOT p.refold
    GROUP BY a.person, v.lot_id HAVING sum(v.transferred) <> 0`,
};
