/** An order's words: note, tags, e-mail, whose it is; opened, archived, deleted. */
import type { Customer } from '../model/customer.ts';
import { customers } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import type { Order } from '../model/order.ts';
import { fulfilledQuantity } from '../model/order-sums.ts';
import type { World } from '../world/world.ts';
import type { Property } from './basket.ts';
import { countCustomer } from './count-customer.ts';
import { type NewAddress, noCustomer, sortedTags, withId } from './customers.ts';
import { discountUses } from './kinds.ts';
import { noOrder } from './pay-order.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { findOrder, saveOrder } from './save-order.ts';
import { tell } from './tell.ts';

export type OrderWords = {
  readonly note?: string | null;
  readonly tags?: readonly string[];
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly attributes?: readonly Property[];
  readonly shippingAddress?: NewAddress;
};

/** What is named is replaced. Refused with `NOT_FOUND`, `INVALID`. Tells `orders/updated`. */
export function updateOrder(
  world: World,
  shopId: number,
  { id, words }: { id: number; words: OrderWords },
): Outcome<Order> {
  return change(world, shopId, id, (order) => {
    const { email, shippingAddress, tags, ...plain } = words;
    if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
      return refuse('INVALID', ['email'], 'Email is invalid');
    }
    return done({
      ...order,
      ...plain,
      ...(email === undefined ? {} : { email }),
      ...(tags === undefined ? {} : { tags: sortedTags(tags) }),
      ...(shippingAddress === undefined ? {} : { shippingAddress: withId(world, shippingAddress) }),
    });
  });
}

/** Whose order it is, told late: a guest who registered, a till that forgot to ask. */
export function setOrderCustomer(
  world: World,
  shopId: number,
  { id, customerId }: { id: number; customerId: number | null },
): Outcome<Order> {
  return change(world, shopId, id, (order) => {
    const customer: Customer | null =
      customerId === null ? null : world.store.get(customers, shopId, customerId);
    if (customerId !== null && customer === null) return noCustomer('customerId');
    return done({ ...order, customerId, email: order.email ?? customer?.email ?? null });
  });
}

/** Archived. An order closed already stays as it is. */
export function closeOrder(world: World, shopId: number, id: number): Outcome<Order> {
  return change(world, shopId, id, (order) =>
    done({ ...order, closedAt: order.closedAt ?? world.clock.now() }),
  );
}

/** Taken out of the archive. */
export function openOrder(world: World, shopId: number, id: number): Outcome<Order> {
  return change(world, shopId, id, (order) => done({ ...order, closedAt: null }));
}

/**
 * Gone for good. Shopify deletes orders that are cancelled or were never paid online; one that was
 * partly sent and not cancelled stays. Tells `orders/delete`.
 */
export function deleteOrder(world: World, shopId: number, id: number): Outcome<number> {
  return world.transact(() => {
    const order = findOrder(world, shopId, id);
    if (order === null) return refuse('NOT_FOUND', ['orderId'], 'Order does not exist');
    const isSent = order.lines.some((line) => fulfilledQuantity(order, line.id) > 0);
    if (order.cancelledAt === null && isSent) {
      return refuse('INVALID', ['orderId'], 'order_cannot_be_deleted');
    }
    world.store.remove(orders, shopId, id);
    for (const use of world.store.find(discountUses, shopId, 'order_id', id)) {
      world.store.remove(discountUses, shopId, use.id);
    }
    countCustomer(world, shopId, { before: order, after: null, at: world.clock.now() });
    tell(world, { shopId, topic: 'orders/delete', kind: 'Order', id });
    return done(id);
  });
}

function change(
  world: World,
  shopId: number,
  id: number,
  make: (order: Order) => Outcome<Order>,
): Outcome<Order> {
  return world.transact(() => {
    const order = findOrder(world, shopId, id);
    if (order === null) return noOrder();
    const made = make(order);
    if (!made.ok) return made;
    const at = world.clock.now();
    return done(saveOrder(world, shopId, { before: order, after: made.value, topics: [], at }));
  });
}
