import type { Law } from './law.ts';

export const EARNED_BY_OWN_ORDER: Law = {
  name: 'earned-by-own-order',
  broken: 'Points were earned with an order that is not there, or is somebody else’s.',
  of: 'changed',
  sql: `
    SELECT 'earned-by-own-order' AS law, l.member_id, l.lot_id AS key
    FROM kept l
    JOIN asked a USING (member_id)
    JOIN people p USING (person)
    LEFT JOIN (
      SELECT b.person, o.order_key::text AS order_key
      FROM asked b
      CROSS JOIN LATERAL (
        SELECT r.order_key FROM orders r
        WHERE r.program_id = $1 AND r.member_id = b.member_id
        OFFSET 0) AS o
    ) own ON own.person = a.person AND own.order_key = split_part(l.lot_id, ':', 2)
    WHERE l.lot_id LIKE 'order:%' AND l.awarded <> 0 AND NOT p.refold AND NOT p.sealed
      AND own.order_key IS NULL`,
};
