/**
 * Shopify's own libraries are the other side: @shopify/shopify-app-remix 6.0.1 over
 * @shopify/shopify-api 15.0.0, unmodified, their requests sent to a twin on loopback by the reroute
 * preload. What we mint they must accept, what is expired or foreign they must refuse.
 */
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../tests/support/ports.ts';
import { until } from '../../tests/support/until.ts';
import { signedHeaders } from '../webhooks/sign.ts';
import { APP_SECRET, type AppsFixture, install, openAppsFixture } from './apps-fixture.ts';
import { findProxiedApp, signTarget } from './app-proxy.ts';
import { authenticateToken } from './authenticate-token.ts';
import { HOST_HEADER } from './find-app.ts';
import { buildLaunchUrl } from './launch-url.ts';
import { oauthRoutes } from './oauth-routes.ts';
import { mintAdminToken, mintBuyerToken, mintPosToken } from './session-tokens.ts';

// The libraries turn robots away by their agent.
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ' +
  'Chrome/147.0.0.0 Safari/537.36';
const HOUR = 3_600_000;

let fixture: AppsFixture;
let server: ServerType;
let app: Awaited<ReturnType<typeof openShopifyApp>>;
const asked: string[] = [];

beforeAll(async () => {
  fixture = openAppsFixture({ isRunning: true, frontOrigin: 'https://club.example.com' });
  install(fixture);
  const port = await freePort();
  server = serve({ fetch: twinOf(fixture).fetch, port, hostname: '127.0.0.1' });
  vi.stubEnv('SHOPIFY_TWIN_ORIGIN', `http://127.0.0.1:${port}`);
  // Before the library, which takes hold of fetch when it is loaded.
  await import(new URL('../reroute/reroute.mjs', import.meta.url).href);
  app = await openShopifyApp(fixture);
});

afterAll(() => void server.close());

/** As much of a twin as these libraries ask for. */
function twinOf({ world }: AppsFixture): Hono {
  const twin = new Hono();
  twin.use(async (context, next) => {
    asked.push(`${context.req.method} ${context.req.path}`);
    await next();
  });
  twin.route('/', oauthRoutes(world));
  twin.get('/control/clock', (context) => context.json({ now: world.clock.now() }));
  twin.post('/admin/api/:version/graphql.json', (context) => {
    const caller = authenticateToken(world, {
      token: context.req.header('x-shopify-access-token') ?? null,
      shopDomain: context.req.header(HOST_HEADER) ?? '',
    });
    if (!caller.ok) return context.json({ errors: caller.reason }, 401);
    return context.json({ data: { shop: { name: caller.shop.name } } });
  });
  return twin;
}

async function openShopifyApp({ app: { apiKey } }: AppsFixture) {
  await import('@shopify/shopify-app-remix/adapters/node');
  const { AppDistribution, shopifyApp } = await import('@shopify/shopify-app-remix/server');
  const { LogSeverity, ApiVersion } = await import('@shopify/shopify-api');
  const { MemorySessionStorage } = await import('@shopify/shopify-app-session-storage-memory');
  return shopifyApp({
    apiKey,
    apiSecretKey: APP_SECRET,
    apiVersion: ApiVersion.July26,
    appUrl: 'https://club.example.com',
    sessionStorage: new MemorySessionStorage(),
    distribution: AppDistribution.AppStore,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: { level: LogSeverity.Error, log: () => undefined },
  });
}

const launch = async (path = '/members?page=2') => {
  const { world, shop, app: launched } = fixture;
  const { id } = install(fixture);
  const [now, userId] = [world.clock.now(), shop.id];
  return buildLaunchUrl({
    app: launched,
    shop,
    installationId: id,
    userId,
    now,
    path,
    locale: 'en',
  });
};

const chrome = (url: string, headers: Record<string, string> = {}) =>
  new Request(url, { headers: { 'user-agent': CHROME, ...headers } });

