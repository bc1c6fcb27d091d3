/**
 * A sale at the till, from the first tap to the receipt. Prices in pounds with 20 % VAT in them.
 */
import { describe, expect, it } from 'vitest';
import { shops } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import { financialStatus, fulfillmentStatus, orderSums } from '../model/order-sums.ts';
import type { Shop } from '../model/shop.ts';
import { createCustomer } from '../trade/customers.ts';
import { createDiscount, PLAIN_DISCOUNT } from '../trade/discounts.ts';
import { must, openShop, SHOP } from '../trade/shop-fixture.ts';
import { findVariant } from '../trade/stock.ts';
import type { SaleView } from './till-state.ts';
import { tillRoutes } from './till-routes.ts';

type Said = {
  status: number;
  sale: SaleView;
  till: { cart: Record<string, unknown> };
  error?: string;
  orderId: number;
  receipt: { name: string; change: string; payments: { name: string; amount: string }[] };
};

async function openTill() {
  const shop = openShop();
  const { world } = shop;
  const routes = tillRoutes({
    world,
    shopOf: () => world.store.get(shops, 0, SHOP) as Shop,
    sources: {},
    extensionsAt: () => [],
  });
  const post = async (path: string, body: unknown): Promise<Said> => {
    const reply = await routes.request(path, { method: 'POST', body: JSON.stringify(body) });
    return { ...((await reply.json()) as Said), status: reply.status };
  };
  const { sale } = await post('/pos/sales', {});
  const at = `/pos/sales/${sale.token}`;
  const order = () => [...world.store.each(orders, SHOP)][0];
  const change = (body: unknown) => post(`${at}/change`, body);
  return {
    ...shop,
    routes,
    at,
    order,
    change,
    pay: (body: unknown) => post(`${at}/complete`, body),
  };
}

const get = async (routes: Awaited<ReturnType<typeof openTill>>['routes'], path: string) =>
  (await (await routes.request(path)).json()) as { title?: string; name?: string; id: number }[];

