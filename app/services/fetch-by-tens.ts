/**
 * Any number of orders by id, as many a call as Shopify allows; those that are gone are left out.
 * One that cannot be read must not keep its neighbours waiting: each of its ten is fetched alone.
 */
import type { Log } from './ports/log.ts';
import { type FetchedOrder, type Shopify, type ShopRef, UnreadableOrder } from './ports/shopify.ts';

type FetchNeeds = { readonly shopify: Pick<Shopify, 'fetchOrders'>; readonly log: Log };

const AT_ONCE = 10;

export type FetchedByTens = {
  readonly orders: readonly FetchedOrder[];
  /** How many could not be read. */
  readonly unreadable: number;
};

export async function fetchByTens(
  needs: FetchNeeds,
  shop: ShopRef,
  orderIds: readonly string[],
): Promise<FetchedByTens> {
  const orders: FetchedOrder[] = [];
  let unreadable = 0;
  for (let from = 0; from < orderIds.length; from += AT_ONCE) {
    const fetched = await fetchSome(needs, shop, orderIds.slice(from, from + AT_ONCE));
    orders.push(...fetched.orders);
    unreadable += fetched.unreadable;
  }
  return { orders, unreadable };
}

async function fetchSome(
  needs: FetchNeeds,
  shop: ShopRef,
  orderIds: readonly string[],
): Promise<FetchedByTens> {
  try {
    return { orders: await needs.shopify.fetchOrders(shop, orderIds), unreadable: 0 };
  } catch (error) {
    if (!(error instanceof UnreadableOrder)) throw error;
    if (orderIds.length === 1) {
      const { programId } = shop;
      needs.log.warn({ programId, error: error.message }, 'An order cannot be read.');
      return { orders: [], unreadable: 1 };
    }
  }
  const orders: FetchedOrder[] = [];
  let unreadable = 0;
  for (const orderId of orderIds) {
    const fetched = await fetchSome(needs, shop, [orderId]);
    orders.push(...fetched.orders);
    unreadable += fetched.unreadable;
  }
  return { orders, unreadable };
}
