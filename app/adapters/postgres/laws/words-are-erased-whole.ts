import type { Law } from './law.ts';

export const WORDS_ARE_ERASED_WHOLE: Law = {
  name: 'words-are-erased-whole',
  broken:
    'Words of a movement are gone though its member is known, or stay though they were erased.',
  of: 'changed',
  sql: `
    SELECT 'words-are-erased-whole' AS law, v.member_id, v.lot_id AS key
    FROM moved v JOIN asked a USING (member_id)
    WHERE v.half_erased > 0 OR v.erased <> CASE WHEN a.sealed THEN v.lines ELSE 0 END`,
};
