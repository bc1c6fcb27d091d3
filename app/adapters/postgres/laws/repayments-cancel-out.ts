import type { Law } from './law.ts';

export const REPAYMENTS_CANCEL_OUT: Law = {
  name: 'repayments-cancel-out',
  broken: 'What one lot paid for another’s debt did not arrive there.',
  of: 'changed',
  sql: `
    SELECT 'repayments-cancel-out' AS law, a.person AS member_id, '' AS key
    FROM moved v JOIN asked a USING (member_id) JOIN people p USING (person)
    WHERE NOT p.refold
    GROUP BY a.person HAVING sum(v.repaid) <> 0`,
};
