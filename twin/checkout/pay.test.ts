/** "Pay now" as a browser without scripts presses it, and the pages after it. */
import { describe, expect, it } from 'vitest';
import { orders } from '../model/order-kind.ts';
import { createCustomer } from '../trade/customers.ts';
import { countStock } from '../trade/products.ts';
import { must, SHOP } from '../trade/shop-fixture.ts';
import { openCheckout, type TestCheckout, WHOLE_FORM } from './checkout-fixture.ts';

/** Sends the whole form with the total that was seen: 2 × 25.00 and 5.00 shipping. */
const press = ({ send }: TestCheckout, more: Readonly<Record<string, string>> = {}) =>
  send({ ...WHOLE_FORM, expectedTotal: '5500', ...more });

describe('paying', () => {
  it('by card leads to a thank-you page, and the checkout leads there ever after', async () => {
    const shop = openCheckout();
    const paid = await press(shop);
    expect([paid.status, new URL(paid.headers.get('location') ?? '').pathname]).toEqual([
      303,
      `${shop.path}/thank-you`,
    ]);
    const page = await shop.read(`${shop.path}/thank-you`);
    expect(page).toContain('Thank you, Ada!');
    expect(page).toContain('Card ending in 1 · £55.00');
    expect((await shop.routes.request(shop.path)).status).toBe(302);
    expect((await press(shop)).status).toBe(303);
    expect(shop.world.store.count(orders, SHOP)).toBe(1);
  });

  it.each([
    ['2', 'Your card was declined.'],
    ['3', 'There was an issue processing your payment.'],
    ['7', 'Enter a valid card number'],
  ])('with card %s is refused in words, and no order is made', async (card, words) => {
    const shop = openCheckout();
    const refused = await press(shop, { card });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(words);
    expect(shop.world.store.count(orders, SHOP)).toBe(0);
    expect((await press(shop)).status).toBe(303);
  });

  it('by bank transfer makes an order that is owed, and says what to do', async () => {
    const shop = openCheckout();
    expect((await press(shop, { payment: 'bank_deposit' })).status).toBe(303);
    const page = await shop.read(`${shop.path}/thank-you`);
    expect(page).toContain('Transfer £55.00 and name #1001');
    expect(page).toContain('Still to pay');
  });

  it('says what is missing by field, and keeps what was typed wrong', async () => {
    const shop = openCheckout();
    const form = { ...WHOLE_FORM, email: 'ada at moss', lastName: '', zip: '' };
    const page = await (await shop.send({ ...form, expectedTotal: '5500' })).text();
    for (const words of ['Enter a valid email', 'Enter a last name', 'Enter a postal code']) {
      expect(page).toContain(words);
    }
    expect(page).toContain('value="ada at moss"');
    expect(page).not.toContain('Enter a city');
  });

  it('asks again when the total is not the one that was seen', async () => {
    const shop = openCheckout();
    const refused = await press(shop, { expectedTotal: '5000' });
    const page = await refused.text();
    expect(page).toContain('The total of your order has changed.');
    expect(page).toMatch(/name="expectedTotal" value="5500"/);
    expect((await press(shop)).status).toBe(303);
  });

  it('asks again when the same total would cost more money than was seen', async () => {
    const shop = openCheckout();
    const refused = await press(shop, { expectedDue: '4800' });
    const page = await refused.text();
    expect(page).toContain('The amount due has changed.');
    expect(page).toMatch(/name="expectedDue" value="5500"/);
    expect((await press(shop, { expectedDue: '5500' })).status).toBe(303);
  });

  it('with what was sold out meanwhile shows what is left first', async () => {
    const shop = openCheckout({ lines: ({ plate }) => [{ variantId: plate.id, quantity: 3 }] });
    must(countStock(shop.world, SHOP, { variantId: shop.plate.id, stock: 1 }));
    const refused = await press(shop, { expectedTotal: '3500' });
    expect(await refused.text()).toContain('Your cart has been updated.');
    expect(shop.now().lines).toMatchObject([{ quantity: 1 }]);
    expect((await press(shop, { expectedTotal: '1500' })).status).toBe(303);
  });

  it('where nothing goes says so instead of asking for a choice', async () => {
    const shop = openCheckout({ shop: { shippingRates: [] } });
    const page = await (await press(shop)).text();
    expect(page).toContain('Your order cannot be shipped to this address.');
    expect(page).not.toContain('Choose a shipping method');
  });

  it('of goods without a parcel asks for no address', async () => {
    const lines = ({ giftCard }: { giftCard: { id: number } }) => [
      { variantId: giftCard.id, quantity: 1 },
    ];
    const shop = openCheckout({ lines });
    expect(await shop.read()).not.toContain('Shipping method');
    const form = { intent: 'pay', email: 'ada@moss.example', payment: 'card', card: '1' };
    expect((await shop.send({ ...form, expectedTotal: '5000' })).status).toBe(303);
  });

  it('without scripts takes a code by its own form', async () => {
    const shop = openCheckout();
    const refused = await shop.send({ intent: 'apply', code: 'NOPE' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('id="code-error"');
  });
});

describe('the pages of an order', () => {
  it('know their customer only where that customer is logged in', async () => {
    const shop = openCheckout();
    const fields = { email: 'ada@moss.example', firstName: 'Ada' };
    const ada = must(createCustomer(shop.world, SHOP, { fields }));
    await press(shop);
    const [order] = [...shop.world.store.each(orders, SHOP)];
    const path = `/${SHOP}/orders/${order?.token}`;
    const state = async () => {
      const [, json = ''] = /id="state">(.*?)<\/script>/s.exec(await shop.read(path)) ?? [];
      return JSON.parse(json) as Record<string, unknown>;
    };
    expect(await state()).toMatchObject({ authenticationState: 'pre_authenticated' });
    expect(await state()).not.toHaveProperty('customer');
    shop.logIn(ada.id + 1);
    expect(await state()).toMatchObject({ authenticationState: 'pre_authenticated' });
    shop.logIn(ada.id);
    expect(await state()).toMatchObject({
      authenticationState: 'fully_authenticated',
      customer: { id: `gid://shopify/Customer/${ada.id}` },
    });
  });

  it.each(['/checkouts/cn/none', '/checkouts/cn/none/thank-you', '/1/orders/none', '/2/orders/x'])(
    '%s is not there',
    async (path) => {
      const { routes } = openCheckout();
      const reply = await routes.request(path);
      expect(reply.status).toBe(404);
      expect(await reply.text()).toContain('There is nothing here');
    },
  );

  it('of a checkout still open leads back to it', async () => {
    const { routes, path } = openCheckout();
    const reply = await routes.request(`${path}/thank-you`);
    expect(reply.headers.get('location')).toBe(path);
    expect((await routes.request(`${path}x/change`, { method: 'POST' })).status).toBe(404);
  });
});
