/**
 * A law of the books: a question whose every answer is something wrong. It answers rows of
 * `law, member_id, key`; ids of ours and nothing else, so that what is found can be kept and shown.
 */
import type { AskedOf, LawNamed } from '../../../services/ports/audit.ts';

/**
 * Of members (`changed`, `members`) a law asks over the tables of `books-asked`, given program `$1`
 * and member ids `$2`; of a `range` given program `$1`, above `$2` and up to `$3`.
 */
export type Law = LawNamed & { readonly of: AskedOf; readonly sql: string };
