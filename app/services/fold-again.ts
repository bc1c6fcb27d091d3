/**
 * All of a member's facts folded from scratch under their lock, with what their rewards ask for
 * decided on the way, and the difference to what was posted written down. Who is one with others is
 * folded with all of them (`fold-group-again`).
 */
import type { Decision } from '../domain/facts/decision.ts';
import { foldMember } from '../domain/fold.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import type { ProgramVersion } from '../domain/program/program.ts';
import { type AlsoDecide, decideAgain, type Decided, nextOf } from './decide-again.ts';
import { foldGroupAgain } from './fold-group-again.ts';
import {
  type FoldedAgain,
  type FoldingAgain,
  latest,
  orderFacts,
  toldOf,
} from './folding-again.ts';
import type { MemberHeader, OpenBooks, WholeMember } from './ports/drain.ts';
import { type BookWrite, bookWrite, writeBooks } from './post-book.ts';
import { type RewardsInPlay, rewardsInPlay, unissuedWrites, usesOf } from './rewards-in-play.ts';

export type { AlsoDecide, FoldedAgain };

/** Folds a member whose lock we hold again, up to `asOf`, and writes what follows. */
export async function foldAgain(
  open: OpenBooks,
  header: MemberHeader,
  by: FoldingAgain,
): Promise<FoldedAgain> {
  const { rootId, memberId } = header;
  if (rootId !== null) return foldGroupAgain(open, rootId, by);
  const known = await open.loadMember(memberId);
  const versions = await open.readVersions();
  const rewards = await playOf(open, header, {
    known,
    versions,
    until: untilOf(header, known, by),
  });
  const folded = foldWhole(header, { known, rewards, versions }, by);
  await writeBooks(open, [folded.book], by.asOf);
  await writeDecided(open, memberId, folded.decided);
  const { state, freeAt } = folded;
  return { header: folded.book.header, state, versions, freeAt };
}

/** A member folded again, before anything of it is written. */
export type FoldedWhole = Pick<FoldedAgain, 'state' | 'freeAt'> & {
  readonly book: BookWrite;
  readonly decided: Decided;
};

/** Folds all there is of a member who is alone. Pure. */
export function foldWhole(
  header: MemberHeader,
  of: {
    readonly known: Pick<WholeMember, 'orders' | 'lots' | 'posted' | 'decisions'>;
    readonly rewards: RewardsInPlay;
    readonly versions: readonly ProgramVersion[];
  },
  by: FoldingAgain,
): FoldedWhole {
  const { known, rewards, versions } = of;
  const until = untilOf(header, known, by);
  const orders = orderFacts(known.orders);
  const uses = usesOf(rewards);
  const fold = (decisions: readonly Decision[], to: Instant) =>
    foldMember({ orders, decisions, uses }, versions, to);

  let outcome = fold(known.decisions, until);
  const lastDecision = known.decisions.at(-1)?.at ?? null;
  const free = lastDecision === until ? instant(until + 1) : until;
  const decided = decideAgain(rewards, known.decisions, { outcome, freeAt: free, also: by.also });
  const decisions = [...known.decisions, ...decided.decisions];
  const last = decided.decisions.at(-1)?.at ?? null;
  if (last !== null) outcome = fold(decisions, latest(until, last));

  const { movements, state } = outcome;
  const book = { movements, lots: state.lots };
  return {
    book: bookWrite(header, { known, book, told: toldOf(outcome, versions), crypto: by.crypto }),
    decided,
    state,
    freeAt: nextOf(decided.decisions, free),
  };
}

/** Writes what was decided of a member, if anything was. */
export async function writeDecided(
  open: Pick<OpenBooks, 'writeDecisions'>,
  memberId: number,
  { decisions, redemptions }: Decided,
): Promise<void> {
  if (decisions.length === 0 && redemptions.length === 0) return;
  await open.writeDecisions({ memberId, decisions, redemptions });
}

/** Time that was told is never untold, though another process's clock were behind. */
function untilOf(
  { foldedTo }: MemberHeader,
  { decisions }: Pick<WholeMember, 'decisions'>,
  { asOf }: FoldingAgain,
): Instant {
  return latest(asOf, foldedTo, decisions.at(-1)?.at ?? null);
}

async function playOf(
  open: OpenBooks,
  header: MemberHeader,
  at: { known: WholeMember; versions: readonly ProgramVersion[]; until: Instant },
): Promise<RewardsInPlay> {
  const { known, versions, until } = at;
  const unissued = unissuedWrites(known.unissued, header, versions, until);
  const added = unissued.length === 0 ? [] : await open.addUnissued(unissued);
  return rewardsInPlay([...known.redemptions, ...added], known);
}
