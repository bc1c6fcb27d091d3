/** The admin's pages and what its frame asks, without a browser. */
import type { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { APP_TOML, type AppsFixture, install, openAppsFixture } from '../apps/apps-fixture.ts';
import { findInstallation } from '../apps/find-app.ts';
import { customers } from '../model/kinds.ts';
import { NO_CONSENT } from '../trade/customers.ts';
import { adminRoutes } from './admin-routes.ts';
import type { AdminOptions } from './admin-options.ts';

let fixture: AppsFixture;
let admin: Hono;

async function open(toml = APP_TOML, options: Partial<AdminOptions> = {}) {
  fixture = openAppsFixture({ toml, frontOrigin: 'http://localhost:3102' });
  admin = await adminRoutes({
    world: fixture.world,
    storefrontOrigin: 'http://localhost:3101',
    ...options,
  });
}

beforeEach(() => open());

const get = async (path: string) => admin.request(`/store/demo-shop${path}`);
const read = async (path: string) => (await get(path)).text();

async function bridge(call: string, params: unknown = null) {
  const answer = await admin.request('/store/demo-shop/bridge/club', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ call, params }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

function addCustomers(count: number): void {
  const { world, shop } = fixture;
  for (let index = 1; index <= count; index += 1) {
    world.store.put(customers, shop.id, {
      id: world.store.nextId(),
      firstName: 'Buyer',
      lastName: `Number ${index}`,
      email: `buyer-${index}@example.com`,
      phone: null,
      verifiedEmail: true,
      locale: 'en',
      tags: index % 2 === 0 ? ['even'] : [],
      note: null,
      state: 'disabled',
      taxExempt: false,
      emailConsent: NO_CONSENT,
      smsConsent: NO_CONSENT,
      addresses: [],
      defaultAddressId: null,
      ordersCount: 0,
      spentMinor: 0,
      lastOrderId: null,
      createdAt: index,
      updatedAt: index,
    });
  }
}

describe('a list', () => {
  it('shows twenty-five, newest first, and goes to the next page and back', async () => {
    addCustomers(30);
    const first = await read('/customers');
    expect(first).toContain('Buyer Number 30');
    expect(first).not.toContain('Buyer Number 5<');
    const next = /rel="next" href="([^"]+)"/.exec(first)?.[1] ?? '';
    const second = await read(`/customers${next}`);
    expect(second).toContain('Buyer Number 5<');
    expect(second).not.toContain('rel="next"');
    const previous = /rel="prev" href="([^"]+)"/.exec(second)?.[1] ?? '';
    expect(await read(`/customers${previous}`)).toContain('Buyer Number 30');
  });

  it('searches as Shopify does, and escapes what it says back', async () => {
    addCustomers(4);
    const found = await read('/customers?q=tag:even');
    expect(found).toContain('Buyer Number 2<');
    expect(found).not.toContain('Buyer Number 3<');
    expect(await read('/customers?q=%3Cscript%3E')).not.toContain('<script>"');
    expect(await read('/customers?q=%22%3E%3Cb%3E')).not.toContain('"><b>');
  });

  it('takes a made-up cursor for none', async () => {
    addCustomers(1);
    expect(await read('/customers?after=nonsense')).toContain('Buyer Number 1<');
  });
});

describe('a page', () => {
  it.each(['/orders/1', '/customers/x', '/products/0', '/discounts/9', '/apps/nobody'])(
    '%s is not there',
    async (path) => expect((await get(path)).status).toBe(404),
  );

  it('of another shop is not there either', async () => {
    expect((await admin.request('/store/elsewhere/orders')).status).toBe(404);
  });
});

describe('an app', () => {
  it('is installed by the merchant’s agreement, and opened signed', async () => {
    const { app, shop, world } = fixture;
    expect((await get('/apps/club')).headers.get('location')).toBe(
      `/store/demo-shop/oauth/install?client_id=${app.apiKey}`,
    );
    expect(await read(`/oauth/install?client_id=${app.apiKey}`)).toContain('View and edit');
    expect(findInstallation(world, shop.id, app.id)).toBeNull();
    const form = new FormData();
    form.set('client_id', app.apiKey);
    await admin.request('/store/demo-shop/oauth/install', { method: 'POST', body: form });
    expect(findInstallation(world, shop.id, app.id)?.scopes).toEqual([
      'read_products',
      'write_customers',
    ]);
    const src = /src="(http:[^"]+)"/.exec(await read('/apps/club/members?page=2'))?.[1] ?? '';
    const url = new URL(src.replaceAll('&amp;', '&'));
    expect(url.href).toContain('http://localhost:3102/members?');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      page: '2',
      embedded: '1',
      shop: 'demo-shop.myshopify.com',
      locale: 'en',
      host: 'YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvZGVtby1zaG9w',
    });
  });

  it('is found by its client id, as its own redirects name it', async () => {
    install(fixture);
    const answer = await get(`/apps/${fixture.app.apiKey}/members?x=1`);
    expect(answer.headers.get('location')).toBe('/store/demo-shop/apps/club/members?x=1');
  });

  it('is asked only for optional scopes it declares', async () => {
    install(fixture);
    const page = await read(
      `/oauth/install?client_id=${fixture.app.apiKey}&optional_scopes=write_discounts,read_themes`,
    );
    expect(page).toContain('Discounts and discount codes');
    expect(page).toContain('does not declare read_themes');
  });
});

describe('the bridge', () => {
  it('refuses scopes that are not the merchant’s to give or the app’s to lose', async () => {
    install(fixture);
    expect((await bridge('scopes.describe', ['read_themes'])).body.error).toContain('read_themes');
    expect((await bridge('scopes.revoke', ['read_products'])).body.error).toContain('Required');
    expect((await bridge('scopes.grant', ['write_discounts'])).body.result).toMatchObject({
      granted: ['read_products', 'write_customers', 'write_discounts'],
    });
  });

  it('says by name what it cannot answer, and nothing to an app that is not there', async () => {
    expect((await bridge('idToken')).status).toBe(404);
    install(fixture);
    expect(await bridge('levitate')).toEqual({
      status: 501,
      body: { error: 'The twin does not answer levitate.' },
    });
  });

  it('lets a page ask the Admin API only where the app’s file allows it', async () => {
    install(fixture);
    const call = { path: '/admin/api/graphql.json', method: 'POST', headers: {}, body: '{}' };
    expect((await bridge('directApi', call)).body.error).toContain(
      'embedded_app_direct_api_access',
    );
    const asked: string[] = [];
    await open(`${APP_TOML}\n[access.admin]\nembedded_app_direct_api_access = true\n`, {
      adminApi: (request) => {
        asked.push(request.url, request.headers.get('x-shopify-access-token') ?? '');
        return Response.json({ data: {} });
      },
    });
    install(fixture);
    expect((await bridge('directApi', call)).body.result).toMatchObject({
      status: 200,
      body: '{"data":{}}',
    });
    expect(asked[0]).toBe('https://demo-shop.myshopify.com/admin/api/2026-07/graphql.json');
    expect(asked[1]).toMatch(/^shpua_/);
  });
});
