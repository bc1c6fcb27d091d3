/** Pages of whoever is logged in, and of nobody else. */
import { describe, expect, it } from 'vitest';
import type { PlacedExtension } from '../placements/placed-extensions.ts';
import { customers, shops } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import { createCustomer } from '../trade/customers.ts';
import { placeOrder } from '../trade/place-order.ts';
import { HOME, must, openShop, SHOP } from '../trade/shop-fixture.ts';
import { accountRoutes } from './account-routes.ts';

function openAccount(extensions: readonly Partial<PlacedExtension>[] = []) {
  const { world, mug } = openShop();
  let customerId: number | null = null;
  const routes = accountRoutes({
    world,
    shopOf: () => world.store.get(shops, 0, SHOP) as Shop,
    customerIdOf: () => customerId,
    extensionsAt: () => extensions as PlacedExtension[],
  });
  const join = (email: string): { readonly id: number } =>
    must(createCustomer(world, SHOP, { fields: { email, firstName: 'Somebody' } }));
  const [ada, bob] = [join('ada@moss.example'), join('bob@fern.example')];
  const buy = (buyer: { id: number }) =>
    must(
      placeOrder(world, SHOP, {
        lines: [{ variantId: mug.id, quantity: 1 }],
        customerId: buyer.id,
        shippingAddress: HOME,
      }),
    );
  const read = async (path: string) => (await routes.request(path)).text();
  const logIn = (who: { id: number } | null) => {
    customerId = who?.id ?? null;
  };
  return { world, routes, ada, bob, buy, read, logIn };
}

describe('the account', () => {
  it.each(['/account/orders', '/account/profile', '/account/pages/app/page'])(
    'sends somebody who is not logged in from %s to the log-in and back',
    async (path) => {
      const { routes } = openAccount();
      const reply = await routes.request(path);
      expect(reply.headers.get('location')).toBe(
        `/account/login?return_to=${encodeURIComponent(path)}`,
      );
    },
  );

  it('lists one’s own orders and nobody else’s', async () => {
    const { ada, bob, buy, read, logIn } = openAccount();
    const [first, other] = [buy(ada), buy(bob)];
    logIn(ada);
    const page = await read('/account/orders');
    expect(page).toContain(first.name);
    expect(page).not.toContain(other.name);
    expect(page).toContain(`/${SHOP}/orders/${first.token}`);
  });

  it('turns twenty orders a page, newest first', async () => {
    const { world, ada, buy, read, logIn } = openAccount();
    const names = Array.from({ length: 23 }, () => {
      world.clock.moveBy(60_000);
      return buy(ada).name;
    });
    logIn(ada);
    const listed = async (path: string) =>
      [...(await read(path)).matchAll(/<strong>(#\d+)<\/strong>/g)].map(([, name]) => name);
    expect(await listed('/account/orders')).toEqual(names.toReversed().slice(0, 20));
    const [, older = ''] = /href="(\S+after=[^"]+)"/.exec(await read('/account/orders')) ?? [];
    expect(await listed(older)).toEqual(names.toReversed().slice(20));
    expect(await read(older)).toContain('Newest orders');
    expect(await listed('/account/orders?after=nonsense')).toHaveLength(20);
  });

  it('says so where nothing was bought yet', async () => {
    const { ada, read, logIn } = openAccount();
    logIn(ada);
    expect(await read('/account/orders')).toContain('No orders yet');
  });

  it('keeps a new name, as text and not as HTML', async () => {
    const { world, routes, ada, logIn } = openAccount();
    logIn(ada);
    const body = new URLSearchParams({ firstName: '<b>Ada</b>', lastName: ' ' });
    const reply = await routes.request('/account/profile', { method: 'POST', body });
    expect(await reply.text()).toContain('value="&lt;b&gt;Ada&lt;/b&gt;"');
    const kept = world.store.get(customers, SHOP, ada.id);
    expect(kept).toMatchObject({ firstName: '<b>Ada</b>', lastName: null });
  });

  it('shows a page of an app in its frame, and 404 for a page no app has', async () => {
    const page = {
      appHandle: 'stamps',
      handle: 'card',
      name: 'Stamp card',
      target: 'customer-account.page.render',
    };
    const { routes, ada, read, logIn } = openAccount([page]);
    logIn(ada);
    expect(await read('/account/orders')).toContain('href="/account/pages/stamps/card"');
    expect(await read('/account/pages/stamps/card')).toContain('Stamp card');
    const missing = await routes.request('/account/pages/stamps/other');
    expect(missing.status).toBe(404);
  });
});