describe('a sale', () => {
  it('is rung up, paid by card, handed over and taxed at home', async () => {
    const { world, mug, plate, order, change, pay } = await openTill();
    await change({ change: 'addVariant', variantId: mug.id });
    await change({ change: 'addVariant', variantId: mug.id });
    const { sale } = await change({ change: 'addVariant', variantId: plate.id });
    expect(sale.lines).toMatchObject([{ quantity: 2 }, { quantity: 1 }]);
    // 2 × 25.00 and 10.00; of 60.00 with 20 % in it 10.00 is tax.
    expect(sale).toMatchObject({ subtotal: '£60.00', tax: '£10.00', total: '£60.00' });
    const paid = await pay({ method: 'card' });
    expect(paid.receipt).toMatchObject({ name: '#1001', change: '' });
    const made = order();
    expect(made?.sourceName).toBe('pos');
    expect(made && [financialStatus(made), fulfillmentStatus(made)]).toEqual(['paid', 'fulfilled']);
    expect(made && orderSums(made)).toMatchObject({ totalMinor: 6000, shippingMinor: 0 });
    expect(findVariant(world, SHOP, plate.id)?.variant.stock).toBe(2);
    expect((await pay({ method: 'card' })).status).toBe(404);
  });

  it('takes cash, gives change, and takes no less than the total', async () => {
    const { mug, order, change, pay } = await openTill();
    await change({ change: 'addVariant', variantId: mug.id });
    const less = await pay({ method: 'cash', receivedMinor: 2000 });
    expect([less.status, less.error]).toEqual([422, 'That is less than the total.']);
    const { receipt } = await pay({ method: 'cash', receivedMinor: 3000 });
    expect(receipt).toMatchObject({
      change: '£5.00',
      payments: [{ name: 'Cash', amount: '£30.00' }],
    });
    expect(order()?.transactions).toMatchObject([
      { kind: 'sale', amountMinor: 3000 },
      { kind: 'change', amountMinor: 500 },
    ]);
  });

  it('takes a share off the sale and an amount off a line, and gives both back', async () => {
    const { mug, change } = await openTill();
    const { sale } = await change({ change: 'addVariant', variantId: mug.id, quantity: 2 });
    const lineId = sale.lines[0]?.id;
    const off = { title: 'Chipped', type: 'FixedAmount', amount: '5.00' };
    await change({ change: 'lineDiscount', lineId, discount: off });
    const tenth = { title: 'Regular', type: 'Percentage', amount: '10' };
    const both = await change({ change: 'cartDiscount', discount: tenth });
    // 50.00 less 5.00 is 45.00, less a tenth of it 40.50.
    expect(both.sale.total).toBe('£40.50');
    expect(both.till.cart.cartDiscounts).toMatchObject([
      { amount: 4.5, type: 'Percentage', discountDescription: 'Regular' },
    ]);
    await change({ change: 'lineDiscount', lineId, discount: null });
    const none = await change({ change: 'cartDiscount', discount: null });
    expect(none.sale.total).toBe('£50.00');
  });

  it('takes a code that applies, and says why another does not', async () => {
    const { world, mug, change } = await openTill();
    const gets = {
      value: { type: 'percentage', percentage: 0.2 },
      items: { type: 'all' },
    } as const;
    const fields = { ...PLAIN_DISCOUNT, title: 'TWENTY', startsAt: world.clock.now(), gets };
    must(createDiscount(world, SHOP, { fields, code: 'TWENTY' }));
    await change({ change: 'addVariant', variantId: mug.id });
    const taken = await change({ change: 'addCode', code: 'twenty' });
    expect(taken.sale).toMatchObject({ total: '£20.00', codes: ['twenty'] });
    const refused = await change({ change: 'addCode', code: 'NOPE' });
    expect(refused.status).toBe(422);
    expect(refused.error).toMatch(/NOPE|valid/i);
    expect(refused.sale.codes).toEqual(['twenty']);
    expect((await change({ change: 'removeCode', code: 'TWENTY' })).sale.total).toBe('£25.00');
  });

  it('is somebody’s, with notes and properties, until it is cleared', async () => {
    const { world, mug, change } = await openTill();
    const fields = { email: 'ada@moss.example', firstName: 'Ada', lastName: 'Moss' };
    const ada = must(createCustomer(world, SHOP, { fields }));
    const { sale } = await change({ change: 'addVariant', variantId: mug.id });
    const lineId = sale.lines[0]?.id;
    await change({ change: 'customer', customerId: ada.id });
    await change({ change: 'note', note: 'Gift' });
    await change({ change: 'properties', properties: [{ name: 'table', value: '4' }] });
    const engraved = [{ name: 'Engraving', value: 'A' }];
    const told = await change({ change: 'lineProperties', lineId, properties: engraved });
    expect(told.sale.customer).toMatchObject({ id: ada.id, name: 'Ada Moss' });
    expect(told.till.cart).toMatchObject({
      customer: { id: ada.id },
      note: 'Gift',
      properties: { table: '4' },
      lineItems: [{ uuid: String(lineId), price: 25, properties: { Engraving: 'A' } }],
    });
    const cleared = await change({ change: 'clear' });
    expect(cleared.sale).toMatchObject({ customer: null, isEmpty: true, total: '£0.00' });
    expect(cleared.till.cart).not.toHaveProperty('note');
  });

  it.each([
    [{ change: 'addVariant', variantId: 5 }, 422, 'The variant does not exist'],
    [{ change: 'customer', customerId: 5 }, 422, 'The customer does not exist'],
    [{ change: 'line', lineId: 1 }, 400, 'quantity: '],
    [{ change: 'dance' }, 400, 'change: '],
    [null, 400, 'body: '],
  ])('%j is refused with %i and words', async (body, status, words) => {
    const { change } = await openTill();
    const refused = await change(body);
    expect(refused.status).toBe(status);
    expect(refused.error).toContain(words);
  });

  it.each([{}, { method: 'shells' }, { method: 'cash', receivedMinor: -1 }])(
    'is not paid with %j',
    async (payment) => {
      const { mug, change, pay, order } = await openTill();
      await change({ change: 'addVariant', variantId: mug.id });
      expect((await pay(payment)).status).toBe(400);
      expect(order()).toBeUndefined();
    },
  );
});

describe('looking up', () => {
  it('finds goods and people by how their words begin', async () => {
    const { world, routes, mug } = await openTill();
    const fields = { email: 'ada@moss.example', firstName: 'Ada', lastName: 'Moss' };
    must(createCustomer(world, SHOP, { fields }));
    expect(await get(routes, '/pos/goods?query=mu')).toMatchObject([{ title: 'Mug' }]);
    expect(await get(routes, '/pos/goods?query=teapot')).toEqual([]);
    expect(await get(routes, '/pos/goods')).toHaveLength(3);
    expect(await get(routes, '/pos/people?query=mos')).toMatchObject([{ name: 'Ada Moss' }]);
    const [found] = await get(routes, '/pos/goods?query=mug');
    const reply = await routes.request(`/pos/products/${found?.id}`);
    const product = (await reply.json()) as object;
    expect(product).toMatchObject({
      title: 'Mug',
      minVariantPrice: '25.00',
      variants: [{ id: mug.id, price: '25.00' }],
    });
    expect((await routes.request('/pos/products/5')).status).toBe(404);
    expect((await routes.request('/pos/sales/none/change', { method: 'POST' })).status).toBe(404);
  });
});
