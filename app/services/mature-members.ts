/**
 * Time alone moves points too: members for whom something has come due are resumed with no news.
 * One for whom a fact stamped in the future has come is folded again, as any late fact asks for.
 */
import type { Instant } from '../domain/kernel/instant.ts';
import type { DrainNeeds } from './ports/drain.ts';
import { needsRefold, resumeMembers } from './resume-members.ts';

/**
 * Matures a batch of due members and answers how many they were. A batch that fails because of one
 * of them is flagged whole: folded again, each stands alone. Throws only what is transient.
 */
export async function matureMembers(
  { books, crypto, log }: Pick<DrainNeeds, 'books' | 'crypto' | 'log'>,
  due: { readonly programId: number; readonly asOf: Instant; readonly atMost: number },
): Promise<number> {
  let memberIds: number[] = [];
  try {
    return await books.inProgram(due.programId, async (open) => {
      const headers = await open.lockDueMembers(due);
      memberIds = headers.map(({ memberId }) => memberId);
      if (headers.length === 0) return 0;
      const news = headers.map((header) => {
        return { header, orders: [], lotIds: [], refold: needsRefold(header, due.asOf) };
      });
      const at = { asOf: due.asOf, books: open };
      const told = await resumeMembers(news, await open.readVersions(), at, crypto);
      await open.writeBatch({
        asOf: due.asOf,
        doneInboxIds: [],
        orders: [],
        orderCodes: [],
        ...told,
      });
      return headers.length;
    });
  } catch (error) {
    if (books.isTransient(error) || memberIds.length === 0) throw error;
    log.error(
      { programId: due.programId, members: memberIds.length, err: error },
      'Maturing failed.',
    );
    await books.flagRefolds(due.programId, memberIds);
    return memberIds.length;
  }
}
