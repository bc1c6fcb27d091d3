/**
 * The AJAX cart API by its shapes. Source: shopify.dev/docs/api/ajax/reference/cart and
 * shopify.dev/docs/apps/build/checkout/cart-permalinks (2026-11-23).
 */
import { expect, test } from 'vitest';
import { openTestShop, type TestShop } from './storefront-fixture.ts';

const MUG = 2000;
const BLANKET_SMALL = 2030;

test('an added line comes back whole, and the cart is remembered by its cookie', async () => {
  const shop = openTestShop();
  const added = await shop.json('/cart/add.js', { id: MUG, quantity: 2 });
  expect(added).toMatchObject({
    id: MUG,
    variant_id: MUG,
    product_id: 1000,
    quantity: 2,
    key: expect.stringMatching(/^2000:[0-9a-f]{32}$/) as unknown,
    title: 'Stoneware mug',
    price: 900,
    line_price: 1800,
    final_line_price: 1800,
    total_discount: 0,
    sku: 'L-0-0',
    grams: 400,
    vendor: 'Linden & Sons',
    url: '/products/stoneware-mug?variant=2000',
    variant_title: null,
    product_has_only_default_variant: true,
    line_level_discount_allocations: [],
    properties: {},
    featured_image: { url: '/cdn/products/stoneware-mug.svg', width: 1600 },
  });
  const cart = await shop.json('/cart.js');
  expect(Object.keys(cart)).toEqual([
    'token',
    'note',
    'attributes',
    'original_total_price',
    'total_price',
    'total_discount',
    'total_weight',
    'item_count',
    'items',
    'requires_shipping',
    'currency',
    'items_subtotal_price',
    'cart_level_discount_applications',
    'discount_codes',
  ]);
  expect(cart).toMatchObject({ item_count: 2, total_price: 1800, total_weight: 800 });
});

test('several items answer as a list; other properties make another line', async () => {
  const shop = openTestShop();
  const answer = await shop.json('/cart/add.js', {
    items: [
      { id: MUG, quantity: 1, properties: { Engraving: 'A' } },
      { id: MUG, quantity: 1, properties: { Engraving: 'B' } },
      { id: BLANKET_SMALL, quantity: 1 },
    ],
  });
  expect(answer.items).toMatchObject([
    { properties: { Engraving: 'A' } },
    { properties: { Engraving: 'B' } },
    { title: 'Wool blanket - Small', options_with_values: [{ name: 'Size', value: 'Small' }] },
  ]);
  await shop.json('/cart/add.js', { id: MUG, quantity: 1, properties: { Engraving: 'A' } });
  const cart = await shop.json('/cart.js');
  // The newest line stands first.
  expect(quantities(cart)).toEqual([1, 1, 2]);
});

test('a form adds as well, and a browser is sent to the cart', async () => {
  const shop = openTestShop();
  const body = new FormData();
  body.set('id', String(MUG));
  body.set('quantity', '1');
  body.set('properties[Engraving]', 'Ann');
  const answer = await shop.ask('/cart/add', { method: 'POST', body });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/cart']);
  expect(await shop.page('/cart')).toContain('Engraving: Ann');
});

test('what cannot be had is refused with status, message and description', async () => {
  const shop = openTestShop();
  const gone = await shop.ask('/cart/add.js', post({ id: 99, quantity: 1 }));
  expect(gone.status).toBe(404);
  expect(await gone.json()).toEqual({
    status: 404,
    message: 'Cart Error',
    description: 'Cannot find variant',
  });
  const soldOut = await shop.ask('/cart/add.js', post({ id: 2050, quantity: 1 }));
  expect(soldOut.status).toBe(422);
  expect(await soldOut.json()).toMatchObject({
    description: "The product 'Brass hook' is already sold out.",
  });
  await shop.json('/cart/add.js', { id: MUG, quantity: 5 });
  const more = await shop.json('/cart/add.js', { id: MUG, quantity: 1 });
  expect(more).toMatchObject({ status: 422, message: 'Cart Error' });
});

test('change takes a key, a variant or a place; zero removes', async () => {
  const shop = openTestShop();
  const line = await shop.json('/cart/add.js', { id: MUG, quantity: 2 });
  await shop.json('/cart/add.js', { id: BLANKET_SMALL, quantity: 1 });
  expect(quantities(await shop.json('/cart/change.js', { id: line.key, quantity: 3 }))).toEqual([
    1, 3,
  ]);
  expect(quantities(await shop.json('/cart/change.js', { line: 1, quantity: 2 }))).toEqual([2, 3]);
  expect(quantities(await shop.json('/cart/change.js', { id: MUG, quantity: 0 }))).toEqual([2]);
  const refused = await shop.ask('/cart/change.js', post({ id: 'no', quantity: 1 }));
  expect(refused.status).toBe(422);
  const again = await shop.json('/cart/add.js', { id: MUG, quantity: 1 });
  // Five are in stock: a line grows to as much as there is.
  expect(quantities(await shop.json('/cart/change.js', { id: again.key, quantity: 9 }))).toEqual([
    5, 2,
  ]);
});

