/**
 * The route over HTTP, with Shopify's own libraries as clients. Sources:
 * https://shopify.dev/docs/api/usage/response-codes and /docs/api/usage/versioning (2026-11-23);
 * @shopify/admin-api-client 2.0.0 and @shopify/shopify-api 15.0.0.
 */
import '@shopify/shopify-api/adapters/node';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createAdminApiClient } from '@shopify/admin-api-client';
import { ApiVersion, GraphqlQueryError, Session, shopifyApi } from '@shopify/shopify-api';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestShop } from '../test-shop.ts';
import { adminRoutes, type RecordedCall } from './admin-routes.ts';
import { openAdminService } from './admin-service.ts';
import { type AdminFaults, type Fault, tooManyRequests } from './faults.ts';

const TOKEN = 'shpat_0123456789abcdef';
const path = (version: string) => `/admin/api/${version}/graphql.json`;

async function openRoutes(faults: Partial<AdminFaults> = {}) {
  const twin = await openTestShop();
  const { world, app, installation, shop } = twin;
  const service = openAdminService({ world, origin: 'http://localhost:3100' });
  const calls: RecordedCall[] = [];
  const routes = adminRoutes({
    service,
    now: () => world.clock.now(),
    lookUp: (request) =>
      request.headers.get('x-shopify-access-token') === TOKEN
        ? { app, installation, shop, scopes: installation.scopes, userId: null }
        : null,
    faults: { before: () => null, after: () => null, ...faults },
    recordCall: (call) => void calls.push(call),
  });
  const post = (body: unknown, headers: Record<string, string> = {}, version = '2026-07') =>
    routes.request(path(version), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': TOKEN, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { ...twin, routes, post, calls };
}

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** The same behind a socket, as a client library wants it. */
async function listen(faults?: Partial<AdminFaults>) {
  const opened = await openRoutes(faults);
  const server = createServer(
    (request, response) => void getRequestListener(opened.routes.fetch)(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { ...opened, origin: `http://127.0.0.1:${port}` };
}

describe('the route', () => {
  it('answers with cost, request id and the version that answered', async () => {
    const { post, calls } = await openRoutes();
    const response = await post({ query: '{ shop { name } }' });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-shopify-api-version')).toBe('2026-07');
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toEqual({
      data: { shop: { name: 'Test Shop' } },
      extensions: {
        cost: {
          requestedQueryCost: 1,
          actualQueryCost: 1,
          throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1999, restoreRate: 100 },
        },
      },
    });
    expect(calls).toMatchObject([{ status: 200, appHandle: 'test-app', path: path('2026-07') }]);
  });

  it('tells the cost of fields to who asks for it', async () => {
    const { post } = await openRoutes();
    const response = await post(
      { query: '{ shop { name } }' },
      { 'shopify-graphql-cost-debug': '1' },
    );
    expect(await response.json()).toMatchObject({
      extensions: { cost: { fields: [{ path: ['shop', 'name'] }, { path: ['shop'] }] } },
    });
  });

  it.each([
    ['2026-10', '2026-10', 200],
    ['unstable', '2026-10', 200],
    ['2025-01', '2026-07', 200],
    ['2027-01', '2026-07', 404],
    ['2026-13', '2026-07', 404],
  ])('asked for version %s answers as %s with %i', async (asked, served, status) => {
    const { post } = await openRoutes();
    const response = await post({ query: '{ shop { name } }' }, {}, asked);
    expect([response.status, response.headers.get('x-shopify-api-version')]).toEqual([
      status,
      served,
    ]);
  });

  it('refuses a token that is nobody’s, and a body that asks nothing', async () => {
    const { post } = await openRoutes();
    const stranger = await post({ query: '{ shop { name } }' }, { 'x-shopify-access-token': 'no' });
    expect(stranger.status).toBe(401);
    expect(await stranger.json()).toEqual({
      errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
    });
    const empty = await post({ variables: {} });
    expect(empty.status).toBe(400);
    expect(await empty.json()).toEqual({
      errors: { query: 'Required parameter missing or invalid' },
    });
  });

  it('takes a bare query, and variables that are text', async () => {
    const { post, shop } = await openRoutes();
    const bare = await post('{ shop { id } }', { 'content-type': 'application/graphql' });
    const id = `gid://shopify/Shop/${shop.id}`;
    expect(await bare.json()).toMatchObject({ data: { shop: { id } } });
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    const texts = await post({ query, variables: JSON.stringify({ id }) });
    expect(await texts.json()).toMatchObject({ data: { node: { id } } });
  });
});

const SET = `mutation ($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { metafields { value } userErrors { message } } }`;
const variablesFor = (ownerId: string) => ({
  metafields: [{ ownerId, namespace: 'custom', key: 'seen', type: 'boolean', value: 'true' }],
});
const once = (fault: Fault) => {
  let left = 1;
  return () => (left-- > 0 ? fault : null);
};

describe('faults', () => {
  it('answer 429 or 5xx instead, before anything took effect', async () => {
    const { post, shop } = await openRoutes({ before: once(tooManyRequests(2)) });
    const variables = variablesFor(`gid://shopify/Shop/${shop.id}`);
    const refused = await post({ query: SET, variables });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2.0']);
    const seen = await post({ query: '{ shop { metafield(key: "custom.seen") { value } } }' });
    expect(await seen.json()).toMatchObject({ data: { shop: { metafield: null } } });
  });

  it('are told of the mutation, and may cut the answer off after it took effect', async () => {
    const asked: unknown[] = [];
    const cut = once({ kind: 'cut' });
    const { origin, shop, get } = await listen({
      after: (request) => {
        asked.push([request.operation, request.fields, request.app.handle]);
        return cut();
      },
    });
    const sent = fetch(`${origin}${path('2026-07')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': TOKEN },
      body: JSON.stringify({
        query: SET,
        variables: variablesFor(`gid://shopify/Shop/${shop.id}`),
      }),
    });
    await expect(sent).rejects.toThrow();
    expect(asked).toEqual([['mutation', ['metafieldsSet'], 'test-app']]);
    expect(get('{ shop { metafield(key: "custom.seen") { value } } }')).toEqual({
      shop: { metafield: { value: 'true' } },
    });
  });

  it('may leave the app waiting until it gives up', async () => {
    const { origin } = await listen({ before: once({ kind: 'hang' }) });
    const sent = fetch(`${origin}${path('2026-07')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': TOKEN },
      body: JSON.stringify({ query: '{ shop { name } }' }),
      signal: AbortSignal.timeout(200),
    });
    await expect(sent).rejects.toThrow('aborted');
  });
});

describe("Shopify's own clients", () => {
  it('@shopify/admin-api-client reads data, errors and cost', async () => {
    const { origin, shop } = await listen();
    const client = createAdminApiClient({
      storeDomain: shop.domain,
      apiVersion: '2026-07',
      accessToken: TOKEN,
      isTesting: true,
      customFetchApi: (url, init) => fetch(new URL(new URL(String(url)).pathname, origin), init),
    });
    const good = await client.request('{ shop { name } }');
    expect(good.data).toEqual({ shop: { name: 'Test Shop' } });
    expect(good.extensions?.cost).toMatchObject({ requestedQueryCost: 1 });
    const bad = await client.request('query Q { shop { nothing } }');
    expect(bad.errors?.graphQLErrors?.[0]).toMatchObject({
      message: "Field 'nothing' doesn't exist on type 'Shop'",
      extensions: { code: 'undefinedField' },
    });
  });

  it('@shopify/shopify-api reads data and throws errors', async () => {
    const { origin, shop } = await listen();
    setAbstractFetchFunc((url, init) => {
      const { pathname } = new URL(url instanceof Request ? url.url : url);
      return fetch(new URL(pathname, origin), init);
    });
    closers.push(() => setAbstractFetchFunc(fetch));
    const api = shopifyApi({
      apiKey: 'test-key',
      apiSecretKey: 'test-secret',
      apiVersion: ApiVersion.July26,
      hostName: 'app.example.com',
      isEmbeddedApp: true,
      isTesting: true,
      logger: { level: 0, log: () => undefined },
    });
    const session = new Session({
      id: 'offline',
      shop: shop.domain,
      state: '',
      isOnline: false,
      accessToken: TOKEN,
    });
    const client = new api.clients.Graphql({ session });
    const good: { data?: unknown } = await client.request('{ shop { name } }');
    expect(good.data).toEqual({ shop: { name: 'Test Shop' } });
    await expect(client.request('query Q { shop { nothing } }')).rejects.toThrow(GraphqlQueryError);
  });
});
