/** The admin's first page and the shop's settings. */
import { Hono } from 'hono';
import { customers, products } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import { currentSums, sum } from '../model/order-sums.ts';
import type { Shop } from '../model/shop.ts';
import { parseSearch } from '../store/search-syntax.ts';
import type { World } from '../world/world.ts';
import type { AdminOptions } from './admin-options.ts';
import { describeOrderRow, findCustomer } from './order-views.ts';
import { sayCount, sayInstant, sayMoney } from './say.ts';
import { shopPage } from './shop-page.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const RECENT = 5;
const TO_FULFIL = 'fulfillment_status:unfulfilled status:open';
const UNPAID = 'financial_status:pending status:open';
/** Sales of more orders than this are not added up for a first page. */
const COUNTED_MAX = 2_000;

/** At `/store/:shop`. */
export function homeRoutes(options: AdminOptions): Hono {
  const { world } = options;
  const routes = new Hono();

  routes.get(
    '/',
    shopPage(options, ({ shop, page }) => page('home', 'Home', 'home', describeHome(world, shop))),
  );

  routes.get(
    '/settings',
    shopPage(options, ({ shop, page }) =>
      page('settings', 'Settings', 'settings', {
        rows: [
          ['Name', shop.name],
          ['Domain', shop.domain],
          ['E-mail', shop.email],
          ['Owner', shop.ownerName],
          ['Plan', shop.plan],
          ['Currency', shop.currency],
          ['Time zone', shop.zone],
          ['Taxes', shop.taxesIncluded ? 'Included in prices' : 'Added at checkout'],
          ['Time in the twin', sayInstant(world.clock.now(), shop)],
        ],
        taxes: shop.taxRates.map(({ title, rate, countryCode, provinceCode }) => ({
          title,
          place: [countryCode, provinceCode].filter(Boolean).join(' '),
          rate: `${Number((rate * 100).toFixed(3))}%`,
        })),
        shipping: shop.shippingRates.map((rate) => ({
          title: rate.title,
          price: rate.priceMinor === 0 ? 'Free' : sayMoney(rate.priceMinor, shop),
          note:
            rate.freeFromMinor === null ? '' : `Free from ${sayMoney(rate.freeFromMinor, shop)}`,
        })),
        locations: shop.locations,
      }),
    ),
  );
  return routes;
}

function describeHome(world: World, shop: Shop) {
  const { store, clock } = world;
  const since = new Date(clock.now() - 30 * DAY_MS).toISOString();
  const month = store.page(orders, shop.id, {
    filter: parseSearch(`processed_at:>='${since}'`),
    sort: 'processed_at',
    isReversed: true,
    limit: COUNTED_MAX,
    now: clock.now(),
  });
  const recent = month.records.map(({ record }) => record);
  const sales = sum(
    recent.filter(({ cancelledAt }) => cancelledAt === null),
    (order) => currentSums(order).totalMinor,
  );
  const count = (query: string) => store.count(orders, shop.id, parseSearch(query), clock.now());
  return {
    figures: [
      {
        label: 'Sales, last 30 days',
        value: `${sayMoney(sales, shop)}${month.hasNext ? '+' : ''}`,
      },
      {
        label: 'Orders, last 30 days',
        value: `${recent.length.toLocaleString('en-GB')}${month.hasNext ? '+' : ''}`,
      },
      { label: 'Customers', value: store.count(customers, shop.id).toLocaleString('en-GB') },
      { label: 'Products', value: store.count(products, shop.id).toLocaleString('en-GB') },
    ],
    todo: [
      {
        words: `${sayCount(count(TO_FULFIL), 'order')} to fulfil`,
        href: `orders?${new URLSearchParams({ q: TO_FULFIL })}`,
      },
      {
        words: `${sayCount(count(UNPAID), 'payment')} awaited`,
        href: `orders?${new URLSearchParams({ q: UNPAID })}`,
      },
    ],
    recent: recent
      .slice(0, RECENT)
      .map((order) => describeOrderRow(order, shop, findCustomer(world, shop, order))),
  };
}
