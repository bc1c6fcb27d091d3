import type { Law } from './law.ts';

export const CORRECTIONS_LOOK_BACK: Law = {
  name: 'corrections-look-back',
  broken: 'A correction does not name an earlier movement.',
  of: 'changed',
  sql: `
    SELECT 'corrections-look-back' AS law, member_id, lot_id AS key FROM moved WHERE misnamed`,
};
