import type { Law } from './law.ts';

export const LOT_IS_MOVEMENTS: Law = {
  name: 'lot-is-movements',
  broken: 'A lot does not hold what its movements put into it.',
  of: 'changed',
  sql: `
    SELECT 'lot-is-movements' AS law, coalesce(l.member_id, v.member_id) AS member_id,
           coalesce(l.lot_id, v.lot_id) AS key
    FROM kept l
    FULL JOIN moved v ON v.member_id = l.member_id AND v.lot_id = l.lot_id
    WHERE coalesce(l.pending, 0) <> coalesce(v.pending, 0)
       OR coalesce(l.available, 0) <> coalesce(v.available, 0)
       OR coalesce(l.held, 0) <> coalesce(v.held, 0)`,
};
