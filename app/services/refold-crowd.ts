/**
 * Many members folded again in one transaction. Under rules that remember more than lots say, every
 * order asks for it, and a version published asks for it of everybody: one by one each would cost
 * ten statements and a commit, together they cost as many for all of them.
 *
 * Only members who are alone, small and without rewards; the others are folded one by one
 * (`refold-member`, whose reasons why nothing is missed hold for each of a crowd: the locks come
 * first, and what is read comes by later statements). Nobody is waited for, so that a crowd, which
 * holds many locks, is never part of a circle.
 */
import { foldWhole, type FoldedWhole, writeDecided } from './fold-again.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { DrainNeeds } from './ports/drain.ts';
import { writeBooks } from './post-book.ts';

/** What keeps a crowd's transaction short: nobody in it has more than so many of either. */
const MOVEMENTS_MAX = 300;
const ORDERS_MAX = 100;

const NO_REWARDS = { redemptions: [], carriers: [] };

/**
 * Folds those of the members again who may be folded together, up to `asOf`, and answers who they
 * were. Throws, having done nothing.
 */
export function refoldCrowd(
  { books, crypto }: Pick<DrainNeeds, 'books' | 'crypto'>,
  of: {
    readonly programId: number;
    readonly memberIds: readonly number[];
    readonly asOf: Instant;
  },
): Promise<number[]> {
  return books.inProgram(of.programId, async (open) => {
    const { memberIds, asOf } = of;
    const headers = await open.lockCrowd({ memberIds, movementsMax: MOVEMENTS_MAX });
    if (headers.length === 0) return [];
    const locked = headers.map(({ memberId }) => memberId);
    const crowd = await open.loadCrowd({ memberIds: locked, ordersMax: ORDERS_MAX });
    const versions = await open.readVersions();
    const folded: FoldedWhole[] = [];
    for (const header of headers) {
      const known = crowd.get(header.memberId);
      if (!known) continue;
      const all = { known, rewards: NO_REWARDS, versions };
      folded.push(foldWhole(header, all, { asOf, crypto }));
    }
    if (folded.length === 0) return [];
    await writeBooks(
      open,
      folded.map(({ book }) => book),
      asOf,
    );
    for (const { book, decided } of folded) {
      await writeDecided(open, book.header.memberId, decided);
    }
    return folded.map(({ book }) => book.header.memberId);
  });
}
