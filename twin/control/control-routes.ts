/** `/control` and below, on the admin's origin. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { orders } from '../model/order-kind.ts';
import type { Shop } from '../model/shop.ts';
import { BASE_CSS, openPages } from '../pages/open-pages.ts';
import type { PriceSources } from '../trade/price-basket.ts';
import type { Webhooks } from '../webhooks/engine/webhooks.ts';
import type { World } from '../world/world.ts';
import { type ApiFaultSwitches, apiFaultsSchema, noApiFaults } from './api-faults.ts';
import { changeOrder, orderChanges, type OrderChangeName } from './change-orders.ts';
import { changeClock, clockSchema, readClock } from './clock.ts';
import type { Journal } from './journal.ts';
import type { Mails } from './mails.ts';
import { orderSchema, placeAsked, placeLikely } from './place-orders.ts';
import { controlState } from './control-state.ts';
import { noWebhookFaults } from '../webhooks/engine/faults.ts';
import { webhookFaultsSchema } from './webhook-faults.ts';

export type ControlContext = {
  readonly world: World;
  readonly shop: () => Shop;
  readonly webhooks: Webhooks;
  readonly journal: Journal;
  readonly mails: Mails;
  readonly apiFaults: ApiFaultSwitches;
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

function addTime(routes: Hono, { world, settle, reset }: ControlContext): void {
  routes.get('/control/clock', (c) => c.json(readClock(world)));
  routes.post('/control/clock', (c) =>
    withBody(c, clockSchema, async (said) => {
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
    return c.json({ ok: true });
  });
}

function addTrade(routes: Hono, context: ControlContext): void {
  const { world, sources } = context;
  routes.post('/control/orders', (c) =>
    withBody(c, orderSchema, async (said) => {
      const floor = { world, shop: context.shop(), sources };
      if (!('random' in said)) {
        const placed = placeAsked(floor, said);
        return placed.ok ? c.json({ order: placed.value }, 201) : c.json(placed, 422);
      }
      const placed = Array.from({ length: said.random }, () => placeLikely(floor));
      const made = placed.flatMap((one) => (one.ok ? [one.value] : []));
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
    if (!(name in orderChanges)) return c.json({ error: `${name} is no change of an order.` }, 404);
    const said: unknown = await c.req.json().catch(() => ({}));
    const changed = changeOrder({ world, shop, order }, name as OrderChangeName, said);
    if (!changed.ok) return c.json(changed, 422);
    return c.json({ order: world.store.get(orders, shop.id, order.id) });
  });
}

const faultsSchema = z.strictObject({
  webhooks: webhookFaultsSchema.partial().optional(),
  api: apiFaultsSchema.partial().optional(),
});

function addFaults(routes: Hono, { webhooks, apiFaults }: ControlContext): void {
  const read = () => ({ webhooks: webhooks.faults, api: apiFaults });
  routes.get('/control/faults', (c) => c.json(read()));
  routes.put('/control/faults', (c) =>
    withBody(c, faultsSchema, async (said) => {
      Object.assign(webhooks.faults, said.webhooks);
      Object.assign(apiFaults, said.api);
      return c.json(read());
    }),
  );
  routes.delete('/control/faults', (c) => {
    Object.assign(webhooks.faults, noWebhookFaults());
    Object.assign(apiFaults, noApiFaults());
    return c.json(read());
  });
}

function addLists(routes: Hono, context: ControlContext): void {
  const { webhooks, journal, mails } = context;
  routes.get('/control/deliveries', (c) => {
    const { topic, status } = c.req.query();
    const page = webhooks.deliveries(context.shop().id, {
      ...(topic ? { topic } : {}),
      ...(status ? { status: status as 'waiting' } : {}),
    });
    return c.json({ deliveries: page.records.map(({ record }) => record) });
  });
  routes.post('/control/deliveries/:id/redeliver', (c) => {
    const { id } = context.shop();
    const delivery = webhooks.delivery(id, Number(c.req.param('id')));
    if (delivery === null) return c.json({ error: 'This delivery is not kept any more.' }, 404);
    return c.json({ delivery: webhooks.redeliver(id, delivery.id) });
  });
  routes.get('/control/calls', (c) => c.json({ calls: journal.read().calls }));
  routes.get('/control/functions', (c) => c.json({ functions: journal.read().functions }));
  routes.get('/control/failures', (c) => c.json({ failures: journal.read().failures }));
  routes.get('/control/not-implemented', (c) => c.json(journal.read().notImplemented));
  routes.get('/control/mail', (c) => c.json({ mails: mails.newest() }));
  routes.delete('/control/mail', (c) => {
    mails.clear();
    return c.json({ mails: [] });
  });
}

/** Parses the body, or answers 400 with every field that is wrong. */
async function withBody<S extends z.ZodType>(
  c: Context,
  schema: S,
  answer: (said: z.output<S>) => Promise<Response>,
): Promise<Response> {
  const parsed = schema.safeParse(await c.req.json().catch(() => null));
  if (parsed.success) return answer(parsed.data);
  const problems = parsed.error.issues.map(({ path, message }) => ({
    field: path.join('.') || 'body',
    message,
  }));
  return c.json({ error: 'The body cannot be understood.', problems }, 400);
}
