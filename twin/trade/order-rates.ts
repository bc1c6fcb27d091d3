/** The tax rates an order is under: those of its destination, of the shop where it has none. */
import type { Order } from '../model/order.ts';
import { ratesFor, type NamedRate } from '../pricing/tax.ts';
import type { World } from '../world/world.ts';
import { shopOf } from './tell.ts';

export function ratesOfOrder(world: World, shopId: number, order: Order): readonly NamedRate[] {
  const shop = shopOf(world, shopId);
  const place = order.shippingAddress ?? order.billingAddress;
  return ratesFor(shop, {
    customerId: order.customerId,
    email: order.email,
    segmentIds: [],
    tags: [],
    usedDiscountIds: [],
    taxExempt: order.taxExempt,
    countryCode: place?.countryCode ?? shop.countryCode,
    provinceCode: place?.provinceCode ?? null,
  });
}
