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

/** One thing that happened, with its place in time: instant, then kind rank, then id. */
export type FoldEvent = { readonly at: Instant; readonly rank: number; readonly id: string } & (
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
  hold: 14,
  settle: 15,
  release: 16,
  charge: 17,
  adjust: 18,
  undo: 19,
} as const;

/** The events of an order, or of only some of its steps. */
export function orderEvents(order: OrderFact, steps: readonly OrderStep[] = order.steps) {
  return steps.map((step) => stepEvent(order, step));
}

export function stepEvent(order: OrderFact, step: OrderStep): FoldEvent {
  return {
    type: 'step',
    at: step.at,
    rank: STEP_RANK[step.kind],
    id: `${order.id} ${step.cause}`,
    order,
    step,
  };
}

/**
 * That the order was created, where that was before it was paid: what it is judged by is frozen
 * then. One paid at once is placed by its payment; one never paid is never judged.
 */
export function placeEvents(order: OrderFact): FoldEvent[] {
  const paidAt = order.steps[0]?.at;
  if (paidAt === undefined || order.createdAt >= paidAt) return [];
  return [{ type: 'place', at: order.createdAt, rank: PLACE_RANK, id: order.id, order }];
}

export function activityEvents(activities: readonly ActivityFact[]): FoldEvent[] {
  return activities.map((activity) => {
    return { type: 'activity', at: activity.at, rank: ACTIVITY_RANK, id: activity.id, activity };
  });
}

export function standingEvents(standing: readonly StandingFact[]): FoldEvent[] {
  return standing.map((one) => {
    return { type: 'standing', at: one.at, rank: STANDING_RANK, id: one.id, standing: one };
  });
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
    id: decisionId(decision),
    decision,
  }));
}

/** By instant, then kind, then id. */
export function compareEvents(a: FoldEvent, b: FoldEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.rank !== b.rank) return a.rank - b.rank;
  return compareText(a.id, b.id);
}

function decisionId(decision: Decision): string {
  if ('redemptionId' in decision) return decision.redemptionId;
  return decision.kind === 'entry' ? decision.levelId : decision.id;
}
