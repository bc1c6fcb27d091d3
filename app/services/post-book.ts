/** Members folded from scratch: the difference to what was posted is written down. */
import type { Book } from '../domain/identity/part-books.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Lot } from '../domain/ledger/lot.ts';
import { postDifference } from '../domain/ledger/post-difference.ts';
import type {
  BooksWrite,
  ChainCrypto,
  LotName,
  MemberHeader,
  OpenBooks,
  WholeMember,
} from './ports/drain.ts';
import { checkLawTwo, postMovements, sumOfLots } from './post-movements.ts';

/** What of the header time and facts say; the rest follows from what is posted. */
export type ToldOfMember = Pick<
  MemberHeader,
  'foldedTo' | 'nextDueAt' | 'nextFactAt' | 'tier' | 'tierMemory'
>;

type BookSaid = {
  readonly known: Pick<WholeMember, 'lots' | 'posted'>;
  readonly book: Book;
  readonly told: ToldOfMember;
  readonly crypto: ChainCrypto;
};

/** What to write so that a book says what it ought to, and the header after it. */
export type BookWrite = Pick<BooksWrite, 'postings' | 'lots'> & {
  readonly header: MemberHeader;
  readonly dropped: readonly LotName[];
  /** Their level is another one: the world is to hear of it though nothing were posted. */
  readonly isLevelNew: boolean;
};

/** The difference between what was posted of a member and what their book ought to say. */
export function bookWrite(
  header: MemberHeader,
  { known, book, told, crypto }: BookSaid,
): BookWrite {
  const postings = postDifference(known.posted, book.movements);
  const { header: posted, links } = postMovements(header, postings, crypto);
  checkLawTwo(
    { before: header, after: posted },
    { before: sumOfLots(known.lots), after: sumOfLots(book.lots.values()) },
  );
  const { memberId } = header;
  const knownById = new Map(known.lots.map((lot) => [lot.id, lot]));
  return {
    header: { ...posted, ...told, refold: false },
    postings: links,
    lots: [...book.lots.values()]
      .filter((lot) => !isSameLot(lot, knownById.get(lot.id)))
      .map((lot) => ({ memberId, lot })),
    dropped: known.lots
      .filter(({ id }) => !book.lots.has(id))
      .map(({ id: lotId }) => ({ memberId, lotId })),
    isLevelNew: header.tier !== told.tier,
  };
}

/** Writes the books of members, whose locks we hold, in one statement. */
export async function writeBooks(
  open: Pick<OpenBooks, 'writeRefold'>,
  books: readonly BookWrite[],
  asOf: Instant,
): Promise<void> {
  await open.writeRefold(
    {
      asOf,
      doneInboxIds: [],
      orders: [],
      orderCodes: [],
      members: books.map(({ header }) => header),
      postings: books.flatMap(({ postings }) => postings),
      lots: books.flatMap(({ lots }) => lots),
      retold: books.flatMap(({ header, isLevelNew }) => (isLevelNew ? header : [])),
    },
    books.flatMap(({ dropped }) => dropped),
  );
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
