/** Customers: the list, and what is known of each. */
import { Hono } from 'hono';
import type { Customer, StoreCreditAccount } from '../model/customer.ts';
import { customers, giftCards, metafields, storeCreditAccounts } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import type { AdminOptions } from './admin-options.ts';
import { addressLines, describeOrderRow } from './order-views.ts';
import { readListPage } from './page-cursor.ts';
import { sayCount, sayDay, sayMoney, sayName, sayStatus, sayWord } from './say.ts';
import { shopPage } from './shop-page.ts';

const ORDERS_SHOWN = 10;

/** Below `/store/:shop`. */
export function customerRoutes(options: AdminOptions): Hono {
  const { world } = options;
  const routes = new Hono();

  routes.get(
    '/customers',
    shopPage(options, ({ shop, url, page }) => {
      const by = { shopId: shop.id, sort: 'updated_at', isReversed: true };
      const list = readListPage(world, customers, by, url);
      return page('customers', 'Customers', 'customers', {
        list: { ...list, records: undefined },
        rows: list.records.map((customer) => describeRow(customer, shop)),
      });
    }),
  );

  routes.get(
    '/customers/:id',
    shopPage(options, ({ shop, page, param, notFound }) => {
      const customer = world.store.get(customers, shop.id, Number(param('id')));
      if (!customer) return notFound('customer');
      return page('customers', sayName(customer), 'customer', describePage(world, shop, customer));
    }),
  );
  return routes;
}

function describeRow(customer: Customer, shop: Shop) {
  const [address] = customer.addresses;
  return {
    href: `/store/${shop.handle}/customers/${customer.id}`,
    name: sayName(customer),
    email: customer.email,
    consent: sayStatus(
      customer.emailConsent.state === 'SUBSCRIBED' ? 'Subscribed' : 'Not subscribed',
    ),
    place: address ? [address.city, address.countryCode].filter(Boolean).join(', ') : '',
    orders: sayCount(customer.ordersCount, 'order'),
    spent: sayMoney(customer.spentMinor, shop),
  };
}

function describePage(world: World, shop: Shop, customer: Customer) {
  const { records } = world.store.page(orders, shop.id, {
    filter: {
      type: 'term',
      field: 'customer_id',
      comparison: '=',
      value: String(customer.id),
      isPrefix: false,
      isQuoted: false,
    },
    sort: 'processed_at',
    isReversed: true,
    limit: ORDERS_SHOWN,
  });
  const average = customer.ordersCount === 0 ? 0 : customer.spentMinor / customer.ordersCount;
  return {
    customer: {
      ...describeRow(customer, shop),
      id: customer.id,
      phone: customer.phone,
      note: customer.note,
      tags: customer.tags,
      state: sayWord(customer.state),
      language: customer.locale,
      since: sayDay(customer.createdAt, shop),
      average: sayMoney(Math.round(average), shop),
      addresses: customer.addresses.map((address) => ({
        lines: addressLines(address),
        isDefault: address.id === customer.defaultAddressId,
      })),
    },
    orders: records.map(({ record }) => describeOrderRow(record, shop, customer)),
    metafields: world.store
      .find(metafields, shop.id, 'owner', `Customer/${customer.id}`)
      .map(({ namespace, key, type, value }) => ({ name: `${namespace}.${key}`, type, value })),
    credit: world.store
      .find(storeCreditAccounts, shop.id, 'customer_id', customer.id)
      .map((account) => describeCredit(account, shop)),
    giftCards: world.store.find(giftCards, shop.id, 'customer_id', customer.id).map((card) => ({
      code: `•••• ${card.code.slice(-4).toUpperCase()}`,
      balance: sayMoney(card.balanceMinor, card),
    })),
  };
}

function describeCredit(account: StoreCreditAccount, shop: Shop) {
  return {
    balance: sayMoney(account.balanceMinor, account),
    moves: account.transactions
      .slice(-5)
      .reverse()
      .map(({ type, amountMinor, at }) => ({
        what: sayWord(type),
        amount: sayMoney(amountMinor, account),
        date: sayDay(at, shop),
      })),
  };
}
