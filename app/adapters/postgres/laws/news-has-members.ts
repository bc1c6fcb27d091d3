import type { Law } from './law.ts';

export const NEWS_HAS_MEMBERS: Law = {
  name: 'news-has-members',
  broken: 'Shopify is to be told of a member who is not there.',
  of: 'program',
  sql: `
    SELECT 'news-has-members' AS law, NULL::bigint AS member_id, o.key
    FROM outbox o
    LEFT JOIN members m ON m.program_id = $1 AND m.member_id::text = o.key
    WHERE o.program_id = $1 AND o.topic = 'member' AND m.member_id IS NULL
    UNION ALL
    SELECT 'news-has-members', NULL::bigint, d.key
    FROM dead_letters d
    LEFT JOIN members m ON m.program_id = $1 AND m.member_id::text = d.key
    WHERE d.program_id = $1 AND d.topic = 'member' AND m.member_id IS NULL`,
};
