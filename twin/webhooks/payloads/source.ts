/** Where payloads get their records: one shop in the store, as a transaction leaves it. */
import type { Product, Variant } from '../../model/catalog.ts';
import {
  checkouts,
  collections,
  customers,
  carts,
  discounts,
  products,
  redeemCodes,
  segments,
  shops,
} from '../../model/kinds.ts';
import type { Order } from '../../model/order.ts';
import { orders } from '../../model/order-kind.ts';
import type { Kind } from '../../store/kind.ts';
import type { Store } from '../../store/store.ts';
import { type OrderContext, orderContext } from './order-context.ts';
import { openWriter } from './writer.ts';

export type PayloadSource = ReturnType<typeof openSource>;

/** `at`: the instant of the event. Throws where there is no such shop. */
export function openSource(store: Store, shopId: number, at: number) {
  const shop = store.get(shops, 0, shopId);
  if (shop === null) throw new Error(`There is no shop ${shopId}.`);
  const { zone, currency } = shop;

  /** A record that an event names must be there. */
  function need<T>(kind: Kind<T>, id: number): T {
    const record = store.get(kind, shopId, id);
    if (record === null) throw new Error(`There is no ${kind.name} ${id} in shop ${shop?.domain}.`);
    return record;
  }

  function contextOf(order: Order): OrderContext {
    const { customerId } = order;
    return orderContext(shop as NonNullable<typeof shop>, order, {
      customer: customerId === null ? null : store.get(customers, shopId, customerId),
      hasProduct: (id) => store.get(products, shopId, id) !== null,
    });
  }

  function findVariant(variantId: number): { product: Product; variant: Variant } | null {
    const product = store.findOne(products, shopId, 'variant_id', variantId);
    const variant = product?.variants.find(({ id }) => id === variantId);
    return product && variant ? { product, variant } : null;
  }

  return {
    at,
    shop,
    writer: openWriter({ zone, currency }),
    customer: (id: number) => need(customers, id),
    customerOrNull: (id: number | null) => (id === null ? null : store.get(customers, shopId, id)),
    product: (id: number) => need(products, id),
    productOfItem: (itemId: number) => store.findOne(products, shopId, 'inventory_item_id', itemId),
    collection: (id: number) => need(collections, id),
    discount: (id: number) => need(discounts, id),
    redeemCode: (id: number) => store.get(redeemCodes, shopId, id),
    segment: (id: number) => need(segments, id),
    cart: (id: number) => need(carts, id),
    checkout: (id: number) => need(checkouts, id),
    findVariant,
    /** With the context its payload needs. */
    order(id: number): { order: Order; context: OrderContext } {
      const order = need(orders, id);
      return { order, context: contextOf(order) };
    },
    /** The order that has a refund, payment or fulfilment, found by the name of the term. */
    orderOf(term: 'refund_id' | 'transaction_id' | 'fulfillment_id', id: number) {
      const order = store.findOne(orders, shopId, term, id);
      if (order === null) throw new Error(`No order of shop ${shop.domain} has ${term} ${id}.`);
      return { order, context: contextOf(order) };
    },
  };
}
