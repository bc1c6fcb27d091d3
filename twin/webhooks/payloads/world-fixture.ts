/** A shop with one of everything, for tests. */
import {
  carts,
  checkouts,
  collections,
  customers,
  discounts,
  products,
  segments,
  shops,
} from '../../model/kinds.ts';
import { orders } from '../../model/order-kind.ts';
import { openWorld, type World } from '../../world/world.ts';
import { fullOrder } from './order-fixture.ts';
import {
  CART,
  CHECKOUT,
  COLLECTION,
  CUSTOMER,
  DISCOUNT,
  NOON,
  PRODUCT,
  SEGMENT,
  SHOP,
  SHOP_ID,
} from './records-fixture.ts';

/** In memory; its clock stands at noon. */
export function openSampleWorld(): World {
  const world = openWorld({ folder: null, seed: 'webhooks' });
  world.clock.stand(NOON);
  const { store } = world;
  store.put(shops, 0, SHOP);
  store.put(customers, SHOP_ID, CUSTOMER);
  store.put(products, SHOP_ID, PRODUCT);
  store.put(collections, SHOP_ID, COLLECTION);
  store.put(discounts, SHOP_ID, DISCOUNT);
  store.put(segments, SHOP_ID, SEGMENT);
  store.put(carts, SHOP_ID, CART);
  store.put(checkouts, SHOP_ID, CHECKOUT);
  store.put(orders, SHOP_ID, fullOrder());
  return world;
}
