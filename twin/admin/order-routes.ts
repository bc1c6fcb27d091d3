/** Orders: the list, a page for each, and what its buttons do. */
import { Hono } from 'hono';
import type { Order } from '../model/order.ts';
import { orders } from '../model/order-kind.ts';
import {
  currentQuantity,
  fulfillableQuantity,
  fulfillmentStatus,
  outstandingMinor,
} from '../model/order-sums.ts';
import type { AdminOptions, LineQuantity, OrderVerbs } from './admin-options.ts';
import { describeOrder, describeOrderRow, findCustomer } from './order-views.ts';
import { readListPage } from './page-cursor.ts';
import { sayMoney } from './say.ts';
import { readText, sayOutcome, type ShopContext, shopPage } from './shop-page.ts';

const TABS = [
  { label: 'All', query: '' },
  { label: 'Unfulfilled', query: 'fulfillment_status:unfulfilled status:open' },
  { label: 'Unpaid', query: 'financial_status:pending status:open' },
  { label: 'Cancelled', query: 'status:cancelled' },
];

const REASONS = [
  { value: 'customer', label: 'Customer changed or cancelled the order' },
  { value: 'fraud', label: 'Fraudulent order' },
  { value: 'inventory', label: 'Items not available' },
  { value: 'declined', label: 'Payment declined' },
  { value: 'staff', label: 'Staff error' },
  { value: 'other', label: 'Other' },
];

/** Below `/store/:shop`. */
export function orderRoutes(options: AdminOptions): Hono {
  const routes = new Hono();
  const verbs = options.orderVerbs ?? {};
  const order = (handle: (given: ShopContext, order: Order) => Response | Promise<Response>) =>
    shopPage(options, (given) => {
      const found = options.world.store.get(orders, given.shop.id, Number(given.param('id')));
      return found ? handle(given, found) : given.notFound('order');
    });

  routes.get(
    '/orders',
    shopPage(options, (given) => showOrders(options, given)),
  );
  routes.get(
    '/orders/:id',
    order((given, found) => showOrder(options, given, found)),
  );
  for (const form of ['refund', 'cancel', 'edit', 'fulfil'] as const) {
    routes.get(
      `/orders/:id/${form}`,
      order((given, found) => {
        const view = {
          order: describeOrder(options.world, given.shop, found),
          form,
          reasons: REASONS,
        };
        return given.page('orders', `${found.name} · ${FORM_TITLES[form]}`, 'order-form', {
          ...view,
          formTitle: FORM_TITLES[form],
        });
      }),
    );
  }
  routes.post(
    '/orders/:id/:verb',
    order(async (given, found) => {
      const form = await given.context.req.formData().catch(() => new FormData());
      return runVerb(verbs, given, found, form) ?? given.notFound('action');
    }),
  );
  return routes;
}

const FORM_TITLES = {
  refund: 'Refund',
  cancel: 'Cancel order',
  edit: 'Edit quantities',
  fulfil: 'Fulfil items',
};

function showOrders({ world }: AdminOptions, given: ShopContext): Promise<Response> {
  const { shop, url } = given;
  const list = readListPage(
    world,
    orders,
    { shopId: shop.id, sort: 'processed_at', isReversed: true },
    url,
  );
  return given.page('orders', 'Orders', 'orders', {
    list: { ...list, records: undefined },
    rows: list.records.map((one) => describeOrderRow(one, shop, findCustomer(world, shop, one))),
    tabs: TABS.map(({ label, query }) => ({
      label,
      href: query ? `?${new URLSearchParams({ q: query })}` : '?',
      isLit: list.query === query,
    })),
  });
}

function showOrder(options: AdminOptions, given: ShopContext, order: Order): Promise<Response> {
  const { shop } = given;
  const verbs = options.orderVerbs ?? {};
  const isOpen = order.cancelledAt === null;
  const due = outstandingMinor(order);
  const isReturnable = order.lines.some((line) => currentQuantity(order, line) > 0);
  return given.page('orders', order.name, 'order', {
    order: describeOrder(options.world, shop, order),
    can: {
      markPaid: Boolean(verbs.markPaid) && isOpen && due > 0,
      fulfil:
        Boolean(verbs.fulfil) && order.lines.some((line) => fulfillableQuantity(order, line) > 0),
      refund: Boolean(verbs.refund) && isReturnable,
      edit: Boolean(verbs.edit) && isOpen,
      // What is on its way can be returned, not cancelled.
      cancel: Boolean(verbs.cancel) && isOpen && fulfillmentStatus(order) === null,
    },
    due: sayMoney(due, shop),
  });
}

/** The response after a button's verb; null where there is no such verb. */
function runVerb(
  verbs: OrderVerbs,
  given: ShopContext,
  order: Order,
  form: FormData,
): Response | null {
  const place = { shopId: given.shop.id, orderId: order.id };
  const path = `/orders/${order.id}`;
  const lines = readQuantities(form);
  const note = readText(form, 'note') || null;
  const [isRestocked, isRefunded] = [form.has('restock'), form.has('refund')];
  switch (given.param('verb')) {
    case 'mark-paid':
      return verbs.markPaid
        ? sayOutcome(given, verbs.markPaid(place), { path, done: 'Order marked as paid' })
        : null;
    case 'fulfil':
      return verbs.fulfil
        ? sayOutcome(given, verbs.fulfil(place, lines), { path, done: 'Items fulfilled' })
        : null;
    case 'refund': {
      const isShippingRefunded = form.has('shipping');
      const asked = { lines, isRestocked, isShippingRefunded, note };
      return verbs.refund
        ? sayOutcome(given, verbs.refund(place, asked), { path, done: 'Refund made' })
        : null;
    }
    case 'cancel': {
      const reason = readText(form, 'reason') || 'other';
      const asked = { reason, isRestocked, isRefunded, note };
      return verbs.cancel
        ? sayOutcome(given, verbs.cancel(place, asked), { path, done: 'Order cancelled' })
        : null;
    }
    case 'edit':
      return verbs.edit
        ? sayOutcome(given, verbs.edit(place, { lines, note }), { path, done: 'Order updated' })
        : null;
    default:
      return null;
  }
}

/** Fields named `line-<id>` with a whole number in them. */
function readQuantities(form: FormData): LineQuantity[] {
  return [...form].flatMap(([name, value]) => {
    const id = /^line-(\d+)$/.exec(name)?.[1];
    const quantity = Number(value);
    const isAsked = id !== undefined && value !== '' && Number.isInteger(quantity) && quantity >= 0;
    return isAsked ? [{ lineId: Number(id), quantity }] : [];
  });
}
