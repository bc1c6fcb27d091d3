/**
 * What a batch of deliveries adds to the orders it speaks of. Merging knows no order and no count,
 * so deliveries may come late, twice and shuffled; an order about which nothing new was said is
 * left out and costs no lock and no write further on.
 */
import type { Observation } from '../contracts/observation.ts';
import { wholeObservation } from '../contracts/whole-observation.ts';
import {
  observeChargeback,
  observeCredits,
  type ObservedOrder,
  observeRefund,
  observeSnapshot,
} from '../domain/facts/observed-order.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import type { ClaimedRow, LockedOrder, OrderName } from './ports/drain.ts';

/** The orders that rows speak of, each once. */
export function namesOf(rows: readonly ClaimedRow[]): OrderName[] {
  const byKey = new Map<string, OrderName>();
  for (const { shopId, observation } of rows) {
    const { orderId } = observation;
    byKey.set(keyOf({ shopId, orderId }), { shopId, orderId });
  }
  return [...byKey.values()];
}

/** An order of which something new is known. */
export type ChangedOrder = { readonly order: LockedOrder; readonly after: ObservedOrder };

export function mergeObservations(
  rows: readonly ClaimedRow[],
  orders: readonly LockedOrder[],
): ChangedOrder[] {
  const merged = new Map(orders.map((order) => [keyOf(order), { order, after: order.observed }]));
  for (const { shopId, observation } of rows) {
    const entry = merged.get(keyOf({ shopId, orderId: observation.orderId }));
    invariant(entry, 'Every order spoken of is locked before it is merged.');
    entry.after = observe(entry.after, wholeObservation(observation));
  }
  return [...merged.values()].filter(({ order, after }) => !isSame(order.observed, after));
}

/** What is known of an order after one more observation of it. */
export function observe(known: ObservedOrder, observation: Observation): ObservedOrder {
  switch (observation.type) {
    case 'order':
      return observeCredits(
        observeSnapshot(known, observation.snapshot),
        observation.credits ?? [],
      );
    case 'refund':
      return observeRefund(known, observation.refund);
    case 'chargeback':
      return observation.chargeback ? observeChargeback(known, observation.chargeback) : known;
    case 'credit':
      return observation.credit ? observeCredits(known, [observation.credit]) : known;
  }
}

/** Merging keeps what it already had, the very object, where nothing newer was seen. */
function isSame(a: ObservedOrder, b: ObservedOrder): boolean {
  return (
    a.latest === b.latest &&
    a.covered === b.covered &&
    a.paidAt === b.paidAt &&
    a.fulfilledAt === b.fulfilledAt &&
    a.tags === b.tags &&
    a.refunds === b.refunds &&
    a.chargebacks === b.chargebacks &&
    a.credits === b.credits
  );
}

const keyOf = ({ shopId, orderId }: OrderName): string => `${shopId} ${orderId}`;
