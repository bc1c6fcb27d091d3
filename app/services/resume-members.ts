/**
 * Members are told their new facts: appended where the facts follow all that was folded, flagged to
 * be folded again where the past changed. Only appending is done here; folding again is done alone,
 * in a transaction of its own (`refold-member.ts`), so that one long history never holds a batch.
 */
import type { FoldEvent } from '../domain/fold-events.ts';
import { resume } from '../domain/fold.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Lot } from '../domain/ledger/lot.ts';
import { stateOfLots } from '../domain/ledger/member-state.ts';
import { plainPosting } from '../domain/ledger/post-difference.ts';
import { isForgetful } from '../domain/program/memory-needed.ts';
import type { ProgramVersion } from '../domain/program/program.ts';
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
  readonly events: FoldEvent[];
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
): Promise<Pick<BooksWrite, 'members' | 'lots' | 'postings'>> {
  // Who was erased is never folded again, whatever is still said of them.
  const news = told.filter(({ header }) => !header.sealed);
  // Rules that remember more of a member than lots say ask for all of the member's facts.
  const isAppending = isForgetful(versions);
  const appended = news.filter(({ refold }) => isAppending && !refold);
  const wanted = appended.map(({ header, lotIds }) => ({ memberId: header.memberId, lotIds }));
  const lotsOf = await at.books.loadLots(wanted, at.asOf);
  const members: MemberHeader[] = [];
  const lots: LotWrite[] = [];
  const postings: LinkedPosting[] = [];
  for (const one of news) {
    const { memberId } = one.header;
    const after =
      one.refold || !isAppending
        ? null
        : append(one, lotsOf.get(memberId) ?? [], { versions, asOf: at.asOf, crypto });
    if (!after) {
      // Written also where it is flagged already: news may be what a failed refold waited for.
      members.push({ ...one.header, refold: true });
      continue;
    }
    if (!isSameHeader(one.header, after.header)) members.push(after.header);
    postings.push(...after.links);
    for (const { lot, isNew } of after.lots) lots.push({ memberId, lot, isNew });
  }
  return { members, lots, postings };
}

type Moved = { readonly lot: Lot; readonly isNew: boolean };

/** The member after their news; null where only folding from scratch can tell. */
function append(
  { header, events }: MemberNews,
  known: readonly Lot[],
  by: { versions: readonly ProgramVersion[]; asOf: Instant; crypto: ChainCrypto },
): { header: MemberHeader; links: LinkedPosting[]; lots: Moved[] } | null {
  const copies = known.map((lot) => ({ ...lot }));
  const state = stateOfLots(copies, header);
  const { movements, metDebt } = resume(state, events, by.versions, by.asOf);
  // A debt is paid in burn order by any of the member's lots, of which only some are loaded here.
  if (metDebt) return null;
  const posted = postMovements(header, movements.map(plainPosting), by.crypto);
  checkLawTwo(
    { before: header, after: posted.header },
    { before: sumOfLots(known), after: sumOfLots(state.lots.values()) },
  );
  const knownIds = new Set(known.map(({ id }) => id));
  const moved = new Set(movements.map(({ lotId }) => lotId));
  const { foldedTo, nextDueAt, nextFactAt } = state;
  return {
    header: { ...posted.header, foldedTo, nextDueAt, nextFactAt },
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
    a.nextFactAt === b.nextFactAt
  );
}
