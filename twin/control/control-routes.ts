/** `/control` and below, on the admin's origin. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import { orders } from '../model/order-kind.ts';
import type { Shop } from '../model/shop.ts';
import { BASE_CSS, openPages } from '../pages/open-pages.ts';
import { listExtensions, setUpExtension } from '../placements/placed-extensions.ts';
import { eraseCustomer, requestCustomerData } from '../trade/customer-privacy.ts';
import { setUsageLag } from '../trade/discount-usage.ts';
import type { PriceSources } from '../trade/price-basket.ts';
import type { Delivery } from '../model/app.ts';
import type { Webhooks } from '../webhooks/engine/webhooks.ts';
import type { World } from '../world/world.ts';
import { type ApiFaultSwitches, apiFaultsSchema, noApiFaults } from './api-faults.ts';
import { changeOrder, isOrderChange, orderChanges } from './change-orders.ts';
import { changeClock, clockSchema, readClock } from './clock.ts';
import type { Journal } from './journal.ts';
import type { Mails } from './mails.ts';
import {
  type ApprovalSwitches,
  allApproved,
  approvalsSchema,
  shopSwitchesSchema,
  usageLagSchema,
  switchShop,
} from './shop-switches.ts';
import { orderSchema, placeAsked, placeLikely } from './place-orders.ts';
import { controlState } from './control-state.ts';
import { noWebhookFaults } from '../webhooks/engine/faults.ts';
import { withBody } from './read-body.ts';
import { webhookFaultsSchema } from './webhook-faults.ts';

export type ControlContext = {
  readonly world: World;
  readonly shop: () => Shop;
  readonly webhooks: Webhooks;
  readonly journal: Journal;
  readonly mails: Mails;
  readonly apiFaults: ApiFaultSwitches;
  /** Which protected customer data apps may see. */
  readonly approvals: ApprovalSwitches;
  readonly sources: PriceSources;
  /** Names and addresses of the other rooms, for links. */
  readonly places: () => readonly { readonly name: string; readonly url: string }[];
  /** Runs what is due and delivers what waits, until it is quiet. */
  readonly settle: () => Promise<void>;
  /** The shop as it was at first. */
  readonly reset: () => Promise<void>;
};

/** To be mounted at the root of the admin's origin. */
export function controlRoutes(context: ControlContext): Hono {
  const routes = new Hono();
  addPage(routes, context);
  addTime(routes, context);
  addTrade(routes, context);
  addFaults(routes, context);
  addSwitches(routes, context);
  addPrivacy(routes, context);
  addExtensions(routes, context);
  addLists(routes, context);
  return routes;
}

function addPage(routes: Hono, context: ControlContext): void {
  const pages = openPages(join(import.meta.dirname, 'pages'));
  const css = BASE_CSS + readFileSync(join(import.meta.dirname, 'control.css'), 'utf8');
  routes.get('/control', () =>
    pages.respond('control', { css, state: controlState(context), places: context.places() }),
  );
  routes.get('/control/parts', (c) => {
    const state = controlState(context);
    return c.json({ main: pages.render('parts', { state, places: context.places() }) });
  });
  routes.get('/control/state', (c) => c.json(controlState(context)));
}

function addTime(routes: Hono, context: ControlContext): void {
  const { world, settle, reset } = context;
  routes.get('/control/clock', (c) => c.json(readClock(world)));
  routes.post('/control/clock', (c) =>
    withBody(c, clockSchema, (said) => {
      changeClock(world, said);
      return c.json(readClock(world));
    }),
  );
  routes.post('/control/settle', async (c) => {
    await settle();
    return c.json({ waiting: world.tasks.waiting() });
  });
  routes.post('/control/reset', async (c) => {
    await reset();
    allWell(context);
    Object.assign(context.approvals, allApproved());
    return c.json({ ok: true });
  });
}

function addTrade(routes: Hono, context: ControlContext): void {
  const { world, sources } = context;
  routes.post('/control/orders', (c) =>
    withBody(c, orderSchema, (said) => {
      const floor = { world, shop: context.shop(), sources };
      if (!('random' in said)) {
        const placed = placeAsked(floor, said);
        return placed.ok ? c.json({ order: placed.value }, 201) : c.json(placed, 422);
      }
      const placed = Array.from({ length: said.random }, () => placeLikely(floor));
      const made = placed.flatMap((one) => (one.ok ? [one.value] : []));
      const refused = placed.find((one) => !one.ok);
      if (made.length === 0 && refused) return c.json(refused, 422);
      return c.json({ placed: made.length, names: made.map(({ name }) => name) }, 201);
    }),
  );
  routes.get('/control/orders/:id', (c) => {
    const order = world.store.get(orders, context.shop().id, Number(c.req.param('id')));
    return order === null ? c.json({ error: 'There is no such order.' }, 404) : c.json({ order });
  });
  routes.post('/control/orders/:id/:change', async (c) => {
    const shop = context.shop();
    const order = world.store.get(orders, shop.id, Number(c.req.param('id')));
    const name = c.req.param('change');
    if (order === null) return c.json({ error: 'There is no such order.' }, 404);
    if (!isOrderChange(name)) return c.json({ error: `${name} is no change of an order.` }, 404);
    return withBody(c, orderChanges[name], (said) => {
      const changed = changeOrder({ world, shop, order }, name, said);
      if (!changed.ok) return c.json(changed, 422);
      return c.json({ order: world.store.get(orders, shop.id, order.id) });
    });
  });
}

