/**
 * What a segment may ask of one customer; what costs a look-up is looked up once, and only if
 * asked.
 */
import type { Metafield } from '../model/app.ts';
import type { Product } from '../model/catalog.ts';
import type { Customer, StoreCreditAccount } from '../model/customer.ts';
import { checkouts, metafields, products, storeCreditAccounts } from '../model/kinds.ts';
import type { Order } from '../model/order.ts';
import { orders } from '../model/order-kind.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';

export type CustomerFacts = {
  readonly shop: Shop;
  readonly now: number;
  readonly customer: Customer;
  /** Placed by them, test orders left out, oldest first. */
  readonly orders: () => readonly Order[];
  readonly creditAccounts: () => readonly StoreCreditAccount[];
  /** Ms; null: they never left a checkout. */
  readonly abandonedAt: () => number | null;
  readonly metafield: (namespace: string, key: string) => Metafield | null;
  readonly productOf: (productId: number) => Product | null;
};

/** The facts of a customer as of now. */
export function factsOf(world: World, shop: Shop, customer: Customer): CustomerFacts {
  const { store } = world;
  const { id } = customer;
  return {
    shop,
    customer,
    now: world.clock.now(),
    orders: once(() =>
      store
        .find(orders, shop.id, 'customer_id', id)
        .filter(({ isTest }) => !isTest)
        .sort((one, other) => one.createdAt - other.createdAt),
    ),
    creditAccounts: once(() => store.find(storeCreditAccounts, shop.id, 'customer_id', id)),
    abandonedAt: once(() => lastAbandoned(world, shop.id, customer)),
    metafield: (namespace, key) =>
      store.findOne(metafields, shop.id, 'place', `Customer/${id}/${namespace}/${key}`),
    productOf: (productId) => store.get(products, shop.id, productId),
  };
}

/** Checkouts are not filed by customer, so only this question reads them all. */
function lastAbandoned(world: World, shopId: number, { id, email }: Customer): number | null {
  let last: number | null = null;
  for (const checkout of world.store.each(checkouts, shopId)) {
    const isTheirs = checkout.customerId === id || (email !== null && checkout.email === email);
    if (checkout.orderId !== null || !isTheirs) continue;
    last = Math.max(last ?? 0, checkout.updatedAt);
  }
  return last;
}

function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => (known ??= { value: read() }).value;
}
