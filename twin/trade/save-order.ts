/** Keeps a changed order, counts for its customer, and tells of it. */
import { orders } from '../model/order-kind.ts';
import type { Order, Transaction } from '../model/order.ts';
import type { World } from '../world/world.ts';
import { countCustomer } from './count-customer.ts';
import { tell } from './tell.ts';

export type OrderChange = {
  readonly before: Order | null;
  readonly after: Order;
  /** Beside `orders/updated`, which follows every change. */
  readonly topics: readonly string[];
  readonly at: number;
};

/** The order as kept: `updatedAt` is set. Inside a transaction. */
export function saveOrder(world: World, shopId: number, change: OrderChange): Order {
  const { before, after, topics, at } = change;
  const order = world.store.put(orders, shopId, { ...after, updatedAt: at });
  for (const topic of [...topics, 'orders/updated']) {
    tell(world, { shopId, topic, kind: 'Order', id: order.id });
  }
  countCustomer(world, shopId, { before, after: order, at });
  return order;
}

const MOVES_MONEY: ReadonlySet<string> = new Set(['sale', 'capture', 'refund']);

/** `order_transactions/create` of each that was decided: a pending one is told once it is. */
export function tellTransactions(
  world: World,
  shopId: number,
  { orderId, transactions }: { orderId: number; transactions: readonly Transaction[] },
): void {
  for (const { id, status, kind } of transactions) {
    if (status === 'pending') continue;
    const topic = 'order_transactions/create';
    const extra = { orderId };
    tell(world, { shopId, topic, kind: 'OrderTransaction', id, extra });
    if (status !== 'success' || !MOVES_MONEY.has(kind)) continue;
    const tender = 'tender_transactions/create';
    tell(world, { shopId, topic: tender, kind: 'TenderTransaction', id, extra });
  }
}

/** The order, or null. */
export function findOrder(world: World, shopId: number, id: number): Order | null {
  return world.store.get(orders, shopId, id);
}
