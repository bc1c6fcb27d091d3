/**
 * Turns a file of trade into the past of a shop. Silent, as the past is: no event is told. Loading
 * the same trade twice changes nothing, since everything in it has the same id again; products are
 * found by their code.
 */
import { collections, customers, products as productKind } from '../model/kinds.ts';
import type { Address, Customer } from '../model/customer.ts';
import type { Product } from '../model/catalog.ts';
import type { Order } from '../model/order.ts';
import { orders } from '../model/order-kind.ts';
import { currentSums } from '../model/order-sums.ts';
import type { Shop } from '../model/shop.ts';
import type { Trade, TradeOrder } from '../trade-file/match-returns.ts';
import { customerIdOf, orderIdOf } from '../trade-file/name-ids.ts';
import type { World } from '../world/world.ts';
import { countryCodeOf } from './countries.ts';
import { inventCollections, inventExtras, inventProducts } from './invent-catalog.ts';
import { inventName } from './invent-names.ts';
import { pastOrder } from './past-order.ts';

export type LoadedHistory = {
  readonly products: number;
  readonly collections: number;
  readonly customers: number;
  readonly orders: number;
  readonly refunds: number;
};

/** `shiftMs` is added to every instant of the file. Progress is told every 1,000 orders. */
export function loadHistory(
  world: World,
  shop: Shop,
  trade: Trade,
  { shiftMs, onProgress }: { shiftMs: number; onProgress?: (orders: number) => void },
): LoadedHistory {
  const { store } = world;
  if (store.count(orders, shop.id) > 0) return counted(world, shop);
  const options = { currency: shop.currency, shiftMs, nextId: store.nextId };
  const firstAt = (trade.orders[0]?.at ?? trade.asOf) + shiftMs;
  return world.transact(() => {
    const goods = inventProducts(trade, options);
    const byCode = new Map(goods.map((product) => [product.variants[0]?.sku ?? '', product]));
    const sold = new Map<number, number>();
    const buyers = new Map<number, Customer>();
    let done = 0;
    for (const past of trade.orders) {
      const order = onePast(past, { shop, shiftMs, byCode, nextId: store.nextId });
      store.put(orders, shop.id, order);
      countGoods(order, sold);
      countBuyer(order, past, buyers);
      done += 1;
      if (done % 1000 === 0) onProgress?.(done);
    }
    const all = [...goods, ...inventExtras(firstAt, options)];
    for (const product of all) store.put(productKind, shop.id, product);
    const shown = inventCollections(all, { sold, at: firstAt, nextId: store.nextId });
    for (const collection of shown) store.put(collections, shop.id, collection);
    for (const customer of buyers.values()) store.put(customers, shop.id, customer);
    const last = Math.max(1000, ...trade.orders.map(({ number }) => Number(number) || 0));
    store.saveSetting(`next:order-number:${shop.id}`, String(last + 1));
    return counted(world, shop);
  });
}

function counted({ store }: World, shop: Shop): LoadedHistory {
  let refunds = 0;
  for (const order of store.each(orders, shop.id)) refunds += order.refunds.length;
  return {
    products: store.count(productKind, shop.id),
    collections: store.count(collections, shop.id),
    customers: store.count(customers, shop.id),
    orders: store.count(orders, shop.id),
    refunds,
  };
}

function onePast(
  past: TradeOrder,
  given: {
    shop: Shop;
    shiftMs: number;
    byCode: ReadonlyMap<string, Product>;
    nextId: () => number;
  },
): Order {
  const { shop, byCode } = given;
  const customerId = past.customerId === null ? null : Number(customerIdOf(past.customerId));
  return pastOrder(past, {
    currency: shop.currency,
    shiftMs: given.shiftMs,
    nextId: given.nextId,
    customerId,
    email: customerId === null ? guestEmail(past) : customerEmail(customerId),
    address: addressOf(past, customerId ?? Number(orderIdOf(past.number))),
    productOf: (code) => {
      const product = byCode.get(code);
      if (product === undefined) throw new Error(`No product was made of ${code}.`);
      return product;
    },
  });
}

function countGoods(order: Order, sold: Map<number, number>): void {
  for (const line of order.lines) {
    if (line.productId === null) continue;
    // By orders, not units: one wholesaler's thousand is no favourite of the shop's.
    sold.set(line.productId, (sold.get(line.productId) ?? 0) + 1);
  }
}

function countBuyer(order: Order, past: TradeOrder, buyers: Map<number, Customer>): void {
  if (order.customerId === null) return;
  const before = buyers.get(order.customerId) ?? newBuyer(order, past);
  buyers.set(order.customerId, {
    ...before,
    ordersCount: before.ordersCount + 1,
    spentMinor: before.spentMinor + currentSums(order).totalMinor,
    lastOrderId: order.id,
    updatedAt: order.updatedAt,
  });
}

function newBuyer(order: Order, past: TradeOrder): Customer {
  const id = order.customerId ?? 0;
  const name = inventName(String(id));
  const never = { state: 'NOT_SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: null } as const;
  const address = addressOf(past, id);
  return {
    id,
    firstName: name.first,
    lastName: name.last,
    email: order.email,
    phone: null,
    verifiedEmail: true,
    locale: 'en',
    tags: [],
    note: null,
    state: 'disabled',
    taxExempt: false,
    emailConsent:
      id % 3 === 0 ? { ...never, state: 'SUBSCRIBED', updatedAt: order.createdAt } : never,
    smsConsent: never,
    addresses: [address],
    defaultAddressId: address.id,
    ordersCount: 0,
    spentMinor: 0,
    lastOrderId: null,
    createdAt: order.createdAt,
    updatedAt: order.createdAt,
  };
}

function addressOf(past: TradeOrder, key: number): Address {
  const name = inventName(String(key));
  return {
    id: key,
    firstName: name.first,
    lastName: name.last,
    company: null,
    address1: `${(key % 180) + 1} Invented Street`,
    address2: null,
    city: 'Inventedham',
    zip: 'ZZ99 9ZZ',
    provinceCode: null,
    countryCode: countryCodeOf(past.lines[0]?.country ?? ''),
    phone: null,
  };
}

const customerEmail = (id: number) => `shopper-${id}@example.com`;

/** Two guests in three leave an e-mail, and some of them come again: fifty orders share one. */
function guestEmail(past: TradeOrder): string | null {
  const number = Number(orderIdOf(past.number));
  return number % 3 === 0 ? null : `guest-${Math.floor(number / 50)}@example.com`;
}
