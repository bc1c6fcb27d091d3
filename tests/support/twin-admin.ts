/** The twin's admin with a small shop, one app and its front door, on ports of its own. */
import type { Server } from 'node:http';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { adminRoutes } from '../../twin/admin/admin-routes.ts';
import { tradeVerbs } from '../../twin/admin/trade-verbs.ts';
import { authenticateToken } from '../../twin/apps/authenticate-token.ts';
import { HOST_HEADER } from '../../twin/apps/find-app.ts';
import { createFrontProxy } from '../../twin/apps/front-proxy.ts';
import { handleAppTasks } from '../../twin/apps/install-app.ts';
import { oauthRoutes } from '../../twin/apps/oauth-routes.ts';
import { readAppToml } from '../../twin/apps/read-app-toml.ts';
import { registerApp } from '../../twin/apps/register-app.ts';
import { loadHistory } from '../../twin/history/load-history.ts';
import { openDemoShop } from '../../twin/history/open-demo-shop.ts';
import type { Shop } from '../../twin/model/shop.ts';
import { matchReturns } from '../../twin/trade-file/match-returns.ts';
import { readTrade } from '../../twin/trade-file/read-trade.ts';
import { openWorld, type World } from '../../twin/world/world.ts';
import { startBridgeApp } from './bridge-app/server.ts';
import { freePort } from './ports.ts';

const SECRET = 'hush, a secret of the tests';
const TRADE = 'twin/trade-file/online-retail-slice.csv.gz';

const TOML = `
name = "Club"
handle = "club"
application_url = "https://club.example.com"
embedded = true

[access.admin]
embedded_app_direct_api_access = true

[access_scopes]
scopes = "read_products,write_customers"
optional_scopes = ["write_discounts"]
`;

export type TwinAdmin = {
  readonly world: World;
  readonly shop: Shop;
  /** `http://127.0.0.1:…`, of the admin. */
  readonly origin: string;
  readonly stop: () => void;
};

/** Starts all of it in this process; the app's requests to Shopify are rerouted here, too. */
export async function startTwinAdmin(): Promise<TwinAdmin> {
  const world = openWorld({ folder: null });
  handleAppTasks(world);
  const shop = openDemoShop(world, { handle: 'demo-shop' });
  const trade = matchReturns(await readTrade(TRADE));
  loadHistory(world, shop, trade, { shiftMs: world.clock.now() - trade.asOf });
  const [adminPort, frontPort, appPort] = [await freePort(), await freePort(), await freePort()];
  const [origin, front] = [`http://127.0.0.1:${adminPort}`, `http://127.0.0.1:${frontPort}`];
  const { configuration, warnings } = readAppToml(TOML, 'shopify.app.toml', front);
  const app = registerApp(world, {
    definition: { folder: '/app', configuration, extensions: [], warnings },
    apiSecret: SECRET,
    origin: `http://127.0.0.1:${appPort}`,
    frontOrigin: front,
  });
  const admin = await serveAdmin(world, adminPort);
  process.env.SHOPIFY_TWIN_ORIGIN = origin;
  process.env.SHOPIFY_TWIN_CLOCK = 'no';
  await import(new URL('../../twin/reroute/reroute.mjs', import.meta.url).href);
  const appServer = await startBridgeApp({
    port: appPort,
    appUrl: front,
    apiKey: app.apiKey,
    apiSecretKey: SECRET,
  });
  const proxy = createFrontProxy({ appOrigin: () => app.origin, adminOrigin: () => origin });
  await new Promise<void>((done) => proxy.listen(frontPort, '127.0.0.1', done));
  const stop = () => {
    for (const server of [admin, appServer, proxy]) end(server);
    world.close();
  };
  return { world, shop, origin, stop };
}

async function serveAdmin(world: World, port: number): Promise<ServerType> {
  const api = adminApiOf(world);
  const root = new Hono();
  root.route('/', oauthRoutes(world));
  root.route('/', api);
  root.route(
    '/',
    await adminRoutes({
      world,
      orderVerbs: tradeVerbs(world),
      storefrontOrigin: '/nowhere',
      adminApi: (request) => api.fetch(request),
    }),
  );
  return serve({ fetch: root.fetch, port, hostname: '127.0.0.1' });
}

/** As much of the Admin API as the small app asks for. */
function adminApiOf(world: World): Hono {
  const api = new Hono();
  api.post('/admin/api/:version/graphql.json', (context) => {
    const caller = authenticateToken(world, {
      token: context.req.header('x-shopify-access-token') ?? null,
      shopDomain: context.req.header(HOST_HEADER) ?? '',
    });
    if (!caller.ok) return context.json({ errors: caller.reason }, 401);
    return context.json({ data: { shop: { name: caller.shop.name } } });
  });
  return api;
}

function end(server: ServerType | Server): void {
  if ('closeAllConnections' in server) server.closeAllConnections();
  server.close();
}
