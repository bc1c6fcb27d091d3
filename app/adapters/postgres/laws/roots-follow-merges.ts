import type { Law } from './law.ts';

export const ROOTS_FOLLOW_MERGES: Law = {
  name: 'roots-follow-merges',
  broken: 'Who has a member’s points is not who they were merged into.',
  of: 'members',
  sql: `
    SELECT 'roots-follow-merges' AS law, a.member_id, '' AS key
    FROM asked a
    LEFT JOIN LATERAL (
      SELECT g.into_member_id FROM merges g
      WHERE g.program_id = $1 AND g.from_member_id = a.member_id AND g.undone_at IS NULL
      OFFSET 0) AS g ON true
    LEFT JOIN LATERAL (
      SELECT m.root_id FROM members m
      WHERE m.program_id = $1 AND m.member_id = g.into_member_id
      OFFSET 0) AS target ON true
    LEFT JOIN (SELECT person, count(*) AS size FROM asked GROUP BY person) s
      ON s.person = a.member_id
    WHERE CASE WHEN g.into_member_id IS NOT NULL
               THEN a.root_id IS NULL OR a.root_id = a.member_id
                    OR a.root_id IS DISTINCT FROM target.root_id
               ELSE a.root_id <> a.member_id OR a.root_id = a.member_id AND s.size = 1 END`,
};
