/** What a customer sees of themselves: their orders, newest first, and their profile. */
import type { Customer } from '../model/customer.ts';
import { orders } from '../model/order-kind.ts';
import type { Shop } from '../model/shop.ts';
import { orderView } from '../checkout/order-view.ts';
import { countryName } from '../checkout/countries.ts';
import { parseSearch } from '../store/search-syntax.ts';
import type { PageKey } from '../store/store.ts';
import type { World } from '../world/world.ts';

const ORDERS_SHOWN = 20;

/** One page of orders; `after` is what the page before it ended with, as `older` told it. */
export function ordersView(world: World, shop: Shop, customer: Customer, after = '') {
  const page = world.store.page(orders, shop.id, {
    filter: parseSearch(`customer_id:${customer.id}`),
    sort: 'created_at',
    isReversed: true,
    limit: ORDERS_SHOWN,
    after: readKey(after),
  });
  const last = page.records.at(-1)?.key;
  return {
    ...commonView(shop, customer),
    orders: page.records.map(({ record }) => orderView(world, shop, record)),
    older: page.hasNext && last ? `${last.value}-${last.id}` : '',
    isFirstPage: !page.hasPrevious,
  };
}

/** What cannot be read begins at the newest. */
function readKey(text: string): PageKey | null {
  const [, value, id] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  return value && id ? { value: Number(value), id: Number(id) } : null;
}

export function profileView(shop: Shop, customer: Customer) {
  return {
    ...commonView(shop, customer),
    firstName: customer.firstName ?? '',
    lastName: customer.lastName ?? '',
    email: customer.email ?? '',
    isSubscribed: customer.emailConsent.state === 'SUBSCRIBED',
    addresses: customer.addresses.map((address) => ({
      isDefault: address.id === customer.defaultAddressId,
      lines: [
        [address.firstName, address.lastName].filter(Boolean).join(' '),
        address.address1 ?? '',
        [address.city, address.zip].filter(Boolean).join(' '),
        countryName(address.countryCode),
      ].filter((line) => line !== ''),
    })),
  };
}

export function commonView(shop: Shop, customer: Customer) {
  return { shopName: shop.name, zone: shop.zone, customerEmail: customer.email ?? '' };
}
