/** Everything on the admin's origin: admin, Admin API, OAuth, till, control page, theme editor. */
import { Hono } from 'hono';
import { tradeVerbs } from './admin/trade-verbs.ts';
import { adminRoutes } from './admin/admin-routes.ts';
import { adminRoutes as adminApiRoutes } from './admin-api/http/admin-routes.ts';
import { authenticateToken } from './apps/authenticate-token.ts';
import { findShopByHandle, shopOfRequest } from './apps/find-app.ts';
import { oauthRoutes } from './apps/oauth-routes.ts';
import { adminSessionId, mintPosToken } from './apps/session-tokens.ts';
import { apiFaults } from './control/api-faults.ts';
import { type ControlContext, controlRoutes } from './control/control-routes.ts';
import { apps } from './model/kinds.ts';
import { extensionsAt } from './placements/placed-extensions.ts';
import { placementRoutes } from './placements/placement-routes.ts';
import type { Rooms } from './rooms.ts';
import { themeEditorApp } from './storefront/editor/theme-editor-app.ts';
import { addPictures } from './pictures.ts';
import { themeExtensionsOf } from './storefront/open-storefront.ts';
import { tillRoutes } from './till/till-routes.ts';

export type AdminOrigin = {
  readonly rooms: Rooms;
  readonly files: Hono;
  readonly storefrontOrigin: string;
  readonly settle: ControlContext['settle'];
  readonly reset: ControlContext['reset'];
  readonly places: ControlContext['places'];
};

const editorPath = (handle: string) => `/store/${handle}/themes/current/editor`;

/** To be served on the admin's port. */
export async function adminOriginRoutes(given: AdminOrigin): Promise<Hono> {
  const { rooms, files, storefrontOrigin } = given;
  const { world } = rooms;
  const routes = new Hono();
  routes.get('/', (c) => c.redirect(`/store/${rooms.shop().handle}`));
  routes.route('/', files);
  addPictures(routes, rooms);
  routes.route('/', oauthRoutes(world));
  const api = apiRoutes(rooms);
  routes.route('/', api);
  routes.route('/', controlRoutes({ ...rooms, ...given }));
  routes.route('/', tillRoutes(tillContext(rooms)));
  routes.route('/', staffPlacements(rooms));
  routes.get('/admin/themes/:theme/editor', (c) =>
    c.redirect(`${editorPath(rooms.shop().handle)}${new URL(c.req.url).search}`),
  );
  const editor = themeEditorApp({
    world,
    shopOf: (request) => findShopByHandle(world, new URL(request.url).pathname.split('/')[2] ?? ''),
    themeExtensions: (shopId) => themeExtensionsOf(world, shopId),
    storefrontOrigin: () => storefrontOrigin,
  });
  routes.route('/store/:shop/themes/current/editor', editor);
  const admin = await adminRoutes({
    world,
    orderVerbs: tradeVerbs(world),
    storefrontOrigin,
    themeEditor: editorPath,
    till: () => '/pos',
    control: '/control',
    adminApi: (request) => api.fetch(request),
    extensionScript: '/twin-assets/admin-extensions.js',
    extensionsAt: (shopId, prefix) => extensionsAt(world, shopId, prefix),
    polarisScript: async () => (await files.request('/twin-assets/polaris.js')).text(),
  });
  routes.route('/', admin);
  return routes;
}

function apiRoutes({ world, service, journal, apiFaults: switches }: Rooms): Hono {
  return adminApiRoutes({
    service,
    now: () => world.clock.now(),
    faults: apiFaults(world, switches),
    recordCall: journal.call,
    lookUp: (request) => {
      const shop = shopOfRequest(world, request);
      const token = request.headers.get('x-shopify-access-token');
      const found = authenticateToken(world, { token, shopDomain: shop?.domain ?? '' });
      return found.ok ? found : null;
    },
  });
}

function tillContext({ world, shop, sources }: Rooms) {
  return {
    world,
    sources,
    shopOf: shop,
    extensionsAt: (shopId: number, prefix: string) => extensionsAt(world, shopId, prefix),
  };
}

/** Extensions of staff pages: till and admin speak with the same token. */
function staffPlacements({ world, shop, journal }: Rooms): Hono {
  return placementRoutes({
    world,
    shopIdOf: () => shop().id,
    onFailure: journal.failure,
    mintToken: (_request, { appId, installationId }) => {
      const app = world.store.get(apps, 0, appId);
      if (app === null) throw new Error('An installed app is not known.');
      const userId = shop().id;
      const sessionId = adminSessionId(installationId, userId);
      return mintPosToken({ app, shop: shop(), now: world.clock.now(), userId, sessionId });
    },
  });
}
