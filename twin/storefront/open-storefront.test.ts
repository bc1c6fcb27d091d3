/** The storefront with its real neighbours: prices, checkouts and customers are theirs. */
import { expect, test } from 'vitest';
import { openDemoShop } from '../history/open-demo-shop.ts';
import { checkouts, customers, discounts, products, redeemCodes } from '../model/kinds.ts';
import type { Discount } from '../model/discount.ts';
import { PLAIN_DISCOUNT } from '../trade/discounts.ts';
import { openWorld, type World } from '../world/world.ts';
import type { Mail, StorefrontApp } from './context.ts';
import { openStorefront } from './open-storefront.ts';
import { NOW, product } from './stock-fixture.ts';

const ORIGIN = 'https://demo-shop.myshopify.com';

test('a real discount lowers the cart, and the checkout carries its lines and code', async () => {
  const { app, world, shopId } = open();
  world.store.put(discounts, shopId, { ...TENTH, id: 5 });
  world.store.put(redeemCodes, shopId, {
    id: 6,
    discountId: 5,
    code: 'TENTH',
    usageCount: 0,
    createdByAppId: null,
    createdAt: NOW,
  });
  const added = await app.request(`${ORIGIN}/cart/add.js?id=2000&quantity=2`, { method: 'POST' });
  const cookie = added.headers.getSetCookie().join(';').split(';')[0] ?? '';
  const ask = (path: string) => app.request(`${ORIGIN}${path}`, { headers: { cookie } });
  const cart: unknown = await (await ask('/cart/update.js?discount=tenth')).json();
  expect(cart).toMatchObject({
    original_total_price: 1800,
    total_price: 1620,
    discount_codes: [{ code: 'tenth', applicable: true }],
    cart_level_discount_applications: [{ total_allocated_amount: 180, value_type: 'percentage' }],
  });
  const location = (await ask('/checkout')).headers.get('location') ?? '';
  const token = location.replace('/checkouts/cn/', '');
  expect(world.store.findOne(checkouts, shopId, 'token', token)).toMatchObject({
    codes: ['tenth'],
    lines: [{ variantId: 2000, quantity: 2 }],
  });
});

test('a first log-in makes a customer with an account', async () => {
  const { app, world, shopId, mails } = open();
  const post = (path: string, fields: Record<string, string>, cookie = '') =>
    app.request(ORIGIN + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie },
    });
  const sent = await post('/account/login', { email: 'new@example.com' });
  const attempt = sent.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const code = /\d{6}/.exec(mails[0]?.text ?? '')?.[0] ?? '';
  const answer = await post('/account/login/code', { code }, attempt);
  expect(answer.headers.get('location')).toBe('/account');
  expect(world.store.findOne(customers, shopId, 'email', 'new@example.com')).toMatchObject({
    state: 'enabled',
  });
});

test('pictures of products are drawn from their titles, others neutrally', async () => {
  const { app } = open();
  const drawn = await (await app.request(`${ORIGIN}/cdn/products/stoneware-mug.svg`)).text();
  expect(drawn).toContain('viewBox="0 0 600 600"');
  const neutral = await (await app.request(`${ORIGIN}/cdn/shop/files/any.svg`)).text();
  expect(neutral).toContain('viewBox="0 0 1600 1400"');
});

type Opened = { app: StorefrontApp; world: World; shopId: number; mails: Mail[] };

function open(): Opened {
  const world = openWorld({ folder: null, machineClock: () => NOW });
  const shop = openDemoShop(world, { handle: 'demo-shop' });
  world.store.put(products, shop.id, product(0, 'Stoneware mug'));
  const mails: Mail[] = [];
  const app = openStorefront({
    world,
    sources: {},
    shopOf: () => shop,
    sendMail: (_shop, mail) => void mails.push(mail),
    onUnknown: () => undefined,
    secret: 'a secret of the tests',
  });
  return { app, world, shopId: shop.id, mails };
}

const TENTH: Omit<Discount, 'id'> = {
  ...PLAIN_DISCOUNT,
  title: 'A tenth',
  summary: '',
  startsAt: NOW - 1000,
  deactivatedAt: null,
  gets: { items: { type: 'all' }, value: { type: 'percentage', percentage: 0.1 } },
  usageCount: 0,
  createdAt: NOW,
  updatedAt: NOW,
};