/** The response a library threw, or null. */
async function refused(work: () => Promise<unknown>): Promise<Response | null> {
  try {
    await work();
    return null;
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}

async function shopName(admin: { graphql: (query: string) => Promise<Response> }) {
  const answer = (await (await admin.graphql('{ shop { name } }')).json()) as {
    data: { shop: { name: string } };
  };
  return answer.data.shop.name;
}

describe('authenticate.admin', () => {
  it('takes the launch address, exchanges its token and calls the Admin API', async () => {
    const { admin, session, sessionToken } = await app.authenticate.admin(chrome(await launch()));
    expect(sessionToken.dest).toBe('https://demo-shop.myshopify.com');
    expect(session.scope).toBe('read_products,write_customers');
    expect(session.refreshToken).toMatch(/^shprt_/);
    expect(await shopName(admin)).toBe('Demo Shop');
    expect(asked).toContain('POST /admin/oauth/access_token');
  });

  it('sends a page with an expired token to be fetched with a fresh one', async () => {
    const { world, shop, app: launched } = fixture;
    const now = world.clock.now() - 5 * 60_000;
    const [sessionId, userId] = ['s', shop.id];
    const id_token = await mintAdminToken({ app: launched, shop, now, sessionId, userId });
    const url = new URL(await launch());
    url.searchParams.set('id_token', id_token);
    const answer = await refused(() => app.authenticate.admin(chrome(url.href)));
    expect(answer?.status).toBe(302);
    expect(answer?.headers.get('location')).toContain('/auth/session-token');
  });

  it('refuses a token signed with another app’s secret', async () => {
    const { world, shop, app: launched } = fixture;
    const token = await mintAdminToken({
      app: { ...launched, apiSecret: 'another secret altogether' },
      shop,
      now: world.clock.now(),
      sessionId: 's',
      userId: shop.id,
    });
    const request = chrome('https://club.example.com/api', { authorization: `Bearer ${token}` });
    expect((await refused(() => app.authenticate.admin(request)))?.status).toBe(401);
  });
});

describe('unauthenticated.admin', () => {
  it('refreshes when the twin’s clock has left the hour behind, by its own Date', async () => {
    const { world, shop } = fixture;
    const isInStep = async () => Math.abs(Date.now() - world.clock.now()) < HOUR;
    await app.authenticate.admin(chrome(await launch()));
    const before = (await app.unauthenticated.admin(shop.domain)).session;
    world.clock.moveBy(2 * HOUR);
    await until(isInStep);
    const { admin, session } = await app.unauthenticated.admin(shop.domain);
    expect(session.accessToken).not.toBe(before.accessToken);
    expect(session.refreshToken).not.toBe(before.refreshToken);
    expect(await shopName(admin)).toBe('Demo Shop');
    world.clock.reset();
    await until(isInStep);
  });
});

describe('authenticate.public.appProxy', () => {
  const proxied = (customerId: number | null, at = fixture.world.clock.now()) => {
    const { world, shop } = fixture;
    const url = new URL('https://demo-shop.example/apps/club/me?tag=b&tag=a&shop=evil&q=ä b');
    const found = findProxiedApp(world, shop, url);
    if (!found) throw new Error('No app has the proxy.');
    return signTarget(found, { shop, customerId, at });
  };

  it('accepts what a visitor asks through the store', async () => {
    const url = proxied(207119551);
    expect(url.pathname).toBe('/proxy/me');
    expect(url.searchParams.getAll('shop')).toEqual(['demo-shop.myshopify.com']);
    expect(url.searchParams.get('logged_in_customer_id')).toBe('207119551');
    expect(url.searchParams.get('path_prefix')).toBe('/apps/club');
    const { session } = await app.authenticate.public.appProxy(chrome(url.href));
    expect(session?.shop).toBe('demo-shop.myshopify.com');
  });

  it('says that nobody is logged in by an empty value', () => {
    expect(proxied(null).searchParams.get('logged_in_customer_id')).toBe('');
  });

  it.each([
    ['changed on the way', () => proxied(1).href.replace('customer_id=1', 'customer_id=2')],
    ['older than ninety seconds', () => proxied(1, fixture.world.clock.now() - 95_000).href],
  ])('refuses one %s', async (_what, url) => {
    const answer = await refused(() => app.authenticate.public.appProxy(chrome(url())));
    expect(answer?.status).toBe(400);
  });
});

describe('tokens of UI extensions', () => {
  const bearer = (token: string) =>
    chrome('https://club.example.com/api', { authorization: `Bearer ${token}` });
  const minted = () => {
    const { app: minting, shop, world } = fixture;
    return { app: minting, shop, now: world.clock.now() };
  };
  const buyer = { customerId: 207119551, scopes: ['read_customers'] };

  it('of checkout and customer account name shop and customer', async () => {
    const token = await mintBuyerToken({ ...minted(), ...buyer });
    for (const surface of ['checkout', 'customerAccount'] as const) {
      const { sessionToken } = await app.authenticate.public[surface](bearer(token));
      expect(sessionToken).toMatchObject({
        dest: 'demo-shop.myshopify.com',
        aud: fixture.app.apiKey,
        sub: 'gid://shopify/Customer/207119551',
      });
      expect(Number(sessionToken.exp) - Number(sessionToken.iat)).toBe(300);
    }
  });

  it('do not name the customer to an app that may not read customers', async () => {
    const token = await mintBuyerToken({ ...minted(), ...buyer, scopes: ['read_orders'] });
    const { sessionToken } = await app.authenticate.public.checkout(bearer(token));
    expect(sessionToken).not.toHaveProperty('sub');
  });

  it('of the till name the staff member', async () => {
    const token = await mintPosToken({ ...minted(), userId: 71, sessionId: 's' });
    const { sessionToken } = await app.authenticate.public.pos(bearer(token));
    expect(sessionToken).toMatchObject({ dest: 'https://demo-shop.myshopify.com', sub: '71' });
  });

  it.each([
    ['expired', { now: () => fixture.world.clock.now() - 6 * 60_000, secret: APP_SECRET }],
    ['foreign', { now: () => fixture.world.clock.now(), secret: 'another secret altogether' }],
  ])('that are %s are refused', async (_what, { now, secret }) => {
    const signing = { ...fixture.app, apiSecret: secret };
    const token = await mintBuyerToken({ ...minted(), ...buyer, app: signing, now: now() });
    const answer = await refused(() => app.authenticate.public.checkout(bearer(token)));
    expect(answer?.status).toBe(401);
  });
});

describe('authenticate.webhook', () => {
  it('finds the session the exchange has left', async () => {
    const body = Buffer.from('{"id":71}');
    const headers = signedHeaders(
      {
        topic: 'app/uninstalled',
        shop: fixture.shop.domain,
        apiVersion: '2026-07',
        webhookId: 'w',
        eventId: 'e',
        triggeredAt: fixture.world.clock.now(),
        body,
      },
      APP_SECRET,
    );
    const url = 'https://club.example.com/webhooks';
    const request = new Request(url, { method: 'POST', headers, body });
    const { session, topic } = await app.authenticate.webhook(request);
    expect(topic).toBe('APP_UNINSTALLED');
    expect(session?.shop).toBe(fixture.shop.domain);
  });
});
