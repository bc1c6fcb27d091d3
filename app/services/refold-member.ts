/**
 * A member whose past changed is folded again from scratch, alone, in a transaction of its own:
 * lock the member → read all their orders and movements → fold → post the difference.
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
 */
import { foldMember } from '../domain/fold.ts';
import { orderFact } from '../domain/facts/order-timeline.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Lot } from '../domain/ledger/lot.ts';
import { postDifference } from '../domain/ledger/post-difference.ts';
import type { DrainNeeds, OpenBooks, WholeMember } from './ports/drain.ts';
import { checkLawTwo, postMovements, sumOfLots } from './post-movements.ts';

/** Folds one member again up to `asOf`; false where someone else already has. */
export function refoldMember(
  { books, crypto }: Pick<DrainNeeds, 'books' | 'crypto'>,
  at: { readonly programId: number; readonly memberId: number; readonly asOf: Instant },
): Promise<boolean> {
  return books.inProgram(at.programId, async (open) => {
    const member = await open.loadMember(at.memberId);
    if (!member) return false;
    await refold(open, member, { asOf: at.asOf, crypto });
    return true;
  });
}

async function refold(
  open: OpenBooks,
  { header, orders, lots: known, posted }: WholeMember,
  { asOf, crypto }: { asOf: Instant } & Pick<DrainNeeds, 'crypto'>,
): Promise<void> {
  const facts = orders.flatMap(
    ({ orderKey, observed }) => orderFact(String(orderKey), observed) ?? [],
  );
  const versions = await open.readVersions();
  const { movements, state } = foldMember({ orders: facts, decisions: [] }, versions, asOf);
  const postings = postDifference(posted, movements);
  const { header: after, links } = postMovements(header, postings, crypto);
  checkLawTwo(
    { before: header, after },
    { before: sumOfLots(known), after: sumOfLots(state.lots.values()) },
  );
  const { memberId } = header;
  const { foldedTo, nextDueAt, nextFactAt } = state;
  const knownById = new Map(known.map((lot) => [lot.id, lot]));
  await open.writeRefold(
    {
      asOf,
      doneInboxIds: [],
      orders: [],
      members: [{ ...after, foldedTo, nextDueAt, nextFactAt, refold: false }],
      postings: links,
      lots: [...state.lots.values()]
        .filter((lot) => !isSameLot(lot, knownById.get(lot.id)))
        .map((lot) => ({ memberId, lot })),
    },
    known.map(({ id }) => id).filter((id) => !state.lots.has(id)),
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
