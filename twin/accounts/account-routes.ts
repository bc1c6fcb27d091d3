/** `/account` and below, for whoever is logged in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { customers } from '../model/kinds.ts';
import type { Customer } from '../model/customer.ts';
import type { Shop } from '../model/shop.ts';
import { BASE_CSS, openPages } from '../pages/open-pages.ts';
import type { PlacedExtension } from '../placements/placed-extensions.ts';
import { updateCustomer } from '../trade/customers.ts';
import type { World } from '../world/world.ts';
import { accountState } from './account-state.ts';
import { commonView, ordersView, profileView } from './account-view.ts';

export type AccountContext = {
  readonly world: World;
  readonly shopOf: (request: Request) => Shop;
  /** Null: nobody is logged in. */
  readonly customerIdOf: (request: Request) => number | null;
  readonly extensionsAt: (shopId: number, prefix: string) => readonly PlacedExtension[];
};

const FOLDER = import.meta.dirname;

/** Answers whoever is logged in; others are sent to the log-in, and back from there. */
function asCustomer(
  context: AccountContext,
  c: Context,
  answer: (who: { shop: Shop; customer: Customer }) => Response,
): Response {
  const shop = context.shopOf(c.req.raw);
  const id = context.customerIdOf(c.req.raw);
  const customer = id === null ? null : context.world.store.get(customers, shop.id, id);
  if (customer !== null) return answer({ shop, customer });
  const back = encodeURIComponent(new URL(c.req.url).pathname);
  return c.redirect(`/account/login?return_to=${back}`);
}

const afterOf = (c: Context) => c.req.query('after');

/** A field of the form without the blanks around it; null where it says nothing. */
function textOf(form: FormData, name: string): string | null {
  const value = form.get(name);
  return (typeof value === 'string' && value.trim().slice(0, 100)) || null;
}

/** To be mounted at the root of a storefront, before its own pages. */
export function accountRoutes(context: AccountContext): Hono {
  const { world } = context;
  const pages = openPages(join(FOLDER, 'pages'));
  const css =
    BASE_CSS +
    readFileSync(join(FOLDER, '..', 'checkout', 'checkout.css'), 'utf8') +
    readFileSync(join(FOLDER, 'account.css'), 'utf8');
  const routes = new Hono();

  routes.get('/account', (c) => c.redirect('/account/orders'));

  routes.get('/account/orders', (c) =>
    asCustomer(context, c, ({ shop, customer }) =>
      show('orders', { shop, customer, view: ordersView(world, shop, customer, afterOf(c)) }),
    ),
  );

  routes.get('/account/profile', (c) =>
    asCustomer(context, c, ({ shop, customer }) =>
      show('profile', { shop, customer, view: { ...profileView(shop, customer), saved: false } }),
    ),
  );

  routes.post('/account/profile', async (c) => {
    const form = await c.req.formData().catch(() => null);
    if (form === null) return c.text('The form cannot be read.', 400);
    return asCustomer(context, c, ({ shop, customer }) => {
      const fields = { firstName: textOf(form, 'firstName'), lastName: textOf(form, 'lastName') };
      updateCustomer(world, shop.id, { id: customer.id, fields });
      const now = world.store.get(customers, shop.id, customer.id) ?? customer;
      const view = { ...profileView(shop, now), saved: true };
      return show('profile', { shop, customer: now, view });
    });
  });

  routes.get('/account/pages/:app/:handle', (c) =>
    asCustomer(context, c, ({ shop, customer }) => {
      const { app, handle } = c.req.param();
      const one = context
        .extensionsAt(shop.id, 'customer-account.page.render')
        .find((each) => each.appHandle === app && each.handle === handle);
      if (one === undefined) return show('missing', { shop, customer, view: {} }, 404);
      return show('extension', { shop, customer, view: { title: one.name, one: [one] } });
    }),
  );

  function show(
    name: string,
    { shop, customer, view }: { shop: Shop; customer: Customer; view: object },
    status = 200,
  ): Response {
    const placed = context.extensionsAt(shop.id, 'customer-account.');
    const own = placed.filter(({ target }) => target !== 'customer-account.page.render');
    const one = 'one' in view ? (view.one as readonly PlacedExtension[]) : [];
    const extensions = [...own, ...one];
    const state = { ...accountState(shop, customer), extensions };
    const menu = placed
      .filter(({ target }) => target === 'customer-account.page.render')
      .map(({ appHandle, handle, name: title }) => ({
        title,
        path: `/account/pages/${appHandle}/${handle}`,
      }));
    const data = { css, page: name, menu, state, view: { ...commonView(shop, customer), ...view } };
    return pages.respond(name, data, status);
  }

  return routes;
}
