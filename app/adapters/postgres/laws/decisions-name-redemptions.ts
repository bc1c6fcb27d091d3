import type { Law } from './law.ts';

export const DECISIONS_NAME_REDEMPTIONS: Law = {
  name: 'decisions-name-redemptions',
  broken: 'A decision is about a reward that the member never had.',
  of: 'changed',
  sql: `
    SELECT 'decisions-name-redemptions' AS law, d.member_id,
           coalesce(d.redemption_id::text, d.kind) AS key
    FROM decided d
    LEFT JOIN promised r ON r.redemption_id = d.redemption_id AND r.person = d.person
    WHERE d.kind IN ('hold', 'settle', 'release', 'charge') AND r.redemption_id IS NULL`,
};
