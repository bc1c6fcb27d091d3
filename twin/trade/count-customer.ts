/**
 * What a customer's record says of their orders: how many, how much they paid and kept paid, the
 * latest. Follows each order as it changes: money received minus money given back counts as spent.
 * Test orders are not counted (https://shopify.dev/docs/api/admin-rest/latest/resources/customer,
 * `orders_count`, read 2026-11).
 */
import type { Order } from '../model/order.ts';
import type { Customer } from '../model/customer.ts';
import { customers } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import { receivedMinor, refundedMinor } from '../model/order-sums.ts';
import type { World } from '../world/world.ts';
import { tell } from './tell.ts';

/**
 * Brings the customers of an order up to date; null stands for an order not yet or no longer there.
 */
export function countCustomer(
  world: World,
  shopId: number,
  { before, after, at }: { before: Order | null; after: Order | null; at: number },
): void {
  const [was, is] = [partOf(before), partOf(after)];
  if (was.customerId === is.customerId) {
    if (was.spentMinor !== is.spentMinor || was.count !== is.count) add(is.customerId, +1, was);
    return;
  }
  add(was.customerId, -1, null);
  add(is.customerId, +1, null);

  function add(customerId: number | null, sign: 1 | -1, base: Part | null): void {
    const customer = customerId === null ? null : world.store.get(customers, shopId, customerId);
    if (customer === null) return;
    const part = sign === 1 ? is : was;
    const latestOf = ({ id, lastOrderId }: Customer) =>
      count < 0 && lastOrderId === before?.id
        ? latestOrderId(world, { shopId, customerId: id, but: before.id })
        : lastOrderId;
    const count = base === null ? sign * part.count : is.count - base.count;
    const spent = base === null ? sign * part.spentMinor : is.spentMinor - base.spentMinor;
    world.store.put(customers, shopId, {
      ...customer,
      ordersCount: customer.ordersCount + count,
      spentMinor: customer.spentMinor + spent,
      lastOrderId: count > 0 && after !== null ? after.id : latestOf(customer),
      updatedAt: Math.max(at, customer.updatedAt),
    });
    for (const topic of ['customers/update', 'customers/purchasing_summary']) {
      tell(world, { shopId, topic, kind: 'Customer', id: customer.id });
    }
  }
}

function latestOrderId(
  world: World,
  { shopId, customerId, but }: { shopId: number; customerId: number; but: number },
): number | null {
  const rest = world.store.find(orders, shopId, 'customer_id', customerId);
  return rest.filter(({ id }) => id !== but).at(-1)?.id ?? null;
}

type Part = { customerId: number | null; count: number; spentMinor: number };

function partOf(order: Order | null): Part {
  if (order === null || order.isTest) return { customerId: null, count: 0, spentMinor: 0 };
  return {
    customerId: order.customerId,
    count: 1,
    spentMinor: receivedMinor(order) - refundedMinor(order),
  };
}
