/** The till's addresses, below `/pos` of the admin's origin. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import type { Checkout } from '../model/cart.ts';
import { products } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import { BASE_CSS, openPages } from '../pages/open-pages.ts';
import type { PlacedExtension } from '../placements/placed-extensions.ts';
import type { PriceSources } from '../trade/price-basket.ts';
import { orderView } from '../checkout/order-view.ts';
import type { World } from '../world/world.ts';
import {
  type AtTill,
  beginSale,
  changeSale,
  completeSale,
  findSale,
  paymentSchema,
  priceSale,
  saleChangeSchema,
} from './sales.ts';
import { findGoods, findPeople, tillProduct } from './till-catalog.ts';
import { saleView, tillState } from './till-state.ts';

export type TillContext = {
  readonly world: World;
  readonly shopOf: (request: Request) => Shop;
  readonly sources: PriceSources;
  readonly extensionsAt: (shopId: number, prefix: string) => readonly PlacedExtension[];
};

/** To be mounted at the root of the admin's origin. */
export function tillRoutes(context: TillContext): Hono {
  const { world } = context;
  const pages = openPages(join(import.meta.dirname, 'pages'));
  const css = BASE_CSS + readFileSync(join(import.meta.dirname, 'till.css'), 'utf8');
  const routes = new Hono();
  const at = (c: Context): AtTill => ({
    world,
    shop: context.shopOf(c.req.raw),
    sources: context.sources,
  });

  routes.get('/pos', (c) => {
    const here = at(c);
    const sale = beginSale(here);
    const state = {
      ...answer(here, sale),
      currency: here.shop.currency,
      timezone: here.shop.zone,
      goods: findGoods(world, here.shop, ''),
      extensions: context.extensionsAt(here.shop.id, 'pos.'),
    };
    return pages.respond('till', {
      css,
      shopName: here.shop.name,
      shopHandle: here.shop.handle,
      state,
    });
  });

  addLookUps(routes, context);

  routes.post('/pos/sales', (c) => c.json(answer(at(c), beginSale(at(c)))));

  routes.post('/pos/sales/:token/change', async (c) => {
    const here = at(c);
    const sale = findSale(here, c.req.param('token'));
    if (sale === null) return c.json({ error: 'There is no such sale.' }, 404);
    const parsed = saleChangeSchema.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) {
      return c.json({ error: sayIssues(parsed.error.issues) }, 400);
    }
    const changed = changeSale(here, sale, parsed.data);
    if (!changed.ok) return c.json({ ...answer(here, sale), error: changed.message }, 422);
    return c.json(answer(here, changed.value));
  });

  routes.post('/pos/sales/:token/complete', async (c) => {
    const here = at(c);
    const sale = findSale(here, c.req.param('token'));
    if (sale === null) return c.json({ error: 'There is no such sale.' }, 404);
    const parsed = paymentSchema.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return c.json({ error: sayIssues(parsed.error.issues) }, 400);
    const done = completeSale(here, sale, { payment: parsed.data, userId: here.shop.id });
    if (!done.ok) return c.json({ error: done.message }, 422);
    const order = done.value;
    return c.json({
      orderId: order.id,
      customerId: order.customerId,
      receipt: orderView(world, here.shop, order),
    });
  });

  return routes;
}

/** What staff and extensions look up. */
function addLookUps(routes: Hono, { world, shopOf }: TillContext): void {
  routes.get('/pos/goods', (c) =>
    c.json(findGoods(world, shopOf(c.req.raw), c.req.query('query') ?? '')),
  );

  routes.get('/pos/people', (c) =>
    c.json(findPeople(world, shopOf(c.req.raw), c.req.query('query') ?? '')),
  );

  routes.get('/pos/products/:id', (c) => {
    const shop = shopOf(c.req.raw);
    const product = world.store.get(products, shop.id, Number(c.req.param('id')));
    if (product === null) return c.json({ error: 'There is no such product.' }, 404);
    return c.json(tillProduct(product, shop.currency));
  });
}

function answer(here: AtTill, sale: Checkout) {
  const given = { world: here.world, shop: here.shop, sale, priced: priceSale(here, sale) };
  return { sale: saleView(given), till: tillState(given) };
}

function sayIssues(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
}
