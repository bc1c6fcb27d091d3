import type { Law } from './law.ts';

export const NUMBERS_WITHOUT_GAP: Law = {
  name: 'numbers-without-gap',
  broken: 'A member’s movements are not numbered one after another up to the newest.',
  of: 'changed',
  sql: `
    SELECT 'numbers-without-gap' AS law, a.member_id, '' AS key
    FROM asked a LEFT JOIN (
      SELECT member_id, sum(lines) AS lines, max(newest) AS newest FROM moved GROUP BY member_id
    ) v USING (member_id)
    WHERE a.seq <> coalesce(v.lines, 0) OR a.seq <> coalesce(v.newest, 0)`,
};
