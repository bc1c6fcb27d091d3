import type { Law } from './law.ts';

export const REDEMPTION_IS_HELD: Law = {
  name: 'redemption-is-held',
  broken: 'A reward in hand has no points held for it, or one that ended still has.',
  of: 'changed',
  sql: `
    SELECT 'redemption-is-held' AS law, r.member_id, r.redemption_id::text AS key
    FROM promised r
    JOIN people p USING (person)
    LEFT JOIN (
      SELECT a.person, v.cause, sum(CASE v.to_account WHEN 'held' THEN v.points ELSE -v.points END)
               AS held
      FROM (SELECT DISTINCT person FROM promised) w
      JOIN asked a USING (person)
      CROSS JOIN LATERAL (
        SELECT * FROM movements m WHERE m.program_id = $1 AND m.member_id = a.member_id
        OFFSET 0) AS v
      WHERE v.to_account = 'held' OR v.from_account = 'held'
      GROUP BY a.person, v.cause
    ) h ON h.person = r.person AND h.cause = 'redemption:' || r.redemption_id
    WHERE NOT p.refold AND NOT p.sealed
      AND coalesce(h.held, 0) <> CASE WHEN r.status IN ('open', 'bound') THEN r.cost ELSE 0 END`,
};
