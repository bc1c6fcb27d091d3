import type { Law } from './law.ts';

export const BALANCE_IS_LOTS: Law = {
  name: 'balance-is-lots',
  broken: 'A balance is not the sum of what the member’s lots hold.',
  of: 'changed',
  sql: `
    SELECT 'balance-is-lots' AS law, a.member_id, '' AS key
    FROM asked a LEFT JOIN (
      SELECT member_id, sum(pending) AS pending, sum(available) AS available, sum(held) AS held
      FROM kept GROUP BY member_id
    ) l USING (member_id)
    WHERE a.pending <> coalesce(l.pending, 0) OR a.available <> coalesce(l.available, 0)
       OR a.held <> coalesce(l.held, 0)`,
};
