/** What no browser of a well-meaning shopper sends: answered, never broken by. */
import { expect, test } from 'vitest';
import { handleOfPicture } from './picture-path.ts';
import { readCookie } from './routes/session.ts';
import { openTestShop } from './storefront-fixture.ts';

const MUG = 2000;
const BLANKET = 2030;

test('a form that cannot be parsed says nothing, and the shop answers', async () => {
  const shop = openTestShop();
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
    const init = { method: 'POST', headers: { 'content-type': type }, body: 'x' };
    expect((await shop.ask('/cart/update.js', init)).status).toBe(200);
    expect((await shop.ask('/cart/add.js', init)).status).toBe(404);
  }
});

test('an order of the collection that is none leaves it as it is', async () => {
  const shop = openTestShop();
  for (const name of ['__proto__', 'constructor', 'toString']) {
    expect((await shop.ask(`/collections/all?sort_by=${name}`)).status).toBe(200);
  }
});

test('a referrer that is no address does not hinder the sections of a cart', async () => {
  const shop = openTestShop();
  const answer = await shop.ask('/cart/update.js', {
    method: 'POST',
    headers: { 'content-type': 'application/json', referer: 'nowhere' },
    body: JSON.stringify({ sections: 'nothing-like-it' }),
  });
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { sections: { 'nothing-like-it': null } },
  ]);
});

// https://shopify.dev/changelog/enhanced-handling-of-large-quantities-in-the-carts-api-update-endpoint
// (2024-05, read 2026-11-23).
test('a cart holds a million of a thing and says so where more is asked for', async () => {
  const shop = openTestShop();
  const add = (quantity: number) => shop.json('/cart/add.js', { id: BLANKET, quantity });
  expect(await add(9e15)).toMatchObject({ status: 422, message: 'Cart Error' });
  expect(await add(1)).toMatchObject({ quantity: 1 });
  const updated = await shop.json('/cart/update.js', { updates: { [BLANKET]: 9e15 } });
  expect(updated).toMatchObject({ status: 422 });
  expect(await shop.json('/cart.js')).toMatchObject({ item_count: 1_000_000 });
  expect(await add(1)).toMatchObject({ status: 422 });
  expect((await shop.json('/cart/add.js', { id: MUG, quantity: 1 })).quantity).toBe(1);
});

test('a redirect stays in the shop, however it is written, in any script', async () => {
  const shop = openTestShop();
  const to = async (path: string) =>
    (await shop.ask(`/discount/TEN?redirect=${encodeURIComponent(path)}`)).headers.get('location');
  expect(await to('/pages/żyć?a=ü#x')).toBe('/pages/%C5%BCy%C4%87?a=%C3%BC#x');
  expect(await to('/collections/all')).toBe('/collections/all');
  const twoSlashes = ['//evil.example', '/\\evil.example', '/\t/evil.example'];
  const elsewhere = [...twoSlashes, '/\r\n/evil.example'];
  for (const path of [...elsewhere, '/.//evil.example', 'https://evil.example', 'javascript:1']) {
    expect([path, await to(path)]).toEqual([path, '/']);
  }
});

test('a cookie or a picture that cannot be decoded is not known', () => {
  expect(readCookie('cart=%ff', 'cart')).toBe('%ff');
  expect(handleOfPicture('/cdn/products/%ff.svg')).toBeNull();
  expect(handleOfPicture('/cdn/products/a%20b.svg')).toBe('a b');
});
