/** What news amounts to for the books: events to append, or null where the past has changed. */
import { appendedSteps } from '../../app/domain/facts/appended-steps.ts';
import type { Decision } from '../../app/domain/facts/decision.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import {
  activityEvents,
  decisionEvents,
  type FoldEvent,
  orderEvents,
  placeEvents,
  standingEvents,
  useEvents,
} from '../../app/domain/fold-events.ts';
import type { MemberFacts } from '../../app/domain/fold.ts';
import type { MemberState } from '../../app/domain/ledger/member-state.ts';
import type { Member } from './books-member.ts';
import type { Told } from './shop-life.ts';

export function newsOfOrder(
  known: OrderFact | null,
  fact: OrderFact,
  { foldedTo }: MemberState,
  remembersOrders: boolean,
): FoldEvent[] | null {
  const steps = appendedSteps(known, fact, foldedTo);
  if (!steps) return null;
  const isNew = (known?.steps.length ?? 0) === 0;
  const placed = remembersOrders && isNew ? placeEvents(fact) : [];
  if (placed.some(({ at }) => foldedTo !== null && at <= foldedTo)) return null;
  return [...placed, ...orderEvents(fact, steps)];
}

export function newsOfTold({ state: { foldedTo, progress } }: Member, fact: Told) {
  if (foldedTo !== null && fact.at <= foldedTo) return null;
  if ('activity' in fact) return activityEvents([fact]);
  // Who may leave is remembered order by order.
  return progress.memory.orders ? standingEvents([fact]) : null;
}

/** A decision and the lots it speaks of. */
export function newsOfDecision({ state, decisions }: Member, decision: Decision) {
  const lotIds = new Set(takesOf(decision).map(({ lotId }) => lotId));
  if (decision.kind === 'release') {
    for (const { lotId } of state.holds.get(decision.redemptionId)?.takes ?? []) lotIds.add(lotId);
  }
  if (decision.kind === 'undo') {
    lotIds.add(`adjust:${decision.of}`);
    for (const one of decisions) {
      if (one.kind !== 'adjust' || one.id !== decision.of) continue;
      for (const { lotId } of one.takes) lotIds.add(lotId);
    }
  }
  return { events: decisionEvents([decision]), lotIds };
}

function takesOf(decision: Decision) {
  return 'takes' in decision ? decision.takes : [];
}

/** Every fact as events, orders placed where who takes part or what rules remember asks for it. */
export function eventsOf(facts: Required<MemberFacts>): FoldEvent[] {
  return [
    ...facts.orders.flatMap((order) => [...placeEvents(order), ...orderEvents(order)]),
    ...decisionEvents(facts.decisions),
    ...useEvents(facts.uses),
    ...activityEvents(facts.activities),
    ...standingEvents(facts.standing),
  ];
}
