/** Everything on a shop's own origin: store, cart, checkout, thank-you, accounts, app proxies. */
import { Hono } from 'hono';
import { accountRoutes } from './accounts/account-routes.ts';
import { mintBuyerToken } from './apps/session-tokens.ts';
import { buyerRoutes } from './buyer-apis/buyer-routes.ts';
import { openBuyerService } from './buyer-apis/buyer-service.ts';
import { checkoutRoutes } from './checkout/checkout-routes.ts';
import { apps, customers } from './model/kinds.ts';
import { extensionsAt } from './placements/placed-extensions.ts';
import { placementRoutes } from './placements/placement-routes.ts';
import type { Rooms } from './rooms.ts';
import { openStorefront } from './storefront/open-storefront.ts';
import { readCustomerId } from './storefront/routes/session.ts';

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
  const service = openBuyerService({
    world,
    sources,
    shopOf: shop,
    approvals: rooms.approvals,
    onNotImplemented: journal.notImplemented,
  });
  routes.route('/', buyerRoutes({ world, service, shopOf: shop, customerIdOf }));
  routes.route('/', checkoutRoutes({ ...common, sources }));
  routes.route('/', accountRoutes(common));
  const store = openStorefront({
    world,
    sources,
    shopOf: shop,
    secret: rooms.secret,
    logProxy: journal.proxied,
    onUnknown: (_shop, name) => journal.unknownProperty(name),
    sendMail: (_shop, { from, to, subject, text }) => rooms.mails.send({ from, to, subject, text }),
  });
  // Mounted, not routed: its own page for what is not there must be the one that is shown.
  routes.mount('/', store.fetch);
  return routes;
}

function customerOf({ world, secret, shop }: Rooms, request: Request): number | null {
  const { id: shopId } = shop();
  const id = readCustomerId(request.headers.get('cookie'), { secret, shopId });
  return id !== null && world.store.get(customers, shopId, id) !== null ? id : null;
}
