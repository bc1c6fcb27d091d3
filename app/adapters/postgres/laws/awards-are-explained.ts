import type { Law } from './law.ts';

export const AWARDS_ARE_EXPLAINED: Law = {
  name: 'awards-are-explained',
  broken: 'An award or claw-back does not say which fact and which rule it is of.',
  of: 'changed',
  sql: `
    SELECT 'awards-are-explained' AS law, member_id, lot_id AS key FROM moved WHERE unexplained`,
};
