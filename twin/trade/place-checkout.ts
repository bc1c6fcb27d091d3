/** A checkout nothing is wrong with becomes an order. */
import type { Checkout } from '../model/cart.ts';
import { carts, checkouts, metafieldDefinitions, metafields } from '../model/kinds.ts';
import type { Customer } from '../model/customer.ts';
import type { Order } from '../model/order.ts';
import type { World } from '../world/world.ts';
import { buildOrder, type OrderFacts } from './build-order.ts';
import type { Completing } from './checkout-problems.ts';
import type { Completion } from './complete-checkout.ts';
import { findBuyer } from './find-buyer.ts';
import { recordOrder } from './record-order.ts';
import { settleOrder } from './settle-order.ts';
import { shopOf } from './tell.ts';

/** The order as kept; its cart is gone. Inside a transaction. */
export function placeCheckout(world: World, shopId: number, given: Completing): Order {
  const { checkout, lines, priced, completion } = given;
  const at = completion.at ?? world.clock.now();
  const { customerId, email, phone, acceptsMarketing } = checkout;
  const address = checkout.shippingAddress ?? checkout.billingAddress;
  const said = { customerId, email, phone, acceptsMarketing, address, at };
  const buyer = findBuyer(world, shopId, said);
  const facts = factsOf(world, shopId, { checkout, completion, buyer, at });
  const order = buildOrder(world, shopId, { lines, priced, facts });
  const { payment } = completion;
  const transactions = settleOrder(world, shopId, { order, priced, payment, at });
  const paid = { ...order, transactions };
  const kept = recordOrder(world, shopId, { order: paid, at, takesStock: true });
  closeCheckout(world, shopId, { checkout, order: kept, at });
  return kept;
}

function factsOf(
  world: World,
  shopId: number,
  given: { checkout: Checkout; completion: Completion; buyer: Customer | null; at: number },
): OrderFacts {
  const { checkout, completion, buyer, at } = given;
  return {
    at,
    sourceName: checkout.sourceName,
    customerId: buyer?.id ?? null,
    email: checkout.email ?? buyer?.email ?? null,
    phone: checkout.phone,
    shippingAddress: checkout.shippingAddress,
    billingAddress: checkout.billingAddress ?? checkout.shippingAddress,
    note: checkout.note,
    attributes: checkout.attributes,
    tags: [],
    cartToken: checkout.cartToken,
    checkoutToken: checkout.token,
    presentmentCurrency: checkout.presentmentCurrency,
    appId: null,
    locationId: completion.locationId ?? null,
    userId: completion.userId ?? null,
    isTest: false,
    taxExempt: buyer?.taxExempt ?? false,
    locale: buyer?.locale ?? shopOf(world, shopId).locale,
    landingSite: checkout.sourceName === 'web' ? '/' : null,
    browserIp: completion.browserIp ?? null,
  };
}

function closeCheckout(
  world: World,
  shopId: number,
  { checkout, order, at }: { checkout: Checkout; order: Order; at: number },
): void {
  world.store.put(checkouts, shopId, { ...checkout, orderId: order.id, updatedAt: at });
  const { cartToken } = checkout;
  const cart = cartToken === null ? null : world.store.findOne(carts, shopId, 'token', cartToken);
  if (cart) world.store.remove(carts, shopId, cart.id);
  for (const { namespace, key, type, value } of checkout.metafields) {
    // Copied where the order has a definition that says so (capability cartToOrderCopyable,
    // https://shopify.dev/docs/apps/build/metafields/use-metafield-capabilities, read 2026-11).
    const place = `ORDER/${namespace}/${key}`;
    const definition = world.store.findOne(metafieldDefinitions, shopId, 'place', place);
    if (!definition?.capabilities['cartToOrderCopyable']) continue;
    const id = world.store.nextId();
    const owner = { ownerKind: 'Order', ownerId: order.id };
    const instants = { createdAt: at, updatedAt: at };
    world.store.put(metafields, shopId, { id, ...owner, namespace, key, type, value, ...instants });
  }
}
