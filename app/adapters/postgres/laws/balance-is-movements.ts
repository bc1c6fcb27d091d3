import type { Law } from './law.ts';

export const BALANCE_IS_MOVEMENTS: Law = {
  name: 'balance-is-movements',
  broken: 'A balance is not the sum of the member’s movements.',
  of: 'changed',
  sql: `
    SELECT 'balance-is-movements' AS law, a.member_id, '' AS key
    FROM asked a LEFT JOIN (
      SELECT member_id, sum(pending) AS pending, sum(available) AS available, sum(held) AS held
      FROM moved GROUP BY member_id
    ) v USING (member_id)
    WHERE a.pending <> coalesce(v.pending, 0) OR a.available <> coalesce(v.available, 0)
       OR a.held <> coalesce(v.held, 0)`,
};
