/**
 * A member whose past changed is folded again from scratch, alone, in a transaction of its own:
 * lock the member → read all their orders, decisions and movements → decide what their rewards ask
 * for → fold → post the difference.
 *
 * Why nothing is missed though only the member is locked. A batch that merges into one of these
 * orders holds the order's lock and then wants the member's:
 * - it got the member first: we wait for our lock until it has committed. The orders are read by a
 *   later statement, whose snapshot therefore shows its observation, and the header read under the
 *   lock shows what it posted or flagged;
 * - we got the member first: we read the order as it was, which is also what the batch has read
 *   under the order's lock and calls "before". It resumes from the header we commit, whose
 *   `foldedTo` says up to where we have told time: it appends what is new, or flags the member once
 *   more.
 * An order that moves to or from this member is told to both under both locks, so the same holds.
 *
 * An order that carries a code of this member's may be anybody's. Its batch looks up who holds the
 * code, locks them with the order's owners and always flags them, so the two cases above hold for
 * it too. The look-up itself misses nobody: a code that no redemption had yet is taken out of its
 * pool before, and nobody is handed it afterwards (`take-seen-codes`).
 *
 * Who is one with others is flagged alone, under their own lock, and folded with all of them, whose
 * locks are taken together: the first who is flagged folds the group, and the others find it done.
 *
 * What we decide is never decided again, and only under the member's lock: two refolds of a member
 * come one after the other, and the second finds the decisions of the first. A code given to nobody
 * is locked itself while it is charged, since several members' orders may carry it.
 */
import { foldAgain } from './fold-again.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { DrainNeeds } from './ports/drain.ts';

/**
 * Folds one member again up to `asOf`, with all they are one with; false where someone else already
 * has.
 */
export function refoldMember(
  { books, crypto }: Pick<DrainNeeds, 'books' | 'crypto'>,
  at: { readonly programId: number; readonly memberId: number; readonly asOf: Instant },
): Promise<boolean> {
  return books.inProgram(at.programId, async (open) => {
    const header = await open.lockMember(at.memberId);
    if (!header?.refold) return false;
    await foldAgain(open, header, { asOf: at.asOf, crypto });
    return true;
  });
}
