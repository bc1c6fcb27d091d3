import type { Law } from './law.ts';

export const KNOWN_MOVES: Law = {
  name: 'known-moves',
  broken: 'A movement takes points from where nothing may take them to where it went.',
  of: 'changed',
  sql: `
    SELECT 'known-moves' AS law, member_id, lot_id AS key FROM moved WHERE strange`,
};
