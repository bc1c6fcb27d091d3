import type { Law } from './law.ts';

export const MOVEMENTS_HAVE_MEMBERS: Law = {
  name: 'movements-have-members',
  broken: 'There are movements of a member who is not there.',
  of: 'range',
  sql: `
    -- From one member of the index to the next, past all their movements.
    WITH RECURSIVE seen AS (
      (SELECT v.member_id FROM movements v
       WHERE v.program_id = $1 AND v.member_id > $2 AND v.member_id <= $3
       ORDER BY v.member_id LIMIT 1)
      UNION ALL
      SELECT (SELECT v.member_id FROM movements v
              WHERE v.program_id = $1 AND v.member_id > seen.member_id AND v.member_id <= $3
              ORDER BY v.member_id LIMIT 1)
      FROM seen WHERE seen.member_id IS NOT NULL
    )
    SELECT 'movements-have-members' AS law, seen.member_id, '' AS key
    FROM seen
    LEFT JOIN members m ON m.program_id = $1 AND m.member_id = seen.member_id
                       AND m.member_id > $2 AND m.member_id <= $3
    WHERE seen.member_id IS NOT NULL AND m.member_id IS NULL`,
};
