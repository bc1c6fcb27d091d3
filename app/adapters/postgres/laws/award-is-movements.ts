import type { Law } from './law.ts';

export const AWARD_IS_MOVEMENTS: Law = {
  name: 'award-is-movements',
  broken: 'What a lot was awarded is not what its movements awarded.',
  of: 'changed',
  sql: `
    SELECT 'award-is-movements' AS law, coalesce(l.person, v.person) AS member_id,
           coalesce(l.lot_id, v.lot_id) AS key
    FROM (
      SELECT a.person, k.lot_id, sum(k.awarded) AS awarded
      FROM kept k JOIN asked a USING (member_id) JOIN people p USING (person)
      WHERE a.root_id IS NULL OR NOT p.refold GROUP BY 1, 2
    ) l
    FULL JOIN (
      SELECT a.person, m.lot_id, sum(m.awarded) AS awarded
      FROM moved m JOIN asked a USING (member_id) JOIN people p USING (person)
      WHERE a.root_id IS NULL OR NOT p.refold GROUP BY 1, 2
    ) v ON v.person = l.person AND v.lot_id = l.lot_id
    WHERE coalesce(l.awarded, 0) <> coalesce(v.awarded, 0)`,
};
