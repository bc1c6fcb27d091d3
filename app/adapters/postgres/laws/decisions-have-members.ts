import type { Law } from './law.ts';

export const DECISIONS_HAVE_MEMBERS: Law = {
  name: 'decisions-have-members',
  broken: 'There are decisions of a member who is not there.',
  of: 'range',
  sql: `
    SELECT DISTINCT 'decisions-have-members' AS law, r.member_id, '' AS key
    FROM decisions r
    LEFT JOIN members m ON m.program_id = $1 AND m.member_id = r.member_id
                       AND m.member_id > $2 AND m.member_id <= $3
    WHERE r.program_id = $1 AND r.member_id > $2 AND r.member_id <= $3
      AND m.member_id IS NULL`,
};
