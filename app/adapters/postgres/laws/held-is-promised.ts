import type { Law } from './law.ts';

export const HELD_IS_PROMISED: Law = {
  name: 'held-is-promised',
  broken: 'What is held is not what the member’s rewards in hand cost.',
  of: 'changed',
  sql: `
    SELECT 'held-is-promised' AS law, p.person AS member_id, '' AS key
    FROM people p LEFT JOIN (
      SELECT person, sum(cost) AS cost FROM promised WHERE status IN ('open', 'bound')
      GROUP BY person
    ) r USING (person)
    WHERE p.held <> coalesce(r.cost, 0) AND NOT p.refold AND NOT p.sealed`,
};
