/**
 * Members are told their new facts: appended where the facts follow all that was folded, flagged to
 * be folded again where the past changed. Only appending is done here; folding again is done alone,
 * in a transaction of its own (`refold-member.ts`), so that one long history never holds a batch.
 */
import { foldOn, mayFoldOn, type ToldOrder } from '../domain/fold-on.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Lot } from '../domain/ledger/lot.ts';
import { plainPosting } from '../domain/ledger/post-difference.ts';
import type { ProgramVersion } from '../domain/program/program.ts';
import { toldOf } from './folding-again.ts';
import type {
  BooksWrite,
  ChainCrypto,
  LinkedPosting,
  LotWrite,
  MemberHeader,
  OpenBooks,
} from './ports/drain.ts';
import { checkLawTwo, postMovements, sumOfLots } from './post-movements.ts';

/** What a batch has to tell a member. */
export type MemberNews = {
  readonly header: MemberHeader;
  /** Facts that follow everything folded so far. */
  readonly orders: ToldOrder[];
  /** The lots those facts can touch. */
  readonly lotIds: string[];
  /** True once something cannot be appended. */
  refold: boolean;
};

/**
 * True where the member's own time has already asked for more than appending, and for all who are
 * one with others: what they do is posted in more books than one.
 */
export function needsRefold(header: MemberHeader, asOf: Instant): boolean {
  if (header.refold || header.rootId !== null) return true;
  return header.nextFactAt !== null && header.nextFactAt <= asOf;
}

/** What to write so that the members know their news, up to `asOf`. */
export async function resumeMembers(
  told: readonly MemberNews[],
  versions: readonly ProgramVersion[],
  at: { readonly asOf: Instant; readonly books: OpenBooks },
  crypto: ChainCrypto,
): Promise<Pick<BooksWrite, 'members' | 'lots' | 'postings' | 'retold'>> {
  // Who was erased is never folded again, whatever is still said of them.
  const news = told.filter(({ header }) => !header.sealed);
  // Rules that remember more of a member than lots say ask for all of the member's facts.
  const isAppended = ({ header, refold }: MemberNews) =>
    !refold && mayFoldOn(header, versions, at.asOf);
  const appended = news.filter(isAppended);
  const wanted = appended.map(({ header, lotIds }) => ({ memberId: header.memberId, lotIds }));
  const lotsOf = await at.books.loadLots(wanted, at.asOf);
  const members: MemberHeader[] = [];
  const lots: LotWrite[] = [];
  const postings: LinkedPosting[] = [];
  const retold: MemberHeader[] = [];
  for (const one of news) {
    const { memberId } = one.header;
    const after = isAppended(one)
      ? append(one, lotsOf.get(memberId) ?? [], { versions, asOf: at.asOf, crypto })
      : null;
    if (!after) {
      // Written also where it is flagged already: news may be what a failed refold waited for.
      members.push({ ...one.header, refold: true });
      continue;
    }
    if (!isSameHeader(one.header, after.header)) members.push(after.header);
    if (one.header.tier !== after.header.tier) retold.push(after.header);
    postings.push(...after.links);
    for (const { lot, isNew } of after.lots) lots.push({ memberId, lot, isNew });
  }
  return { members, lots, postings, retold };
}

type Moved = { readonly lot: Lot; readonly isNew: boolean };

/** The member after their news; null where only folding from scratch can tell. */
function append(
  { header, orders }: MemberNews,
  known: readonly Lot[],
  by: { versions: readonly ProgramVersion[]; asOf: Instant; crypto: ChainCrypto },
): { header: MemberHeader; links: LinkedPosting[]; lots: Moved[] } | null {
  const copies = known.map((lot) => ({ ...lot }));
  const outcome = foldOn({ ...header, lots: copies }, orders, by.versions, by.asOf);
  if (!outcome) return null;
  const { movements, state } = outcome;
  const posted = postMovements(header, movements.map(plainPosting), by.crypto);
  checkLawTwo(
    { before: header, after: posted.header },
    { before: sumOfLots(known), after: sumOfLots(state.lots.values()) },
  );
  const knownIds = new Set(known.map(({ id }) => id));
  const moved = new Set(movements.map(({ lotId }) => lotId));
  return {
    header: { ...posted.header, ...toldOf(outcome, by.versions) },
    links: posted.links,
    lots: [...state.lots.values()]
      .filter(({ id }) => moved.has(id))
      .map((lot) => ({ lot, isNew: !knownIds.has(lot.id) })),
  };
}

function isSameHeader(a: MemberHeader, b: MemberHeader): boolean {
  return (
    a.seq === b.seq &&
    a.foldedTo === b.foldedTo &&
    a.nextDueAt === b.nextDueAt &&
    a.tier === b.tier &&
    a.tierMemory === b.tierMemory &&
    a.nextFactAt === b.nextFactAt
  );
}
