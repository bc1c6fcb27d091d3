/**
 * Members who are one are folded from scratch as one, and what that says is posted to the book of
 * each, in the transaction that holds all their locks. So at no moment do two of them have the same
 * points, and what one hands on to another never stands in one book alone.
 *
 * What is decided on the way is the root's; but how a redemption ends is kept with the member who
 * began it, so that parting them never leaves an end without a beginning.
 */
import type { Decision } from '../domain/facts/decision.ts';
import { foldGroup, type GroupOutcome } from '../domain/identity/fold-group.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import type { ProgramVersion } from '../domain/program/program.ts';
import { decideAgain, type Decided, nextOf } from './decide-again.ts';
import {
  type FoldedAgain,
  type FoldingAgain,
  latest,
  orderFacts,
  toldOf,
} from './folding-again.ts';
import type { Group, MemberHeader, OpenBooks, WholeMember } from './ports/drain.ts';
import { bookWrite, writeBooks } from './post-book.ts';
import { type RewardsInPlay, rewardsInPlay, unissuedWrites, usesOf } from './rewards-in-play.ts';

type Known = { readonly header: MemberHeader; readonly whole: WholeMember };

/** Folds the group of a root again, all of whom are locked; answers the root. */
export async function foldGroupAgain(
  open: OpenBooks,
  rootId: number,
  by: FoldingAgain,
): Promise<FoldedAgain> {
  const group = await open.lockGroup(rootId);
  const members: Known[] = [];
  for (const header of group.headers) {
    members.push({ header, whole: await open.loadMember(header.memberId) });
  }
  const versions = await open.readVersions();
  const before = decisionsOf(members);
  const stamped = latestOf([before.at(-1)?.at, ...group.merges.map(({ at }) => at)]);
  const until = latest(by.asOf, stamped, ...group.headers.map(({ foldedTo }) => foldedTo));
  const rewards = await playOf(open, members, { versions, until });

  let outcome = foldKnown(members, { group, rewards, versions, until, more: [] });
  const freeAt = stamped === until ? instant(until + 1) : until;
  const folded = outcome.outcome;
  const decided = decideAgain(rewards, before, { outcome: folded, freeAt, also: by.also });
  const more = withTakers(decided, rewards, rootId);
  const last = decided.decisions.at(-1)?.at ?? null;
  if (last !== null) {
    const to = latest(until, last);
    outcome = foldKnown(members, { group, rewards, versions, until: to, more });
  }
  const header = await postAll(open, members, { outcome, rootId, by });
  await writeAll(open, rootId, { more, redemptions: decided.redemptions });
  const { state } = outcome.outcome;
  return { header, state, versions, freeAt: nextOf(decided.decisions, freeAt) };
}

/** A decision, and the member it is kept with. */
type Taken = { readonly memberId: number; readonly decision: Decision };

function withTakers(
  { decisions }: Pick<Decided, 'decisions'>,
  { redemptions }: RewardsInPlay,
  rootId: number,
): Taken[] {
  const holders = new Map(redemptions.map((one) => [String(one.redemptionId), one.memberId]));
  return decisions.map((decision) => {
    const holder = 'redemptionId' in decision ? holders.get(decision.redemptionId) : undefined;
    return { memberId: holder ?? rootId, decision };
  });
}

function foldKnown(
  members: readonly Known[],
  by: {
    readonly group: Group;
    readonly rewards: RewardsInPlay;
    readonly versions: readonly ProgramVersion[];
    readonly until: Instant;
    readonly more: readonly Taken[];
  },
): GroupOutcome {
  const { redemptions, carriers } = by.rewards;
  const folded = members.map(({ header: { memberId }, whole }) => {
    const own = carriers.filter(({ redemption }) => redemption.memberId === memberId);
    const taken = by.more.filter((one) => one.memberId === memberId);
    return {
      memberId: String(memberId),
      facts: {
        orders: orderFacts(whole.orders),
        decisions: [...whole.decisions, ...taken.map(({ decision }) => decision)],
        uses: usesOf({ redemptions, carriers: own }),
      },
    };
  });
  return foldGroup(folded, by.group.merges, by.versions, by.until);
}

/** Rewards of all of them; an order of one may carry a code of another. */
async function playOf(
  open: OpenBooks,
  members: readonly Known[],
  { versions, until }: { versions: readonly ProgramVersion[]; until: Instant },
): Promise<RewardsInPlay> {
  const noted = new Set<string>();
  const unissued = members.flatMap(({ header, whole }) => {
    const fresh = whole.unissued.filter(({ code }) => !noted.has(code));
    for (const { code } of fresh) noted.add(code);
    return unissuedWrites(fresh, header, versions, until);
  });
  const added = unissued.length === 0 ? [] : await open.addUnissued(unissued);
  const all = members.map(({ whole }) => whole);
  const carriers = new Map(
    all.flatMap((one) => one.carriers).map((one) => [`${one.orderKey} ${one.code}`, one]),
  );
  return rewardsInPlay([...all.flatMap((one) => one.redemptions), ...added], {
    orders: all.flatMap((one) => one.orders),
    carriers: [...carriers.values()],
  });
}

/** Every book in one write: who was merged has no tier, and nothing falls due. Answers the root. */
async function postAll(
  open: OpenBooks,
  members: readonly Known[],
  at: { readonly outcome: GroupOutcome; readonly rootId: number; readonly by: FoldingAgain },
): Promise<MemberHeader> {
  const { outcome, rootId, by } = at;
  const { state } = outcome.outcome;
  const { foldedTo } = state;
  // Who is one with others is always folded with all of them: nothing is kept to go on from.
  const told = { ...toldOf({ state }, []), tierMemory: null };
  const nothing = { foldedTo, nextDueAt: null, nextFactAt: null, tier: null, tierMemory: null };
  const writes = members.map(({ header, whole }) => {
    const book = outcome.books.get(String(header.memberId));
    invariant(book, `Member ${header.memberId} of the group has a book.`);
    const isRoot = header.memberId === rootId;
    const said = { known: whole, book, crypto: by.crypto };
    return bookWrite(header, { ...said, told: isRoot ? told : nothing });
  });
  await writeBooks(open, writes, by.asOf);
  const root = writes.find(({ header }) => header.memberId === rootId);
  invariant(root, `The root ${rootId} is of the group.`);
  return root.header;
}

async function writeAll(
  open: OpenBooks,
  rootId: number,
  { more, redemptions }: { more: readonly Taken[]; redemptions: Decided['redemptions'] },
): Promise<void> {
  const takers = new Set(more.map(({ memberId }) => memberId));
  for (const memberId of takers) {
    const own = more.filter((one) => one.memberId === memberId);
    const decisions = own.map(({ decision }) => decision);
    await open.writeDecisions({ memberId, decisions, redemptions: [] });
  }
  if (redemptions.length > 0) {
    await open.writeDecisions({ memberId: rootId, decisions: [], redemptions });
  }
}

/** Of all, in the order in which they were taken. */
function decisionsOf(members: readonly Known[]): Decision[] {
  return members.flatMap(({ whole }) => whole.decisions).sort((a, b) => a.at - b.at);
}

function latestOf(instants: readonly (Instant | undefined)[]): Instant | null {
  return instants.reduce<Instant | null>((best, at) => {
    return at !== undefined && (best === null || at > best) ? at : best;
  }, null);
}
