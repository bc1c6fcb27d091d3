/**
 * Orders that we asked Shopify for, into the same inbox that webhooks fill: what follows is the
 * drain's, and a repeat inserts nothing.
 */
import type { ObservedRefund, OrderSnapshot } from '../domain/facts/observed-order.ts';
import type { Delivery, InboxInsert } from './ports/ingest.ts';
import type { FetchedOrder, ShopRef } from './ports/shopify.ts';

/** Topics of ours, beside Shopify's. */
export type OwnTopic = 'laurel/history' | 'laurel/reconcile';

export type OrderToStore = { readonly deliveryId: string; readonly order: FetchedOrder };

/** The inbox did not answer; the same may succeed a moment later. */
export class InboxUnavailable extends Error {
  override name = 'InboxUnavailable';
}

/**
 * Stores the orders and answers how many the database would not hold. Throws {@link
 * InboxUnavailable} where it is not known what was stored: store them again.
 */
export async function storeOrders(
  insert: InboxInsert,
  shop: ShopRef,
  given: { readonly topic: OwnTopic; readonly orders: readonly OrderToStore[] },
): Promise<number> {
  if (given.orders.length === 0) return 0;
  const deliveries = given.orders.map((one) => toDelivery(shop, given.topic, one));
  const answer = await insert(deliveries);
  if (answer.ok) {
    if (answer.each.some(({ outcome }) => outcome === 'unknown_shop')) {
      throw new InboxUnavailable('There is no such shop any more.');
    }
    return 0;
  }
  if (answer.outcome === 'unavailable') throw new InboxUnavailable(answer.detail);
  if (given.orders.length === 1) return 1;
  // One value of one of them is to blame: each goes alone.
  let refused = 0;
  for (const one of given.orders)
    refused += await storeOrders(insert, shop, { ...given, orders: [one] });
  return refused;
}

function toDelivery(shop: ShopRef, topic: OwnTopic, { deliveryId, order }: OrderToStore): Delivery {
  const snapshot = { ...order.snapshot, refunds: unite(order.snapshot, order.refunds) };
  return {
    topic,
    domain: shop.domain,
    deliveryId,
    eventId: null,
    triggeredAt: snapshot.updatedAt,
    content: {
      status: 'waiting',
      observation: { type: 'order', orderId: order.orderId, snapshot, credits: order.credits },
    },
  };
}

function unite(snapshot: OrderSnapshot, refunds: readonly ObservedRefund[]): ObservedRefund[] {
  const shown = new Set(snapshot.refunds.map(({ id }) => id));
  return [...snapshot.refunds, ...refunds.filter(({ id }) => !shown.has(id))];
}
