/** Everything on a shop's own origin: store, cart, checkout, thank-you, accounts, app proxies. */
import { Hono } from 'hono';
import { accountRoutes } from './accounts/account-routes.ts';
import { askProxiedApp, findProxiedApp } from './apps/app-proxy.ts';
import { mintBuyerToken } from './apps/session-tokens.ts';
import { checkoutRoutes } from './checkout/checkout-routes.ts';
import { apps, checkouts, customers } from './model/kinds.ts';
import type { Cart } from './model/cart.ts';
import type { Customer } from './model/customer.ts';
import type { Shop } from './model/shop.ts';
import { extensionsAt } from './placements/placed-extensions.ts';
import { placementRoutes } from './placements/placement-routes.ts';
import { pictureOf } from './pictures.ts';
import type { PricedCart } from './pricing/types.ts';
import type { Rooms } from './rooms.ts';
import type { StorefrontContext } from './storefront/context.ts';
import { readCustomerId } from './storefront/routes/session.ts';
import { storefrontApp } from './storefront/storefront-app.ts';
import { themeExtensionsOf } from './theme-extensions.ts';
import { priceCheckout, startCheckout } from './trade/checkouts.ts';
import { createCustomer } from './trade/customers.ts';

/** To be served on the storefront's port. */
export function storefrontOriginRoutes(rooms: Rooms, files: Hono): Hono {
  const { world, sources, journal, shop } = rooms;
  const routes = new Hono();
  const customerIdOf = (request: Request) => customerOf(rooms, request);
  const common = {
    world,
    shopOf: shop,
    customerIdOf,
    extensionsAt: (shopId: number, prefix: string) => extensionsAt(world, shopId, prefix),
  };
  routes.route('/', files);
  routes.route(
    '/',
    placementRoutes({
      world,
      shopIdOf: () => shop().id,
      onFailure: journal.failure,
      mintToken: (request, { appId, scopes }) => {
        const app = world.store.get(apps, 0, appId);
        if (app === null) throw new Error('An installed app is not known.');
        const customerId = customerIdOf(request);
        return mintBuyerToken({ app, shop: shop(), now: world.clock.now(), customerId, scopes });
      },
    }),
  );
  routes.route('/', checkoutRoutes({ ...common, sources }));
  routes.route('/', accountRoutes(common));
  routes.route('/', storefrontApp(storeContext(rooms)));
  return routes;
}

function customerOf({ world, secret, shop }: Rooms, request: Request): number | null {
  const { id: shopId } = shop();
  const id = readCustomerId(request.headers.get('cookie'), { secret, shopId });
  return id !== null && world.store.get(customers, shopId, id) !== null ? id : null;
}

function storeContext(rooms: Rooms): StorefrontContext {
  const { world, shop, mails, journal, secret } = rooms;
  return {
    world,
    shopOf: shop,
    secret,
    themeExtensions: (shopId) => themeExtensionsOf(world, shopId),
    priceCart: (of, cart) => priceOfCart(rooms, of, cart),
    startCheckout: ({ id }, cart) => {
      const started = startCheckout(world, id, cart.token);
      if (!started.ok) throw new Error(started.message);
      return started.value;
    },
    registerCustomer: ({ id }, email) => registered(rooms, id, email),
    sendMail: (_shop, { from, to, subject, text }) =>
      mails.keep({
        from,
        to: [to],
        subject,
        text,
        html: null,
        headers: {},
        receivedAt: world.clock.now(),
        attachments: [],
      }),
    callAppProxy: async ({ shop: of, request, customerId }) => {
      const found = findProxiedApp(world, of, new URL(request.url));
      if (found === null) return null;
      const visitorIp = '127.0.0.1';
      const log = journal.proxied;
      return askProxiedApp(world, { shop: of, found, request, customerId, visitorIp, log });
    },
    drawPicture: (_shop, path) => pictureOf(rooms, path),
    onUnknown: (_shop, name) => journal.unknownProperty(name),
  };
}

/** A cart is priced as the checkout it would become. */
function priceOfCart({ world, sources }: Rooms, shop: Shop, cart: Cart): PricedCart {
  const open = world.store
    .find(checkouts, shop.id, 'cart_token', cart.token)
    .find(({ orderId }) => orderId === null);
  const checkout = {
    cartToken: cart.token,
    sourceName: 'web' as const,
    email: null,
    phone: null,
    acceptsMarketing: false,
    shippingAddress: null,
    billingAddress: null,
    giftCardIds: [],
    usesStoreCredit: false,
    shippingRateCode: null,
    tipMinor: 0,
    presentmentCurrency: open?.presentmentCurrency ?? shop.currency,
    orderId: null,
    ...cart,
  };
  return priceCheckout(world, shop.id, { checkout, sources });
}

function registered({ world }: Rooms, shopId: number, email: string): Customer {
  const known = world.store.findOne(customers, shopId, 'email', email);
  if (known !== null) return known;
  const made = createCustomer(world, shopId, {
    fields: { email, verifiedEmail: true, state: 'enabled' },
  });
  if (!made.ok) throw new Error(made.message);
  return made.value;
}
