/** How buyers' APIs are reached: tokens, extensions of the page, and the page's own calls. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { installations } from '../model/kinds.ts';
import { fetchPlatform, queryStorefront } from '../placements/browser/platform-calls.ts';
import { type BuyerShop, openBuyerShop, ORIGIN } from './buyer-fixture.ts';

const CARD = {
  appHandle: 'stamps',
  handle: 'card',
  apiVersion: '2026-07',
  capabilities: { apiAccess: true, networkAccess: false, blockProgress: false },
};
const LINK = 'shopify://customer-account/api/2026-07/graphql.json';

const post = ({ routes }: BuyerShop, path: string, query: string, headers = {}) =>
  routes.request(`${ORIGIN}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

const ask = (query: string) => ({
  method: 'POST',
  headers: {},
  body: JSON.stringify({ query }),
});

/** The page's `fetch`, without a browser. */
function openPage({ routes }: BuyerShop) {
  vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
    routes.request(`${ORIGIN}${path}`, init),
  );
}

afterEach(() => vi.unstubAllGlobals());

describe('by HTTP', () => {
  const CREATE = `mutation { storefrontAccessTokenCreate(input: { title: "Web" }) {
    storefrontAccessToken { accessToken accessScopes { handle } } userErrors { message } } }`;

  // https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/storefrontAccessTokenCreate
  it('a token of the Admin API opens what its app was granted', async () => {
    const shop = await openBuyerShop();
    const { world, shop: record, installation } = shop.admin;
    const scopes = [
      ...['unauthenticated_read_product_listings', 'unauthenticated_read_product_tags'],
    ];
    const kept = world.store.get(installations, record.id, installation.id) ?? installation;
    world.store.put(installations, record.id, { ...kept, scopes: [...kept.scopes, ...scopes] });
    const created = shop.admin.ask(CREATE, {}, { context: { scopes: new Set(scopes) } });
    const token = (created.data as { storefrontAccessTokenCreate: object })
      .storefrontAccessTokenCreate as {
      storefrontAccessToken: { accessToken: string; accessScopes: object[] };
    };
    const { accessToken, accessScopes } = token.storefrontAccessToken;
    expect(accessToken).toMatch(/^[0-9a-f]{32}$/);
    expect(accessScopes).toEqual(scopes.map((handle) => ({ handle })));
    const header = { 'X-Shopify-Storefront-Access-Token': accessToken };
    const query = '{ product(handle: "mug") { title tags } }';
    const answer = await post(shop, '/api/2026-07/graphql.json', query, header);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toEqual({ data: { product: { title: 'Mug', tags: [] } } });
  });

  it('an app without unauthenticated scopes gets no token', async () => {
    const { admin } = await openBuyerShop();
    expect(admin.get(CREATE).storefrontAccessTokenCreate).toMatchObject({
      storefrontAccessToken: null,
      userErrors: [{ message: 'The app has been granted no unauthenticated access scopes.' }],
    });
  });

  // Status and body: answers of live shops, quoted in public repositories (2026-09).
  it('nobody asks the basics, and a wrong token is refused', async () => {
    const shop = await openBuyerShop();
    const query = '{ shop { name } }';
    const answer = await post(shop, '/api/2026-07/graphql.json', query);
    expect(await answer.json()).toEqual({ data: { shop: { name: 'Test Shop' } } });
    const header = { 'X-Shopify-Storefront-Access-Token': 'dead' };
    const refused = await post(shop, '/api/2026-07/graphql.json', query, header);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({
      errors: [{ message: '', extensions: { code: 'UNAUTHORIZED' } }],
    });
    expect((await post(shop, '/api/2025-01/graphql.json', query)).status).toBe(404);
  });
});

describe('an extension on a page', () => {
  // https://shopify.dev/docs/api/checkout-ui-extensions/latest/target-apis/platform-apis/storefront-api
  it('asks the Storefront API by query', async () => {
    const shop = await openBuyerShop();
    openPage(shop);
    const query = 'query ($handle: String) { product(handle: $handle) { title } }';
    expect(await queryStorefront(CARD, query, { variables: { handle: 'mug' } })).toEqual({
      data: { product: { title: 'Mug' } },
    });
    const { errors } = await queryStorefront(CARD, '{ nothing }');
    expect(errors).toMatchObject([{ extensions: { code: 'undefinedField' } }]);
    expect(errors?.[0]?.extensions.requestId).not.toBe('');
  });

  // https://shopify.dev/docs/api/customer-account-ui-extensions/latest/target-apis/account-apis/customer-account-api
  it('asks the Customer Account API as whoever is logged in', async () => {
    const shop = await openBuyerShop();
    openPage(shop);
    const asked = ask('{ customer { firstName } }');
    expect((await fetchPlatform(CARD, LINK, asked)).status).toBe(401);
    shop.session.customerId = shop.ada.id;
    const { status, body } = await fetchPlatform(CARD, LINK, asked);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      data: { customer: { firstName: 'Ada' } },
      extensions: { cost: { throttleStatus: { restoreRate: 100 } } },
    });
    const unversioned = 'shopify:customer-account/api/graphql.json';
    expect((await fetchPlatform(CARD, unversioned, asked)).status).toBe(200);
    expect((await fetchPlatform(CARD, 'shopify://admin/api/graphql.json', asked)).status).toBe(501);
  });

  // https://shopify.dev/docs/apps/build/customer-accounts/capabilities (2026-11-23)
  it('needs api_access for both', async () => {
    const shop = await openBuyerShop({ apiAccess: false });
    openPage(shop);
    shop.session.customerId = shop.ada.id;
    const { errors } = await queryStorefront(CARD, '{ shop { name } }');
    expect(errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED' } }]);
    const asked = ask('{ customer { id } }');
    expect((await fetchPlatform(CARD, LINK, asked)).status).toBe(403);
    const closed = { ...CARD, capabilities: { ...CARD.capabilities, apiAccess: false } };
    expect((await fetchPlatform(closed, LINK, asked)).body).toContain('api_access = true');
  });
});
