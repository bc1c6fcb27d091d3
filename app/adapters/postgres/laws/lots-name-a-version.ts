import type { Law } from './law.ts';

export const LOTS_NAME_A_VERSION: Law = {
  name: 'lots-name-a-version',
  broken: 'A lot was earned under a version that was never published.',
  of: 'members',
  sql: `
    SELECT 'lots-name-a-version' AS law, l.member_id, l.lot_id AS key
    FROM kept l
    LEFT JOIN (SELECT version FROM program_versions WHERE program_id = $1) AS p USING (version)
    WHERE p.version IS NULL AND l.version <> 0`,
};
