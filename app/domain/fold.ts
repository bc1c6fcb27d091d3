/**
 * The fold: facts + program versions + asOf → movements and state.
 *
 * Law: a member's points are a pure function of what happened, of the program as published, and of
 * what time it is; folding `a` then `b` is folding both, where every fact of `b` follows `a`.
 * Between two facts time passes: pending points mature at their own instants.
 *
 * Example, under the Points preset: an order of £87.45 paid on 1 December moves 87 points from
 * `issued` to `pending`; on 15 December they move on to `available`.
 */
import type { CodeUse, CodeUseStep } from './facts/code-use.ts';
import type { Decision, HoldDecision } from './facts/decision.ts';
import type { OrderFact, OrderStep } from './facts/order-fact.ts';
import { compareText } from './kernel/compare-text.ts';
import { earliest, type Instant } from './kernel/instant.ts';
import { applyDecision } from './ledger/apply-decision.ts';
import { applyOrderStep } from './ledger/apply-order-step.ts';
import { applyUseStep, type RewardUse } from './ledger/apply-use-step.ts';
import type { Lot } from './ledger/lot.ts';
import { matureLots } from './ledger/mature-lots.ts';
import type { Movement } from './ledger/movement.ts';
import { repayDebts } from './ledger/repay-debts.ts';
import { Working } from './ledger/working.ts';
import type { ProgramVersion } from './program/program.ts';

export type FoldState = {
  /** The newest instant of any fact or passing of time folded so far; null before the first. */
  foldedTo: Instant | null;
  /** The member's lots by id; when resuming, only those the new facts and the time can touch. */
  readonly lots: Map<string, Lot>;
  /** Redemptions whose points are still reserved, by redemption id. */
  readonly holds: Map<string, HoldDecision>;
  /** Rewards' uses by orders, by `{redemption id}:{order id}`. */
  readonly uses: Map<string, RewardUse>;
  /** When pending points mature next; null when none are pending. */
  nextDueAt: Instant | null;
  /** The first fact stamped later than asOf: it waits, and the member is folded again then. */
  nextFactAt: Instant | null;
};

export type FoldOutcome = {
  readonly movements: Movement[];
  readonly state: FoldState;
  /**
   * Whether a lot was below zero on the way, even if others repaid it: who pays is chosen among all
   * lots, so an outcome reached from part of them is then not to be posted. Fold from scratch.
   */
  readonly metDebt: boolean;
};

/** One thing that happened, with its place in time: instant, then kind rank, then id. */
export type FoldEvent = { readonly at: Instant; readonly rank: number; readonly id: string } & (
  | { readonly type: 'step'; readonly order: OrderFact; readonly step: OrderStep }
  | { readonly type: 'use'; readonly use: CodeUse; readonly step: CodeUseStep }
  | { readonly type: 'decision'; readonly decision: Decision }
);

// At one instant orders count before refunds, what they earn before what they used, and what came
// in before what is decided on it.
const STEP_RANK = { paid: 0, refund: 1, cancel: 2 } as const;
const USE_RANK = { paid: 3, refund: 4, cancel: 5 } as const;
const DECISION_RANK = { hold: 6, settle: 7, release: 8, charge: 9, adjust: 10 } as const;

export function emptyState(): FoldState {
  return {
    foldedTo: null,
    lots: new Map(),
    holds: new Map(),
    uses: new Map(),
    nextDueAt: null,
    nextFactAt: null,
  };
}

/** The events of an order, or of only some of its steps. */
export function orderEvents(order: OrderFact, steps: readonly OrderStep[] = order.steps) {
  return steps.map((step): FoldEvent => ({
    type: 'step',
    at: step.at,
    rank: STEP_RANK[step.kind],
    id: `${order.id} ${step.cause}`,
    order,
    step,
  }));
}

/** The events of the orders that carry codes of the member's redemptions. */
export function useEvents(uses: readonly CodeUse[]): FoldEvent[] {
  return uses.flatMap((use) =>
    use.steps.map((step): FoldEvent => ({
      type: 'use',
      at: step.at,
      rank: USE_RANK[step.kind],
      id: `${use.redemptionId} ${use.orderId} ${step.cause}`,
      use,
      step,
    })),
  );
}

export function decisionEvents(decisions: readonly Decision[]): FoldEvent[] {
  return decisions.map((decision) => ({
    type: 'decision',
    at: decision.at,
    rank: DECISION_RANK[decision.kind],
    id: decision.kind === 'adjust' ? decision.id : decision.redemptionId,
    decision,
  }));
}

/** All that the fold of a member reads. */
export type MemberFacts = {
  /** The orders that earn for the member. */
  readonly orders: readonly OrderFact[];
  readonly decisions: readonly Decision[];
  /** The orders, anybody's, that carry codes of the member's redemptions. */
  readonly uses: readonly CodeUse[];
};

/** Folds all of a member's facts from nothing up to `asOf`. */
export function foldMember(
  facts: MemberFacts,
  versions: readonly ProgramVersion[],
  asOf: Instant,
): FoldOutcome {
  const events = [...decisionEvents(facts.decisions), ...useEvents(facts.uses)];
  for (const order of facts.orders) events.push(...orderEvents(order));
  return resume(emptyState(), events, versions, asOf);
}

/**
 * Goes on from a state with events that all follow it, up to `asOf`; changes the state in place and
 * returns the new movements. The state may hold only part of the lots (see FoldState).
 */
export function resume(
  state: FoldState,
  events: FoldEvent[],
  versions: readonly ProgramVersion[],
  asOf: Instant,
): FoldOutcome {
  const working = new Working(state, versions);
  let nextFactAt: Instant | null = null;
  events.sort(compareEvents);
  for (const event of events) {
    if (event.at > asOf) {
      nextFactAt = event.at;
      break;
    }
    matureLots(working, event.at);
    if (event.type === 'step') applyOrderStep(working, event.order, event.step);
    else if (event.type === 'use') applyUseStep(working, event.use, event.step);
    else applyDecision(working, event.decision);
    repayDebts(working, event.at);
    working.reach(event.at);
  }
  matureLots(working, asOf);
  state.nextDueAt = working.nextDueAt();
  state.nextFactAt = earliest(nextFactAt, state.nextFactAt);
  return { movements: working.movements, state, metDebt: working.metDebt };
}

function compareEvents(a: FoldEvent, b: FoldEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.rank !== b.rank) return a.rank - b.rank;
  return compareText(a.id, b.id);
}
