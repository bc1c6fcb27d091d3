import type { Law } from './law.ts';

export const GIFTS_ARE_DECIDED: Law = {
  name: 'gifts-are-decided',
  broken: 'Points were given, brought or reached a level without a decision to do so.',
  of: 'changed',
  sql: `
    SELECT 'gifts-are-decided' AS law, l.member_id, l.lot_id AS key
    FROM kept l
    JOIN asked a USING (member_id)
    JOIN people p USING (person)
    LEFT JOIN (
      SELECT DISTINCT person, kind || ':' || coalesce(id, level_id) AS gift
      FROM decided WHERE kind IN ('entry', 'import', 'adjust')
    ) d ON d.person = a.person AND d.gift = l.lot_id
    WHERE l.lot_id ~ '^(entry|import|adjust):' AND d.gift IS NULL AND NOT p.refold
      AND (l.awarded <> 0 OR l.lot_id LIKE 'adjust:%')`,
};
