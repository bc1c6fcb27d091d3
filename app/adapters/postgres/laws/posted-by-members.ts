import type { Law } from './law.ts';

export const POSTED_BY_MEMBERS: Law = {
  name: 'posted-by-members',
  broken: 'Movements were posted for a member who is not there.',
  of: 'changed',
  sql: `
    SELECT 'posted-by-members' AS law, one.member_id, '' AS key
    FROM unnest($2::bigint[]) AS one (member_id) LEFT JOIN asked a USING (member_id)
    WHERE a.member_id IS NULL`,
};
