import type { Law } from './law.ts';

export const NOTHING_BELOW_ZERO: Law = {
  name: 'nothing-below-zero',
  broken: 'Waiting, held or awarded points are below zero; only what can be spent may owe.',
  of: 'changed',
  sql: `
    SELECT 'nothing-below-zero' AS law, member_id, lot_id AS key FROM kept
    WHERE pending < 0 OR held < 0 OR awarded < 0`,
};
