/**
 * A member as they are at this moment, under their lock, and a decision of ours taken upon that:
 * time is told up to now, in memory only; what it brought is posted with the decision or not at
 * all. Only where their past has changed are they folded again first, in the same transaction.
 */
import type { Decision } from '../domain/facts/decision.ts';
import { decisionEvents } from '../domain/fold-events.ts';
import { resume } from '../domain/fold.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { type MemberState, stateOfLots } from '../domain/ledger/member-state.ts';
import type { Movement } from '../domain/ledger/movement.ts';
import { plainPosting } from '../domain/ledger/post-difference.ts';
import { isForgetful } from '../domain/program/memory-needed.ts';
import type { ProgramVersion } from '../domain/program/program.ts';
import { foldAgain } from './fold-again.ts';
import { toldOf } from './folding-again.ts';
import type { ChainCrypto, MemberHeader } from './ports/drain.ts';
import type { OpenRedemptions } from './ports/redemption.ts';
import { checkLawTwo, postMovements, sumOfLots } from './post-movements.ts';
import { needsRefold } from './resume-members.ts';

export type MemberNow = {
  /** As the books have it. */
  readonly header: MemberHeader;
  /** Told up to `at`: all lots in which anything can be spent, waits or is owed. */
  readonly state: MemberState;
  /** What time brought and is not posted yet. */
  readonly movements: readonly Movement[];
  /** The sums of the lots above as the books have them. */
  readonly booked: ReturnType<typeof sumOfLots>;
  /** The instant of the next decision: after the last one, and after all that was told. */
  readonly at: Instant;
  readonly versions: readonly ProgramVersion[];
};

type By = {
  readonly asOf: Instant;
  readonly lastDecisionAt: Instant | null;
  readonly versions: readonly ProgramVersion[];
  readonly crypto: ChainCrypto;
};

/** Tells a member whose lock we hold the time. */
export async function tellTime(
  open: OpenRedemptions,
  header: MemberHeader,
  { asOf, lastDecisionAt, versions, crypto }: By,
): Promise<MemberNow> {
  const at = instant(Math.max(asOf, header.foldedTo ?? 0, (lastDecisionAt ?? -1) + 1));
  if (isForgetful(versions) && !needsRefold(header, at)) {
    const known = await open.loadOpenLots(header.memberId);
    const copies = known.map((lot) => ({ ...lot }));
    const state = stateOfLots(copies, header);
    const { movements, metDebt } = resume(state, [], versions, at);
    // Who pays a debt is chosen among all lots, of which only some are loaded.
    if (!metDebt) return { header, state, movements, booked: sumOfLots(known), at, versions };
  }
  const again = await foldAgain(open, header, { asOf, crypto });
  const booked = sumOfLots(again.state.lots.values());
  return { ...again, movements: [], booked, at: again.freeAt };
}

/** Posts a decision taken at `now.at`; its own row is the caller's. The header after it. */
export async function postDecision(
  open: OpenRedemptions,
  now: MemberNow,
  by: { readonly decision: Decision; readonly asOf: Instant; readonly crypto: ChainCrypto },
): Promise<MemberHeader> {
  const { header, state, versions, at } = now;
  const { movements } = resume(state, decisionEvents([by.decision]), versions, at);
  const all = [...now.movements, ...movements];
  const posted = postMovements(header, all.map(plainPosting), by.crypto);
  checkLawTwo(
    { before: header, after: posted.header },
    { before: now.booked, after: sumOfLots(state.lots.values()) },
  );
  const { memberId } = header;
  const told = toldOf({ state }, versions);
  const tierMemory = header.rootId === null ? told.tierMemory : null;
  const after = { ...posted.header, ...told, tierMemory };
  const moved = new Set(all.map(({ lotId }) => lotId));
  await open.writeBatch({
    asOf: by.asOf,
    doneInboxIds: [],
    orders: [],
    orderCodes: [],
    members: [after],
    postings: posted.links,
    lots: [...state.lots.values()]
      .filter(({ id }) => moved.has(id))
      .map((lot) => ({ memberId, lot })),
  });
  return after;
}
