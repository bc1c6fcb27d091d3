/** Pages, log-in and proxies, as a visitor meets them. Sources beside the cases, 2026-11-23. */
import { expect, test } from 'vitest';
import { openTestShop } from './storefront-fixture.ts';

const PAGES: readonly (readonly [string, number, string])[] = [
  ['/', 200, 'Good things, made to last'],
  ['/products/wool-blanket', 200, 'Wool blanket'],
  ['/products/wool-blanket?variant=2031', 200, '€53,50'],
  ['/collections', 200, 'Kitchen'],
  ['/collections/kitchen', 200, '6 products'],
  ['/collections/all/gift-idea', 200, '5 products'],
  ['/collections/kitchen/products/cast-iron-pan', 200, 'Cast iron pan'],
  ['/search?q=wool', 200, '1 result for'],
  ['/search?q=%3Cscript%3E', 200, '&lt;script&gt;'],
  ['/pages/delivery', 200, 'free from €50,00'],
  ['/cart', 200, 'Your cart is empty'],
  ['/account/login', 200, 'E-mail address'],
  ['/products/none', 404, 'We cannot find that page'],
  ['/nowhere', 404, 'We cannot find that page'],
];

test.each(PAGES)('%s answers %i and says "%s"', async (path, status, words) => {
  const shop = openTestShop();
  const answer = await shop.ask(path);
  const html = await answer.text();
  expect(answer.status).toBe(status);
  expect(html).toContain(words);
  expect(html).not.toMatch(/Liquid error|Translation missing|<script>[^<]*alert/);
  expect(shop.unknown).toEqual([]);
});

test('a product is told as JSON, with prices in hundredths', async () => {
  // shopify.dev/docs/api/ajax/reference/product
  const product = await openTestShop().json('/products/wool-blanket.js');
  expect(product).toMatchObject({
    id: 1003,
    handle: 'wool-blanket',
    type: 'Home',
    price: 2850,
    price_max: 5350,
    price_varies: true,
    url: '/products/wool-blanket',
    options: [{ name: 'Size', position: 1, values: ['Small', 'Large'] }],
    variants: [{ id: 2030, public_title: 'Small', available: true }, { id: 2031 }],
  });
});

test('suggestions and recommendations have the documented shapes', async () => {
  // shopify.dev/docs/api/ajax/reference/predictive-search, …/product-recommendations
  const shop = openTestShop();
  const suggested = await shop.json('/search/suggest.json?q=wo&resources[limit]=3');
  expect(suggested).toMatchObject({
    resources: { results: { products: [{ title: 'Wool blanket', price: '28.50' }], pages: [] } },
  });
  const found = await shop.json('/recommendations/products.json?product_id=1000&limit=2');
  expect(found).toMatchObject({ intent: 'related', products: [{ id: 1002 }, { id: 1001 }] });
  const none = await shop.ask('/recommendations/products.json?product_id=5');
  expect(none.status).toBe(404);
});

test('a page gives one of its sections alone', async () => {
  // shopify.dev/docs/api/ajax/section-rendering
  const shop = openTestShop();
  const html = await shop.page('/products/wool-blanket?section_id=template--1__main');
  expect(html).toMatch(/^<div id="shopify-section-template--1__main" class="shopify-section">/);
  expect(html).not.toContain('<html');
  const sections = await shop.json('/?sections=sections--1__header,nothing');
  expect(Object.keys(sections)).toEqual(['sections--1__header', 'nothing']);
  const tooMany = await shop.ask('/?sections=a,b,c,d,e,f');
  expect(tooMany.status).toBe(400);
});

test('a visitor logs in with a code by mail, is known, and logs out', async () => {
  const shop = openTestShop();
  const sent = await shop.ask(
    '/account/login',
    form({ 'customer[email]': 'Ann@Example.com', return_to: '/cart' }),
  );
  expect(sent.headers.get('location')).toBe('/account/login/code');
  expect(shop.mails).toHaveLength(1);
  expect(shop.mails[0]).toMatchObject({ to: 'ann@example.com' });
  const code = /\d{6}/.exec(shop.mails[0]?.text ?? '')?.[0] ?? '';
  const wrong = await shop.ask('/account/login/code', form({ code: '000000' }));
  expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('not right')]);
  const right = await shop.ask('/account/login/code', form({ code }));
  expect(right.headers.get('location')).toBe('/cart');
  expect(await shop.page('/account')).toContain('Hello Ann');
  await shop.ask('/account/logout');
  expect((await shop.ask('/account')).headers.get('location')).toContain('/account/login');
});

test('a code works for ten minutes and five tries, and a forged session is nobody', async () => {
  const shop = openTestShop();
  await shop.ask('/account/login', form({ email: 'ann@example.com' }));
  const code = /\d{6}/.exec(shop.mails[0]?.text ?? '')?.[0] ?? '';
  shop.world.clock.moveBy(11 * 60_000);
  const late = await shop.ask('/account/login/code', form({ code }));
  expect(late.headers.get('location')).toBe('/account/login');
  await shop.ask('/account/login', form({ email: 'ann@example.com' }));
  const fresh = /\d{6}/.exec(shop.mails[1]?.text ?? '')?.[0] ?? '';
  for (let tries = 0; tries < 5; tries += 1) {
    await shop.ask('/account/login/code', form({ code: '000000' }));
  }
  const spent = await shop.ask('/account/login/code', form({ code: fresh }));
  expect(spent.headers.get('location')).toBe('/account/login');
  const forged = openTestShop({ secret: 'another' });
  const headers = { cookie: 'customer_session=300%3A1.forged' };
  expect((await forged.ask('/account', { headers })).status).toBe(302);
});

test('what is no address is refused beside its field', async () => {
  const shop = openTestShop();
  const answer = await shop.ask('/account/login', form({ email: 'ann' }));
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('Enter a valid e-mail address.');
  expect(shop.mails).toEqual([]);
});

test('a Liquid reply of an app proxy is rendered in the theme, others pass through', async () => {
  // shopify.dev/docs/apps/build/online-store/app-proxies
  const calls: (number | null)[] = [];
  const shop = openTestShop({
    callAppProxy: async ({ request, customerId }) => {
      calls.push(customerId);
      if (new URL(request.url).pathname.endsWith('/json')) {
        return { response: Response.json({ points: 5 }), isLiquid: false };
      }
      if (!request.url.includes('/club')) return null;
      return {
        response: new Response('<p id="x">{{ shop.name }} {{ 1050 | divided_by: 100 }}</p>'),
        isLiquid: true,
      };
    },
  });
  const html = await shop.page('/apps/club/page');
  expect(html).toContain('<p id="x">Linden & Sons 10</p>');
  expect(html).toContain('</footer>');
  expect(await shop.json('/apps/club/json')).toEqual({ points: 5 });
  expect((await shop.ask('/apps/other')).status).toBe(404);
  expect(calls).toEqual([null, null, null]);
});

test('a proxy reply with a broken template is shown with its place', async () => {
  const shop = openTestShop({
    callAppProxy: async () => ({ response: new Response('a\n{{ 1 | points }}'), isLiquid: true }),
  });
  const answer = await shop.ask('/apps/club');
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain('/apps/club (app proxy):2: undefined filter: points');
});

function form(fields: Record<string, string>): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields) };
}
