/**
 * All of a member's facts folded from scratch under their lock, with what their rewards ask for
 * decided on the way, and the difference to what was posted written down.
 */
import type { Decision } from '../domain/facts/decision.ts';
import { orderFact } from '../domain/facts/order-timeline.ts';
import { foldMember, type FoldOutcome } from '../domain/fold.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { entryOf } from '../domain/ledger/entry-of.ts';
import type { Lot } from '../domain/ledger/lot.ts';
import type { EntryWish } from '../domain/ledger/member-state.ts';
import { postDifference } from '../domain/ledger/post-difference.ts';
import type { ProgramVersion } from '../domain/program/program.ts';
import { decideRedemptions } from '../domain/rewards/decide-redemptions.ts';
import type {
  ChainCrypto,
  DecisionsWrite,
  MemberHeader,
  OpenBooks,
  WholeMember,
} from './ports/drain.ts';
import type { RedemptionStatus, RedemptionWrite } from './ports/redemption.ts';
import { checkLawTwo, postMovements, sumOfLots } from './post-movements.ts';
import {
  carriersOf,
  redemptionsSeen,
  type RewardsInPlay,
  rewardsInPlay,
  toWrite,
  unissuedWrites,
  usesOf,
} from './rewards-in-play.ts';

/** What a decision of ours may add to those the rewards ask for by themselves. */
export type AlsoDecide = (now: {
  /** How a redemption stands by all that is known; null where it is none of the member's. */
  readonly statusOf: (redemptionId: number) => RedemptionStatus | null;
  /** The first instant at which nothing was decided yet. */
  readonly freeAt: Instant;
}) => Pick<DecisionsWrite, 'decisions' | 'redemptions'>;

/** The member as the books have them now. */
export type FoldedAgain = Pick<FoldOutcome, 'state'> & {
  readonly header: MemberHeader;
  readonly versions: readonly ProgramVersion[];
  /** The first instant at which nothing was decided yet. */
  readonly freeAt: Instant;
};

/** Folds a member whose lock we hold again, up to `asOf`, and writes what follows. */
export async function foldAgain(
  open: OpenBooks,
  header: MemberHeader,
  by: { readonly asOf: Instant; readonly crypto: ChainCrypto; readonly also?: AlsoDecide },
): Promise<FoldedAgain> {
  const known = await open.loadMember(header.memberId);
  const versions = await open.readVersions();
  const lastDecision = known.decisions.at(-1)?.at ?? null;
  // Time that was told is never untold, though another process's clock were behind.
  const until = latest(by.asOf, header.foldedTo, lastDecision);
  const rewards = await playOf(open, header, { known, versions, until });
  const orders = known.orders.flatMap(
    ({ orderKey, observed }) => orderFact(String(orderKey), observed) ?? [],
  );
  const uses = usesOf(rewards);
  const fold = (decisions: readonly Decision[], to: Instant) =>
    foldMember({ orders, decisions, uses }, versions, to);

  let outcome = fold(known.decisions, until);
  const free = lastDecision === until ? instant(until + 1) : until;
  const decided = withEntries(
    decide(rewards, known.decisions, { outcome, freeAt: free, also: by.also }),
    outcome.wishes,
    free,
  );
  const decisions = [...known.decisions, ...decided.decisions];
  const last = decided.decisions.at(-1)?.at ?? null;
  if (last !== null) outcome = fold(decisions, latest(until, last));

  const after = await post(open, header, { known, outcome, asOf: by.asOf, crypto: by.crypto });
  if (decided.decisions.length > 0 || decided.redemptions.length > 0) {
    await open.writeDecisions({ memberId: header.memberId, ...decided });
  }
  return {
    header: after,
    state: outcome.state,
    versions,
    freeAt: last === null ? free : instant(last + 1),
  };
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

function decide(
  rewards: RewardsInPlay,
  before: readonly Decision[],
  at: { outcome: FoldOutcome; freeAt: Instant; also: AlsoDecide | undefined },
): Pick<DecisionsWrite, 'decisions' | 'redemptions'> {
  const { decisions, changes } = decideRedemptions({
    redemptions: redemptionsSeen(rewards, before),
    carriers: carriersOf(rewards),
    lots: at.outcome.state.lots.values(),
    freeAt: at.freeAt,
  });
  const redemptions = changes.map(toWrite);
  if (!at.also) return { decisions, redemptions };
  const last = decisions.at(-1)?.at;
  const more = at.also({
    statusOf: (redemptionId) => statusOf(rewards, redemptions, redemptionId),
    freeAt: last === undefined ? at.freeAt : instant(last + 1),
  });
  return {
    decisions: [...decisions, ...more.decisions],
    redemptions: [...redemptions, ...more.redemptions],
  };
}

/** Levels that were reached give their points now, each at an instant of its own. */
function withEntries(
  decided: Pick<DecisionsWrite, 'decisions' | 'redemptions'>,
  wishes: readonly EntryWish[],
  freeAt: Instant,
): Pick<DecisionsWrite, 'decisions' | 'redemptions'> {
  const last = decided.decisions.at(-1)?.at;
  const from = last === undefined ? freeAt : instant(last + 1);
  const entries = wishes.map((wish, place) => entryOf(wish, instant(from + place)));
  return { ...decided, decisions: [...decided.decisions, ...entries] };
}

function statusOf(
  { redemptions }: RewardsInPlay,
  writes: readonly RedemptionWrite[],
  redemptionId: number,
): RedemptionStatus | null {
  const known = redemptions.find((one) => one.redemptionId === redemptionId);
  const changed = writes.findLast((one) => one.redemptionId === redemptionId && one.status);
  return changed?.status ?? known?.status ?? null;
}

async function post(
  open: OpenBooks,
  header: MemberHeader,
  at: { known: WholeMember; outcome: FoldOutcome; asOf: Instant; crypto: ChainCrypto },
): Promise<MemberHeader> {
  const { movements, state } = at.outcome;
  const postings = postDifference(at.known.posted, movements);
  const { header: posted, links } = postMovements(header, postings, at.crypto);
  checkLawTwo(
    { before: header, after: posted },
    { before: sumOfLots(at.known.lots), after: sumOfLots(state.lots.values()) },
  );
  const { memberId } = header;
  const { foldedTo, nextDueAt, nextFactAt } = state;
  const tier = state.progress.tiers?.level()?.id ?? null;
  const after = { ...posted, foldedTo, nextDueAt, nextFactAt, tier, refold: false };
  const knownById = new Map(at.known.lots.map((lot) => [lot.id, lot]));
  await open.writeRefold(
    {
      asOf: at.asOf,
      doneInboxIds: [],
      orders: [],
      orderCodes: [],
      members: [after],
      postings: links,
      lots: [...state.lots.values()]
        .filter((lot) => !isSameLot(lot, knownById.get(lot.id)))
        .map((lot) => ({ memberId, lot })),
    },
    at.known.lots.map(({ id }) => id).filter((id) => !state.lots.has(id)),
  );
  return after;
}

function latest(first: Instant, ...others: readonly (Instant | null)[]): Instant {
  return others.reduce<Instant>((best, at) => (at !== null && at > best ? at : best), first);
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
