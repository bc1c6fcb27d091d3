import type { Law } from './law.ts';

export const REDEMPTION_IS_DECIDED: Law = {
  name: 'redemption-is-decided',
  broken: 'A reward ended, or is in hand, and no decision of ours says so.',
  of: 'changed',
  sql: `
    SELECT 'redemption-is-decided' AS law, r.member_id, r.redemption_id::text AS key
    FROM promised r
    JOIN people p USING (person)
    LEFT JOIN (
      SELECT redemption_id, bool_or(kind = 'hold') AS hold, bool_or(kind = 'settle') AS settle,
             bool_or(kind = 'release') AS release
      FROM decided WHERE redemption_id IS NOT NULL GROUP BY redemption_id
    ) d ON d.redemption_id = r.redemption_id
    WHERE NOT p.refold AND NOT p.sealed AND CASE r.status
      WHEN 'settled' THEN NOT coalesce(d.hold AND d.settle AND NOT d.release, false)
      WHEN 'released' THEN NOT coalesce(d.hold AND d.release AND NOT d.settle, false)
      WHEN 'unissued' THEN coalesce(d.hold OR d.settle OR d.release, false)
      ELSE NOT coalesce(d.hold AND NOT d.settle AND NOT d.release, false) END`,
};
