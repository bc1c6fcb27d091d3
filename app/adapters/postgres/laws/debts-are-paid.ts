import type { Law } from './law.ts';

export const DEBTS_ARE_PAID: Law = {
  name: 'debts-are-paid',
  broken: 'A lot owes points while another of the member’s lots could pay.',
  of: 'changed',
  sql: `
    SELECT 'debts-are-paid' AS law, a.member_id, '' AS key
    FROM asked a
    JOIN people p USING (person)
    JOIN (SELECT member_id, min(available) AS least, max(available) AS most
          FROM kept GROUP BY member_id) l USING (member_id)
    WHERE l.least < 0 AND l.most > 0 AND NOT p.refold`,
};
