/** A member folded from scratch: the difference to what was posted is written down. */
import type { Book } from '../domain/identity/part-books.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Lot } from '../domain/ledger/lot.ts';
import { postDifference } from '../domain/ledger/post-difference.ts';
import type { ChainCrypto, MemberHeader, OpenBooks, WholeMember } from './ports/drain.ts';
import { checkLawTwo, postMovements, sumOfLots } from './post-movements.ts';

/** What of the header time and facts say; the rest follows from what is posted. */
export type ToldOfMember = Pick<MemberHeader, 'foldedTo' | 'nextDueAt' | 'nextFactAt' | 'tier'>;

/** Posts what a book ought to say; the header after it. */
export async function postBook(
  open: OpenBooks,
  header: MemberHeader,
  at: {
    readonly known: Pick<WholeMember, 'lots' | 'posted'>;
    readonly book: Book;
    readonly told: ToldOfMember;
    readonly asOf: Instant;
    readonly crypto: ChainCrypto;
  },
): Promise<MemberHeader> {
  const { known, book } = at;
  const postings = postDifference(known.posted, book.movements);
  const { header: posted, links } = postMovements(header, postings, at.crypto);
  checkLawTwo(
    { before: header, after: posted },
    { before: sumOfLots(known.lots), after: sumOfLots(book.lots.values()) },
  );
  const { memberId } = header;
  const after = { ...posted, ...at.told, refold: false };
  const knownById = new Map(known.lots.map((lot) => [lot.id, lot]));
  await open.writeRefold(
    {
      asOf: at.asOf,
      doneInboxIds: [],
      orders: [],
      orderCodes: [],
      members: [after],
      postings: links,
      lots: [...book.lots.values()]
        .filter((lot) => !isSameLot(lot, knownById.get(lot.id)))
        .map((lot) => ({ memberId, lot })),
    },
    known.lots.map(({ id }) => id).filter((id) => !book.lots.has(id)),
  );
  return after;
}

function isSameLot(a: Lot, b: Lot | undefined): boolean {
  return (
    b !== undefined &&
    a.label === b.label &&
    a.version === b.version &&
    a.earnedAt === b.earnedAt &&
    a.maturesAt === b.maturesAt &&
    a.expiresAt === b.expiresAt &&
    a.awarded === b.awarded &&
    a.pending === b.pending &&
    a.available === b.available &&
    a.held === b.held
  );
}
