/**
 * Goods sent. An order is partially fulfilled while something is left to send, fulfilled after;
 * then Shopify archives it if it is paid, unless the shop switched that off; the twin leaves it
 * open.
 */
import type { Fulfillment, Order } from '../model/order.ts';
import { fulfillableQuantity, fulfillmentStatus, sum } from '../model/order-sums.ts';
import type { World } from '../world/world.ts';
import { noOrder } from './pay-order.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { findOrder, saveOrder } from './save-order.ts';
import { shopOf, tell } from './tell.ts';

export type Sending = {
  readonly orderId: number;
  /** Everything that is left, if nothing is said. */
  readonly lines?: readonly { readonly lineId: number; readonly quantity: number }[];
  readonly trackingCompany?: string | null;
  readonly trackingNumber?: string | null;
  readonly trackingUrl?: string | null;
  readonly locationId?: number | null;
  readonly at?: number;
};

export type Sent = { readonly order: Order; readonly fulfillment: Fulfillment };

/** Refused with `NOT_FOUND`, or `INVALID` where there is nothing or less than that to send. */
export function fulfilOrder(world: World, shopId: number, sending: Sending): Outcome<Sent> {
  return world.transact(() => {
    const order = findOrder(world, shopId, sending.orderId);
    if (order === null) return noOrder();
    const lines = sending.lines ?? everythingLeft(order);
    const field = ['fulfillment', 'lineItemsByFulfillmentOrder'];
    if (lines.length === 0) {
      const words = 'Fulfillment order does not have any fulfillable line items.';
      return refuse('INVALID', field, words);
    }
    for (const { lineId, quantity } of lines) {
      const line = order.lines.find(({ id }) => id === lineId);
      // The same line may be named more than once; together they are no more than is left of it.
      const asked = sum(lines, (one) => (one.lineId === lineId ? one.quantity : 0));
      if (!line || quantity < 1 || asked > fulfillableQuantity(order, line)) {
        const words = 'Invalid fulfillment order line item quantity requested.';
        return refuse('INVALID', field, words);
      }
    }
    return done(send(world, shopId, { order, sending, lines }));
  });
}

function send(
  world: World,
  shopId: number,
  { order, sending, lines }: { order: Order; sending: Sending; lines: Fulfillment['lines'] },
): Sent {
  const { at = world.clock.now() } = sending;
  const fulfillment: Fulfillment = {
    id: world.store.nextId(),
    name: `${order.name}.${order.fulfillments.length + 1}`,
    status: 'success',
    lines,
    trackingCompany: sending.trackingCompany ?? null,
    trackingNumber: sending.trackingNumber ?? null,
    trackingUrl: sending.trackingUrl ?? null,
    locationId: sending.locationId ?? shopOf(world, shopId).locations[0]?.id ?? null,
    at,
    updatedAt: at,
  };
  const after = { ...order, fulfillments: [...order.fulfillments, fulfillment] };
  const isAll = fulfillmentStatus(after) === 'fulfilled';
  const topics = [isAll ? 'orders/fulfilled' : 'orders/partially_fulfilled'];
  const kept = saveOrder(world, shopId, { before: order, after, topics, at });
  tellFulfillment(world, shopId, { order, id: fulfillment.id, change: 'create' });
  return { order: kept, fulfillment };
}

/** Nothing was sent after all: its units may be sent again. */
export function cancelFulfillment(
  world: World,
  shopId: number,
  { orderId, fulfillmentId }: { orderId: number; fulfillmentId: number },
): Outcome<Sent> {
  return changeFulfillment(world, shopId, {
    orderId,
    fulfillmentId,
    change: (one) => ({ ...one, status: 'cancelled' }),
  });
}

/** What became known of the parcel: tracking. Tells `fulfillments/update`. */
export function changeFulfillment(
  world: World,
  shopId: number,
  wanted: {
    orderId: number;
    fulfillmentId: number;
    change: (fulfillment: Fulfillment) => Fulfillment;
  },
): Outcome<Sent> {
  return world.transact(() => {
    const order = findOrder(world, shopId, wanted.orderId);
    const found = order?.fulfillments.find(({ id }) => id === wanted.fulfillmentId);
    if (!order || !found) return refuse('NOT_FOUND', ['id'], 'Fulfillment does not exist.');
    const at = world.clock.now();
    const changed = { ...wanted.change(found), updatedAt: at };
    const fulfillments = order.fulfillments.map((one) => (one === found ? changed : one));
    const after = { ...order, fulfillments };
    const kept = saveOrder(world, shopId, { before: order, after, topics: [], at });
    tellFulfillment(world, shopId, { order, id: found.id, change: 'update' });
    return done({ order: kept, fulfillment: changed });
  });
}

function everythingLeft(order: Order): Fulfillment['lines'] {
  return order.lines
    .map((line) => ({ lineId: line.id, quantity: fulfillableQuantity(order, line) }))
    .filter(({ quantity }) => quantity > 0);
}

function tellFulfillment(
  world: World,
  shopId: number,
  { order, id, change }: { order: Order; id: number; change: 'create' | 'update' },
): void {
  const topic = `fulfillments/${change}`;
  tell(world, { shopId, topic, kind: 'Fulfillment', id, extra: { orderId: order.id } });
}
