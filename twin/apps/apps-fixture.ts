/** A shop and an app for this room's tests: no person in it, all of it made up here. */
import { readAppToml } from './read-app-toml.ts';
import { registerApp } from './register-app.ts';
import { installApp } from './install-app.ts';
import { shops } from '../model/kinds.ts';
import type { App, Installation } from '../model/app.ts';
import type { Shop } from '../model/shop.ts';
import { openWorld, type World } from '../world/world.ts';

export const APP_TOML = `
client_id = "a61950a2cbd5f32876b0b55587ec7a27"
name = "Club"
handle = "club"
application_url = "https://club.example.com/"
embedded = true

[access_scopes]
scopes = "read_products,write_customers"
optional_scopes = ["write_discounts"]

[auth]
redirect_urls = ["https://club.example.com/auth/callback"]

[webhooks]
api_version = "2026-07"

  [[webhooks.subscriptions]]
  topics = ["app/uninstalled", "orders/paid"]
  uri = "/webhooks"

  [[webhooks.subscriptions]]
  compliance_topics = ["customers/redact", "customers/data_request", "shop/redact"]
  uri = "/webhooks"

[app_proxy]
url = "/proxy"
prefix = "apps"
subpath = "club"

[customer.metafields.app.points]
name = "Points"
type = "number_integer"
access.admin = "merchant_read"
access.customer_account = "read"
`;

export const APP_SECRET = 'hush, a secret of the tests';

/** 2026-11-23, noon in London. */
export const NOON = Date.UTC(2026, 10, 23, 12);

const SHOP: Shop = {
  id: 71,
  handle: 'demo-shop',
  domain: 'demo-shop.myshopify.com',
  name: 'Demo Shop',
  email: 'owner@demo-shop.example',
  ownerName: 'Shop Owner',
  currency: 'EUR',
  zone: 'Europe/Berlin',
  countryCode: 'DE',
  plan: 'grow',
  taxesIncluded: true,
  taxShipping: true,
  taxRates: [],
  shippingRates: [],
  presentmentRates: {},
  locale: 'en',
  locations: [],
  createdAt: NOON,
  updatedAt: NOON,
  theme: { settings: {}, blocks: [], embeds: [] },
};

export type AppsFixture = {
  readonly world: World;
  readonly shop: Shop;
  readonly app: App;
  /** Moves the clock, by default standing at noon. */
  readonly at: (instant: number) => void;
};

export type FixtureOptions = {
  readonly toml?: string;
  readonly origin?: string;
  readonly frontOrigin?: string;
  /** Let the clock run with the machine's, for clients that look at their own. */
  readonly isRunning?: boolean;
};

/** A world in memory with one shop and one app that is registered, not installed. */
export function openAppsFixture(options: FixtureOptions = {}): AppsFixture {
  const world = openWorld({ folder: null });
  if (!options.isRunning) world.clock.stand(NOON);
  world.store.put(shops, 0, SHOP);
  const origin = options.origin ?? 'http://127.0.0.1:3000';
  const { configuration, warnings } = readAppToml(
    options.toml ?? APP_TOML,
    'shopify.app.toml',
    options.frontOrigin,
  );
  const app = registerApp(world, {
    definition: { folder: '/app', configuration, extensions: [], warnings },
    apiSecret: APP_SECRET,
    origin,
    frontOrigin: options.frontOrigin ?? origin,
  });
  return { world, shop: SHOP, app, at: (instant) => world.clock.moveTo(instant) };
}

export function install({ world, shop, app }: AppsFixture): Installation {
  return installApp(world, shop.id, app);
}