function addExtensions(routes: Hono, { world, shop }: ControlContext): void {
  const read = () => ({ extensions: listExtensions(world, shop().id) });
  routes.get('/control/extensions', (c) => c.json(read()));
  routes.put('/control/extensions', (c) =>
    withBody(c, setupSchema, ({ place, isOn, settings }) => {
      const known = read().extensions.find((one) => one.place === place);
      if (!known) return c.json({ error: `No installed app has the extension ${place}.` }, 404);
      const setup = {
        place,
        isOn: isOn ?? known.isOn,
        settings: settings ?? known.settings,
      };
      setUpExtension(world, shop().id, setup);
      return c.json(read());
    }),
  );
}

const setupSchema = z.strictObject({
  /** `{app handle}/{extension handle}` */
  place: z.string().max(200),
  isOn: z.boolean().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});

const faultsSchema = z.strictObject({
  webhooks: webhookFaultsSchema.partial().optional(),
  api: apiFaultsSchema.partial().optional(),
});

function allWell({ webhooks, apiFaults }: ControlContext): void {
  Object.assign(webhooks.faults, noWebhookFaults());
  Object.assign(apiFaults, noApiFaults());
}

function addFaults(routes: Hono, context: ControlContext): void {
  const { webhooks, apiFaults } = context;
  const read = () => ({ webhooks: webhooks.faults, api: apiFaults });
  routes.get('/control/faults', (c) => c.json(read()));
  routes.put('/control/faults', (c) =>
    withBody(c, faultsSchema, (said) => {
      Object.assign(webhooks.faults, said.webhooks);
      Object.assign(apiFaults, said.api);
      return c.json(read());
    }),
  );
  routes.delete('/control/faults', (c) => {
    allWell(context);
    return c.json(read());
  });
}

function addSwitches(routes: Hono, { world, shop, approvals }: ControlContext): void {
  routes.put('/control/shop', (c) =>
    withBody(c, shopSwitchesSchema, async (said) =>
      c.json({ shop: switchShop(world, shop(), said) }),
    ),
  );
  routes.put('/control/usage-lag', (c) =>
    withBody(c, usageLagSchema, async ({ ms }) => {
      setUsageLag(world, ms);
      return c.json({ ms });
    }),
  );
  routes.get('/control/approvals', (c) => c.json(approvals));
  routes.put('/control/approvals', (c) =>
    withBody(c, approvalsSchema.partial(), async (said) => c.json(Object.assign(approvals, said))),
  );
}

/** What a customer, or a shop owner for them, may ask of the platform: see it all, be forgotten. */
function addPrivacy(routes: Hono, { world, shop }: ControlContext): void {
  routes.post('/control/customers/:id/request-data', (c) => {
    const asked = requestCustomerData(world, shop().id, Number(c.req.param('id')));
    return asked.ok ? c.json(asked.value) : c.json(asked, 404);
  });
  routes.post('/control/customers/:id/erase', (c) => {
    const asked = eraseCustomer(world, shop().id, Number(c.req.param('id')));
    return asked.ok ? c.json(asked.value) : c.json(asked, 404);
  });
}

function addLists(routes: Hono, context: ControlContext): void {
  const { webhooks, journal, mails } = context;
  routes.get('/control/deliveries', (c) => {
    const { topic, status } = c.req.query();
    if (status !== undefined && !isDeliveryStatus(status)) {
      return c.json({ error: `${status} is no status of a delivery.` }, 400);
    }
    const page = webhooks.deliveries(context.shop().id, {
      ...(topic ? { topic } : {}),
      ...(status ? { status } : {}),
    });
    return c.json({ deliveries: page.records.map(({ record }) => record) });
  });
  routes.post('/control/deliveries/:id/redeliver', (c) => {
    const { id } = context.shop();
    const delivery = webhooks.delivery(id, Number(c.req.param('id')));
    if (delivery === null) return c.json({ error: 'This delivery is not kept any more.' }, 404);
    return c.json({ delivery: webhooks.redeliver(id, delivery.id) });
  });
  routes.post('/control/deliveries/now', (c) =>
    c.json({ due: webhooks.deliverNow(context.shop().id) }),
  );
  routes.get('/control/calls', (c) => c.json({ calls: journal.read().calls }));
  routes.get('/control/functions', (c) => c.json({ functions: journal.read().functions }));
  routes.get('/control/failures', (c) => c.json({ failures: journal.read().failures }));
  routes.get('/control/not-implemented', (c) =>
    c.json({ notImplemented: journal.read().notImplemented }),
  );
  routes.get('/control/unknown-properties', (c) =>
    c.json({ unknownProperties: journal.read().unknownProperties }),
  );
  routes.get('/control/mail', (c) => c.json({ mails: mails.newest() }));
  routes.delete('/control/mail', (c) => {
    mails.clear();
    return c.json({ mails: [] });
  });
}

const STATUSES: Readonly<Record<Delivery['status'], true>> = {
  waiting: true,
  delivered: true,
  failed: true,
  dropped: true,
};

const isDeliveryStatus = (status: string): status is Delivery['status'] =>
  Object.hasOwn(STATUSES, status);
