/**
 * The fold: facts + program versions + asOf → movements and state.
 *
 * Law: a member's points are a pure function of what happened, of the program as published, and of
 * what time it is; folding `a` then `b` is folding both, where every fact of `b` follows `a`.
 * Between two facts time passes: points mature, points expire, tiers lapse, each at its own
 * instant. What each rule does is written in docs/language.md.
 *
 * Example, under the Points preset: an order of £87.45 paid on 1 December moves 87 points from
 * `issued` to `pending`; on 15 December they move on to `available`.
 */
import type { ActivityFact, StandingFact } from './facts/activity.ts';
import type { CodeUse } from './facts/code-use.ts';
import type { Decision } from './facts/decision.ts';
import type { OrderFact } from './facts/order-fact.ts';
import {
  activityEvents,
  decisionEvents,
  type FoldEvent,
  placeEvents,
  sortEvents,
  standingEvents,
  stepEvent,
  useEvents,
} from './fold-events.ts';
import { earliest, type Instant } from './kernel/instant.ts';
import { invariant } from './kernel/invariant.ts';
import { applyActivity } from './ledger/apply-activity.ts';
import { applyDecision } from './ledger/apply-decision.ts';
import { applyOrderStep } from './ledger/apply-order-step.ts';
import { applyUseStep } from './ledger/apply-use-step.ts';
import { type EntryWish, emptyState, type MemberState } from './ledger/member-state.ts';
import type { Movement } from './ledger/movement.ts';
import { noteTierMoves } from './ledger/note-tier-moves.ts';
import { passTime } from './ledger/pass-time.ts';
import { placeOrder } from './ledger/place-order.ts';
import { repayDebts } from './ledger/repay-debts.ts';
import { Working } from './ledger/working.ts';
import { isEnough, memoryNeeded } from './program/memory-needed.ts';
import type { ProgramVersion } from './program/program.ts';
import type { MemberTierMove } from './tiers/member-tiers.ts';

export type FoldOutcome = {
  readonly movements: Movement[];
  /** Tiers reached and lost, in time order. */
  readonly tierMoves: readonly MemberTierMove[];
  /** Points for levels reached that nobody has decided on yet. */
  readonly wishes: readonly EntryWish[];
  readonly state: MemberState;
  /**
   * Whether a lot was below zero on the way, even if others repaid it: who pays is chosen among all
   * lots, so an outcome reached from part of them is then not to be posted. Fold from scratch.
   */
  readonly metDebt: boolean;
};

/** All that the fold of a member reads. */
export type MemberFacts = {
  /** The orders that earn for the member. */
  readonly orders: readonly OrderFact[];
  readonly decisions: readonly Decision[];
  /** The orders, anybody's, that carry codes of the member's redemptions. */
  readonly uses: readonly CodeUse[];
  readonly activities?: readonly ActivityFact[];
  /** When the customer joined and left; without a word they take part always. */
  readonly standing?: readonly StandingFact[];
};

/** Folds all of a member's facts from nothing up to `asOf`. */
export function foldMember(
  { orders, decisions, uses, activities = [], standing = [] }: MemberFacts,
  versions: readonly ProgramVersion[],
  asOf: Instant,
): FoldOutcome {
  const state = emptyState(versions, standing.length > 0);
  const events: FoldEvent[] = [];
  for (const order of orders) {
    if (state.progress.memory.orders) addTo(events, placeEvents(order));
    for (const step of order.steps) events.push(stepEvent(order, step));
  }
  // Most members of a what-if have orders and nothing else.
  if (decisions.length > 0) addTo(events, decisionEvents(decisions));
  if (uses.length > 0) addTo(events, useEvents(uses));
  if (activities.length > 0) addTo(events, activityEvents(activities));
  if (standing.length > 0) addTo(events, standingEvents(standing));
  return resume(state, events, versions, asOf);
}

/**
 * Goes on from a state with events that all follow it, up to `asOf`; changes the state in place and
 * returns the new movements. The state may hold only part of the lots (see MemberState); what its
 * rules must remember was said when it was made, so a version that asks for more begins anew.
 */
export function resume(
  state: MemberState,
  events: FoldEvent[],
  versions: readonly ProgramVersion[],
  asOf: Instant,
): FoldOutcome {
  invariant(
    isEnough(state.progress.memory, memoryNeeded(versions)),
    'A version whose rules remember more than the state does is folded from scratch.',
  );
  const working = new Working(state, versions);
  const tierMoves: MemberTierMove[] = [];
  let nextFactAt: Instant | null = null;
  sortEvents(events);
  for (const event of events) {
    if (event.at > asOf) {
      nextFactAt = event.at;
      break;
    }
    passTime(working, event.at);
    apply(working, event);
    repayDebts(working, event.at);
    noteTierMoves(working, tierMoves);
    working.reach(event.at);
  }
  passTime(working, asOf);
  noteTierMoves(working, tierMoves);
  state.nextDueAt = earliest(working.nextPassingAt(), state.progress.tiers?.nextChangeAt() ?? null);
  state.nextFactAt = earliest(nextFactAt, state.nextFactAt);
  const wishes = [...state.progress.wished.values()];
  return { movements: working.movements, tierMoves, wishes, state, metDebt: working.metDebt };
}

function addTo(events: FoldEvent[], more: readonly FoldEvent[]): void {
  for (const event of more) events.push(event);
}

function apply(working: Working, event: FoldEvent): void {
  switch (event.type) {
    case 'step':
      return applyOrderStep(working, event.order, event.step);
    case 'place':
      return placeOrder(working, event.order);
    case 'activity':
      return applyActivity(working, event.activity);
    case 'standing':
      invariant(
        working.progress.memory.orders,
        'Who may leave is folded from a state that remembers orders.',
      );
      working.progress.takesPart = event.standing.kind === 'join';
      if (event.standing.kind === 'join') working.progress.tiers?.join(event.at);
      return;
    case 'use':
      return applyUseStep(working, event.use, event.step);
    case 'decision':
      return applyDecision(working, event.decision);
  }
}
