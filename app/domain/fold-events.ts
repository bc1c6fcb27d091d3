/**
 * What happened to a member, one event for each instant at which something did, in the order in
 * which events of one instant count.
 */
import type { ActivityFact, StandingFact } from './facts/activity.ts';
import type { CodeUse, CodeUseStep } from './facts/code-use.ts';
import type { Decision } from './facts/decision.ts';
import type { OrderFact, OrderStep } from './facts/order-fact.ts';
import { compareText } from './kernel/compare-text.ts';
import type { Instant } from './kernel/instant.ts';

/** One thing that happened, with its place in time: instant, then kind rank, then its id. */
export type FoldEvent = { readonly at: Instant; readonly rank: number } & (
  | { readonly type: 'standing'; readonly standing: StandingFact }
  | { readonly type: 'place'; readonly order: OrderFact }
  | { readonly type: 'step'; readonly order: OrderFact; readonly step: OrderStep }
  | { readonly type: 'activity'; readonly activity: ActivityFact }
  | { readonly type: 'use'; readonly use: CodeUse; readonly step: CodeUseStep }
  | { readonly type: 'decision'; readonly decision: Decision }
);

// At one instant orders count before refunds, what is earned before what was used, and what came in
// before what is decided on it.
const STANDING_RANK = 0;
const PLACE_RANK = 1;
const STEP_RANK = {
  paid: 2,
  fulfilled: 3,
  refund: 4,
  cancel: 5,
  chargeback: 6,
  'chargeback-won': 7,
} as const;
const ACTIVITY_RANK = 8;
const USE_RANK = { paid: 9, refund: 10, cancel: 11 } as const;
const DECISION_RANK = {
  import: 12,
  entry: 13,
  grant: 14,
  hold: 15,
  settle: 16,
  release: 17,
  charge: 18,
  adjust: 19,
  undo: 20,
} as const;

/** The events of an order, or of only some of its steps. */
export function orderEvents(order: OrderFact, steps: readonly OrderStep[] = order.steps) {
  return steps.map((step) => stepEvent(order, step));
}

export function stepEvent(order: OrderFact, step: OrderStep): FoldEvent {
  return { type: 'step', at: step.at, rank: STEP_RANK[step.kind], order, step };
}

/**
 * That the order was created, where that was before it was paid: what it is judged by is frozen
 * then. One paid at once is placed by its payment; one never paid is never judged.
 */
export function placeEvents(order: OrderFact): FoldEvent[] {
  const paidAt = order.steps[0]?.at;
  if (paidAt === undefined || order.createdAt >= paidAt) return [];
  return [{ type: 'place', at: order.createdAt, rank: PLACE_RANK, order }];
}

export function activityEvents(activities: readonly ActivityFact[]): FoldEvent[] {
  return activities.map((activity) => {
    return { type: 'activity', at: activity.at, rank: ACTIVITY_RANK, activity };
  });
}

export function standingEvents(standing: readonly StandingFact[]): FoldEvent[] {
  return standing.map((one) => {
    return { type: 'standing', at: one.at, rank: STANDING_RANK, standing: one };
  });
}

/** The events of the orders that carry codes of the member's redemptions. */
export function useEvents(uses: readonly CodeUse[]): FoldEvent[] {
  return uses.flatMap((use) =>
    use.steps.map((step): FoldEvent => ({
      type: 'use',
      at: step.at,
      rank: USE_RANK[step.kind],
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
    decision,
  }));
}

/** By instant, then kind, then id. */
export function compareEvents(a: FoldEvent, b: FoldEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.rank !== b.rank) return a.rank - b.rank;
  return compareText(idOf(a), idOf(b));
}

/** Puts events in their order, in place; facts nearly always come in it. */
export function sortEvents(events: FoldEvent[]): void {
  for (let place = 1; place < events.length; place += 1) {
    if (compareEvents(events[place - 1] as FoldEvent, events[place] as FoldEvent) <= 0) continue;
    events.sort(compareEvents);
    return;
  }
}

/** What decides between events of one kind at one instant, which is seldom asked. */
function idOf(event: FoldEvent): string {
  switch (event.type) {
    case 'step':
      return `${event.order.id} ${event.step.cause}`;
    case 'place':
      return event.order.id;
    case 'activity':
      return event.activity.id;
    case 'standing':
      return event.standing.id;
    case 'use':
      return `${event.use.redemptionId} ${event.use.orderId} ${event.step.cause}`;
    case 'decision':
      return decisionId(event.decision);
  }
}

function decisionId(decision: Decision): string {
  if ('redemptionId' in decision) return decision.redemptionId;
  return decision.kind === 'entry' ? decision.levelId : decision.id;
}
