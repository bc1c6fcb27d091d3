/** The checkout's addresses: the page, its changes, paying, and the pages of the order after it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { orders } from '../model/order-kind.ts';
import type { Order } from '../model/order.ts';
import type { Shop } from '../model/shop.ts';
import { BASE_CSS, openPages } from '../pages/open-pages.ts';
import { orderOfCheckout } from '../trade/complete-checkout.ts';
import { changeSchema } from './change-schema.ts';
import {
  answerOf,
  changeAt,
  type CheckoutContext,
  type Desk,
  findAt,
  openAt,
  pageOf,
  payAt,
  thanksPath,
} from './checkout-desk.ts';
import { orderState } from './order-state.ts';
import { orderView } from './order-view.ts';
import { changeOf } from './read-form.ts';

/** All of it, to be mounted at the root of a storefront. */
export function checkoutRoutes(context: CheckoutContext): Hono {
  const desk: Desk = {
    context,
    pages: openPages(join(import.meta.dirname, 'pages')),
    css: BASE_CSS + readFileSync(join(import.meta.dirname, 'checkout.css'), 'utf8'),
  };
  const routes = new Hono();

  routes.get('/checkouts/cn/:token', (c) => {
    const found = findAt(desk, c);
    if (found === null) return missing(desk, c);
    if (found.checkout.orderId !== null) return c.redirect(thanksPath(found.checkout));
    return pageOf(desk, openAt(desk, found));
  });

  routes.post('/checkouts/cn/:token', async (c) => {
    const found = findAt(desk, c);
    if (found === null) return missing(desk, c);
    if (found.checkout.orderId !== null) return c.redirect(thanksPath(found.checkout), 303);
    const form = Object.fromEntries(
      [...(await c.req.formData().catch(() => new FormData()))].filter(
        (field): field is [string, string] => {
          return typeof field[1] === 'string';
        },
      ),
    );
    if (form.intent === 'pay') return payAt(desk, found, form);
    const { checkout, messages } = changeAt(desk, found, changeOf(form));
    if (Object.keys(messages).length === 0) return c.redirect(c.req.path, 303);
    return pageOf(desk, { ...found, checkout }, { messages, status: 422, typed: form });
  });

  routes.post('/checkouts/cn/:token/change', async (c) => {
    const found = findAt(desk, c);
    if (found === null) return c.json({ error: 'There is no such checkout.' }, 404);
    const parsed = changeSchema.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return c.json({ error: sayIssues(parsed.error.issues) }, 400);
    const { checkout, messages } = changeAt(desk, found, parsed.data);
    return c.json(answerOf(desk, { ...found, checkout }, messages));
  });

  routes.get('/checkouts/cn/:token/thank-you', (c) => {
    const found = findAt(desk, c);
    if (found === null) return missing(desk, c);
    const order = orderOfCheckout(context.world, found.shop.id, found.checkout);
    if (order === null) return c.redirect(`/checkouts/cn/${found.checkout.token}`);
    const { shop, request } = found;
    return orderPage(desk, { shop, order, request, surface: 'thank-you' });
  });

  routes.get('/:shopId{[0-9]+}/orders/:orderToken', (c) => {
    const shop = context.shopOf(c.req.raw);
    const order = context.world.store.findOne(orders, shop.id, 'token', c.req.param('orderToken'));
    if (order === null || c.req.param('shopId') !== String(shop.id)) return missing(desk, c);
    return orderPage(desk, { shop, order, request: c.req.raw, surface: 'order-status' });
  });

  return routes;
}

type OrderShown = {
  readonly shop: Shop;
  readonly order: Order;
  readonly request: Request;
  readonly surface: keyof typeof TARGETS;
};

const TARGETS = {
  'thank-you': 'purchase.thank-you.',
  'order-status': 'customer-account.order-status.',
} as const;

function orderPage(
  { context, pages, css }: Desk,
  { shop, order, request, surface }: OrderShown,
): Response {
  const { world } = context;
  const viewerId = context.customerIdOf(request);
  const extensions = context.extensionsAt(shop.id, TARGETS[surface]);
  const state = { ...orderState({ world, shop, order, surface, viewerId }), extensions };
  const lineTarget = `${TARGETS[surface]}cart-line-item.render-after`;
  const view = { ...orderView(world, shop, order), lineTarget };
  return pages.respond(surface, { css, view, state });
}

const missing = ({ context, pages, css }: Desk, c: Context) =>
  pages.respond('missing', { css, shopName: context.shopOf(c.req.raw).name }, 404);

function sayIssues(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues.map(({ path, message }) => `${path.join('.') || 'change'}: ${message}`).join('; ');
}