test('update sets quantities, note, attributes, codes; clear keeps the rest', async () => {
  const shop = openTestShop();
  await shop.json('/cart/add.js', {
    items: [
      { id: MUG, quantity: 2 },
      { id: BLANKET_SMALL, quantity: 1 },
    ],
  });
  const cart = await shop.json('/cart/update.js', {
    updates: { [MUG]: 1 },
    note: 'Ring twice',
    attributes: { gift: 'yes', empty: '' },
    discount: 'TEN,NOPE',
  });
  expect(cart).toMatchObject({
    item_count: 2,
    note: 'Ring twice',
    attributes: { gift: 'yes' },
    original_total_price: 3750,
    total_discount: 375,
    total_price: 3375,
    discount_codes: [
      { code: 'TEN', applicable: true },
      { code: 'NOPE', applicable: false },
    ],
    cart_level_discount_applications: [
      {
        type: 'discount_code',
        title: 'TEN',
        value: '10.0',
        value_type: 'percentage',
        allocation_method: 'across',
        target_selection: 'all',
        target_type: 'line_item',
        total_allocated_amount: 375,
      },
    ],
  });
  expect(await shop.json('/cart/update.js', { discount: '' })).toMatchObject({
    discount_codes: [],
  });
  const cleared = await shop.json('/cart/clear.js', {});
  expect(cleared).toMatchObject({ item_count: 0, note: 'Ring twice', attributes: { gift: 'yes' } });
});

test('a discount link remembers its code and leads on, but never off the shop', async () => {
  const shop = openTestShop();
  const answer = await shop.ask('/discount/TEN?redirect=/collections/all');
  expect(answer.headers.get('location')).toBe('/collections/all');
  await shop.json('/cart/add.js', { id: MUG, quantity: 1 });
  expect(await shop.json('/cart.js')).toMatchObject({ total_price: 810 });
  const away = await shop.ask('/discount/TEN?redirect=//evil.example');
  expect(away.headers.get('location')).toBe('/');
});

test('a permalink fills a new cart and goes to checkout with codes and attributes', async () => {
  const shop = openTestShop();
  const answer = await shop.ask(
    `/cart/${MUG}:2,${BLANKET_SMALL}:1?discount=TEN&attributes[from]=mail`,
  );
  expect(answer.headers.get('location')).toBe('/checkouts/cn/checkout-1');
  expect(shop.checkouts[0]).toMatchObject({
    codes: ['TEN'],
    attributes: [{ name: 'from', value: 'mail' }],
    lines: [{ quantity: 1 }, { quantity: 2 }],
  });
  const stay = await shop.ask(`/cart/${MUG}:1?storefront=true`);
  expect(stay.headers.get('location')).toBe('/cart');
});

test('checkout starts from the cart page, and not from an empty cart', async () => {
  const shop = openTestShop();
  expect((await shop.ask('/checkout')).headers.get('location')).toBe('/cart');
  await shop.json('/cart/add.js', { id: MUG, quantity: 1 });
  const body = new URLSearchParams([
    ['updates[]', '3'],
    ['note', 'Soon'],
    ['checkout', ''],
  ]);
  const answer = await shop.ask('/cart', { method: 'POST', body });
  expect(answer.headers.get('location')).toBe('/checkouts/cn/checkout-1');
  expect(shop.checkouts[0]).toMatchObject({ note: 'Soon', lines: [{ quantity: 3 }] });
});

test('sections come along with a change of the cart, unknown ones as null', async () => {
  // shopify.dev/docs/api/ajax/section-rendering#bundled-section-rendering (2026-11-23)
  const shop = openTestShop();
  const answer = await shop.json('/cart/add.js', {
    id: MUG,
    quantity: 1,
    sections: 'template--1__main,nothing',
    sections_url: '/cart',
  });
  const sections = answer.sections as Record<string, string | null>;
  expect(sections['template--1__main']).toContain('Stoneware mug');
  expect(sections.nothing).toBeNull();
});

function quantities(cart: Awaited<ReturnType<TestShop['json']>>): number[] {
  return (cart.items as { quantity: number }[]).map(({ quantity }) => quantity);
}

function post(body: unknown): RequestInit {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}
