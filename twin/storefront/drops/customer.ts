/** The customer who is logged in. Source: shopify.dev/docs/api/liquid/objects/customer. */
import type { Fields } from '../../liquid/fields.ts';
import type { Address, Customer } from '../../model/customer.ts';
import { storeCreditAccounts } from '../../model/kinds.ts';
import { orders } from '../../model/order-kind.ts';
import type { Order } from '../../model/order.ts';
import { drop, hundredths, type Lens } from './lens.ts';
import { metafieldsDrop } from './metafields.ts';
import { orderDrop } from './order.ts';

export function customerDrop(lens: Lens, customer: Customer): Fields {
  const { store } = lens.world;
  const found = (): Order[] =>
    store
      .find(orders, lens.shop.id, 'customer_id', customer.id)
      .sort((a, b) => b.processedAt - a.processedAt);
  const names = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  const main = customer.addresses.find((one) => one.id === customer.defaultAddressId);
  const properties: Record<string, unknown> = {
    accepts_marketing: customer.emailConsent.state === 'SUBSCRIBED',
    addresses: () => customer.addresses.map((one) => addressDrop(lens, one)),
    addresses_count: customer.addresses.length,
    'b2b?': false,
    company_available_locations: [],
    company_available_locations_count: 0,
    current_company: null,
    current_location: null,
    default_address: () => (main ? addressDrop(lens, main) : null),
    email: customer.email,
    first_name: customer.firstName,
    has_account: customer.state === 'enabled',
    'has_avatar?': false,
    id: customer.id,
    last_name: customer.lastName,
    last_order: () => {
      const last = found()[0];
      return last ? orderDrop(lens, last) : null;
    },
    metafields: () => metafieldsDrop(lens, { kind: 'Customer', id: customer.id }),
    name: names,
    orders: () => found().map((one) => orderDrop(lens, one)),
    orders_count: customer.ordersCount,
    payment_methods: [],
    phone: customer.phone,
    store_credit_account: () => storeCreditDrop(lens, customer),
    tags: [...customer.tags],
    tax_exempt: customer.taxExempt,
    total_spent: hundredths(lens.shop, customer.spentMinor),
  };
  return drop(lens, 'customer', properties);
}

export function addressDrop(lens: Lens, address: Address): Fields {
  const country = new Intl.DisplayNames('en', { type: 'region' }).of(address.countryCode);
  const name = [address.firstName, address.lastName].filter(Boolean).join(' ');
  const street = [address.address1, address.address2].filter(Boolean).join(', ');
  return drop(lens, 'address', {
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    company: address.company,
    country,
    country_code: address.countryCode,
    first_name: address.firstName,
    id: address.id,
    last_name: address.lastName,
    name,
    phone: address.phone,
    province: address.provinceCode,
    province_code: address.provinceCode,
    street,
    summary: [name, street, address.city, country].filter(Boolean).join(', '),
    url: `/account/addresses/${address.id}`,
    zip: address.zip,
  });
}

function storeCreditDrop(lens: Lens, customer: Customer): Fields | null {
  const account = lens.world.store
    .find(storeCreditAccounts, lens.shop.id, 'customer_id', customer.id)
    .find((one) => one.currency === lens.shop.currency);
  if (!account) return null;
  const balance = hundredths(lens.shop, account.balanceMinor);
  return drop(lens, 'store_credit_account', { balance });
}
