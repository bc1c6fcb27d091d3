/** The control API, call by call, on a shop of three products. Prices in pounds. */
import { describe, expect, it } from 'vitest';
import { shops } from '../model/kinds.ts';
import type { Order } from '../model/order.ts';
import type { Shop } from '../model/shop.ts';
import { openShop, SHOP } from '../trade/shop-fixture.ts';
import { noWebhookFaults } from '../webhooks/engine/faults.ts';
import { openWebhooks } from '../webhooks/engine/webhooks.ts';
import { noApiFaults } from './api-faults.ts';
import { controlRoutes } from './control-routes.ts';
import { openJournal } from './journal.ts';
import { openMails } from './mails.ts';
import { allApproved } from './shop-switches.ts';
import { sendOrderMails } from './order-mails.ts';

function openControl() {
  const shop = openShop();
  const { world } = shop;
  const journal = openJournal();
  const mails = openMails(world);
  sendOrderMails(world, mails);
  const webhooks = openWebhooks(world);
  let resets = 0;
  const routes = controlRoutes({
    world,
    shop: () => world.store.get(shops, 0, SHOP) as Shop,
    webhooks,
    journal,
    mails,
    apiFaults: noApiFaults(),
    approvals: allApproved(),
    sources: {},
    places: () => [{ name: 'Admin', url: '/store/fern' }],
    settle: async () => void (await world.tasks.runDue()),
    reset: async () => void (resets += 1),
  });
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await routes.request(`/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: text }),
    });
    return { status: reply.status, ...((await reply.json()) as object) } as Answer;
  };
  const place = async (more: object = {}) =>
    (await ask('POST', 'orders', { lines: [{ sku: 'MUG', quantity: 2 }], ...BUYER, ...more }))
      .order;
  return { ...shop, routes, journal, mails, webhooks, ask, place, resets: () => resets };
}

const BUYER = { email: 'ada@moss.example', shippingRateCode: 'standard', countryCode: 'GB' };

type Answer = {
  status: number;
  error?: string;
  problems?: { field: string; message: string }[];
  code?: string;
  order: Order;
  [name: string]: unknown;
};

const fieldsOf = ({ problems = [] }: Answer) => problems.map(({ field }) => field);

describe('orders by command', () => {
  it('are placed by the code of a product, at its price, and confirmed by mail', async () => {
    const { ask, place, mails } = openControl();
    const order = await place({ tags: ['vip'], note: 'Ring' });
    expect(order).toMatchObject({ name: '#1001', email: BUYER.email, tags: ['vip'], note: 'Ring' });
    // 2 × 25.00 and 5.00 shipping.
    expect(order.transactions).toMatchObject([{ kind: 'sale', amountMinor: 5500 }]);
    expect(mails.newest()).toMatchObject([{ subject: 'Order #1001 confirmed' }]);
    expect(mails.newest()[0]?.text).toContain('Total: £55.00');
    expect((await ask('GET', `orders/${order.id}`)).order).toEqual(order);
    const missing = await ask('POST', 'orders', { lines: [{ sku: 'TEAPOT' }] });
    expect(missing).toMatchObject({ status: 422, message: 'No product has the code TEAPOT.' });
    const nobody = await ask('POST', 'orders', { lines: [{ sku: 'MUG' }], customerId: 5 });
    expect(nobody).toMatchObject({ status: 422, code: 'NOT_FOUND' });
  });

  it('of any number are likely ones, the same for a seed', async () => {
    const names = async () => {
      const { ask, world } = openControl();
      expect(await ask('POST', 'orders', { random: 6 })).toMatchObject({ status: 201, placed: 6 });
      return world.store.setting('next:chance');
    };
    expect(await names()).toBe(await names());
  });

  it('are paid, sent, edited, refunded and cancelled by the verbs of the shop', async () => {
    const { ask, place } = openControl();
    const owed = await place({ payment: 'bank_deposit' });
    const paid = await ask('POST', `orders/${owed.id}/pay`);
    expect(paid.order.transactions.map(({ status }) => status)).toEqual(['pending', 'success']);
    expect(await ask('POST', `orders/${owed.id}/pay`)).toMatchObject({ status: 422 });
    const [line] = owed.lines;
    const set = [{ lineId: line?.id, quantity: 1 }];
    const edited = await ask('POST', `orders/${owed.id}/edit`, { set });
    expect(edited.order.lines[0]?.removedQuantity).toBe(1);
    const sent = await ask('POST', `orders/${owed.id}/fulfil`);
    expect(sent.order.fulfillments).toHaveLength(1);
    const refunded = await ask('POST', `orders/${owed.id}/refund`, { all: true, shipping: true });
    expect(refunded.order.refunds[0]?.lines).toMatchObject([{ quantity: 1 }]);
    const other = await place();
    const cancelled = await ask('POST', `orders/${other.id}/cancel`, { reason: 'customer' });
    expect(cancelled.order.cancelledAt).not.toBeNull();
    const updated = await ask('POST', `orders/${other.id}/update`, { note: 'Late', tags: ['x'] });
    expect(updated.order).toMatchObject({ note: 'Late', tags: ['x'] });
  });

  it.each([
    ['orders', { lines: [] }, ['lines']],
    ['orders', { lines: [{ sku: 'MUG', quantity: 0 }] }, ['lines.0.quantity']],
    ['orders', { random: 'many' }, ['random']],
    ['orders', { lines: [{ sku: 'MUG' }], payment: 'shells', email: 'x' }, ['email', 'payment']],
    ['orders', 'not json', ['body']],
    ['clock', { moveByMs: 'far' }, ['moveByMs']],
    ['clock', {}, ['body']],
    ['clock', { fly: true }, ['body']],
  ])('POST %s of %j is answered 400 naming %j', async (path, body, fields) => {
    const { ask } = openControl();
    const answer = await ask('POST', path, body);
    expect([answer.status, answer.error]).toEqual([400, 'The body cannot be understood.']);
    expect(fieldsOf(answer)).toEqual(fields);
  });

  it('that are not there, and changes no order knows, are answered 404', async () => {
    const { ask, place } = openControl();
    const { id } = await place();
    for (const path of ['orders/5/pay', 'orders/x/pay', `orders/${id}/toString`]) {
      expect(await ask('POST', path)).toMatchObject({ status: 404 });
    }
    expect(await ask('GET', 'orders/5')).toMatchObject({ status: 404 });
    const malformed = await ask('POST', `orders/${id}/refund`, { lines: [{ lineId: 'a' }] });
    expect(fieldsOf(malformed)).toEqual(['lines.0.lineId', 'lines.0.quantity']);
  });
});

describe('the clock by command', () => {
  it('moves, stands, runs and goes back', async () => {
    const { ask } = openControl();
    const moved = await ask('POST', 'clock', { moveByMs: 3_600_000 });
    expect(moved).toMatchObject({ at: '2026-11-23T13:00:00.000Z', isStanding: true });
    const there = await ask('POST', 'clock', { moveTo: '2027-01-01T00:00:00+01:00' });
    expect(there.at).toBe('2026-12-31T23:00:00.000Z');
    expect(await ask('POST', 'clock', { run: true })).toMatchObject({ isStanding: false });
    expect(await ask('POST', 'clock', { stand: true })).toMatchObject({ isStanding: true });
    expect(await ask('POST', 'clock', { reset: true })).toMatchObject({ offsetMs: 0 });
    expect(await ask('GET', 'clock')).toMatchObject({ isStanding: false });
    expect(await ask('POST', 'settle')).toMatchObject({ status: 200 });
  });
});

describe('faults', () => {
  it('are switched one by one and are all well again at once', async () => {
    const { ask, webhooks } = openControl();
    await ask('PUT', 'faults', { webhooks: { twice: 1 } });
    const both = await ask('PUT', 'faults', { api: { cutsAfter: 2, only: ['tagsAdd'] } });
    expect(both).toMatchObject({ webhooks: { twice: 1 }, api: { cutsAfter: 2 } });
    expect(webhooks.faults.twice).toBe(1);
    expect(fieldsOf(await ask('PUT', 'faults', { api: { tooMany: 2 } }))).toEqual(['api.tooMany']);
    expect(await ask('DELETE', 'faults')).toMatchObject({
      webhooks: noWebhookFaults(),
      api: noApiFaults(),
    });
  });

  it('end with a reset', async () => {
    const { ask, resets } = openControl();
    await ask('PUT', 'faults', { webhooks: { twice: 1 } });
    expect(await ask('POST', 'reset')).toMatchObject({ ok: true });
    expect(resets()).toBe(1);
    expect(await ask('GET', 'faults')).toMatchObject({ webhooks: { twice: 0 } });
  });
});

describe('what an owner sets elsewhere', () => {
  it('is set here: the plan, taxes, and what data apps may see', async () => {
    const { ask, heard } = openControl();
    heard();
    const set = await ask('PUT', 'shop', { plan: 'plus', taxesIncluded: false });
    expect(set.shop).toMatchObject({ plan: 'plus', taxesIncluded: false });
    expect(heard()).toEqual(['shop/update']);
    expect(fieldsOf(await ask('PUT', 'shop', { plan: 'gold' }))).toEqual(['plan']);
    expect(await ask('PUT', 'approvals', { email: false })).toMatchObject({ email: false });
    await ask('POST', 'reset');
    expect(await ask('GET', 'approvals')).toMatchObject({ email: true });
  });
});

describe('what was said', () => {
  it('is listed: mails, deliveries, calls, and what was asked for in vain', async () => {
    const { ask, place, journal } = openControl();
    await place();
    expect(await ask('GET', 'mail')).toMatchObject({ mails: [{ to: [BUYER.email] }] });
    expect(await ask('DELETE', 'mail')).toMatchObject({ mails: [] });
    expect((await ask('GET', 'mail')).mails).toEqual([]);
    expect(await ask('GET', 'deliveries?status=failed')).toMatchObject({ deliveries: [] });
    expect(await ask('GET', 'deliveries?status=lost')).toMatchObject({ status: 400 });
    expect(await ask('POST', 'deliveries/5/redeliver')).toMatchObject({ status: 404 });
    expect(await ask('POST', 'deliveries/now')).toMatchObject({ due: 0 });
    journal.notImplemented('Shop.fulfillmentOrders');
    journal.notImplemented('Shop.fulfillmentOrders');
    journal.unknownProperty('product.wings');
    expect(await ask('GET', 'not-implemented')).toMatchObject({
      notImplemented: [{ name: 'Shop.fulfillmentOrders', times: 2 }],
    });
    expect(await ask('GET', 'unknown-properties')).toMatchObject({
      unknownProperties: [{ name: 'product.wings', times: 1 }],
    });
    for (const name of ['calls', 'functions', 'failures', 'extensions']) {
      expect((await ask('GET', name))[name]).toEqual([]);
    }
    const unknown = await ask('PUT', 'extensions', { place: 'no/such', isOn: false });
    expect(unknown).toMatchObject({ status: 404 });
  });

  it('is drawn as a page, and what a buyer wrote is text in it', async () => {
    const { routes, place, mails, world } = openControl();
    await place();
    const subject = '<script>alert(1)</script>';
    const at = { receivedAt: world.clock.now(), attachments: [], headers: {}, html: null };
    mails.keep({ ...at, from: 'a@b.example', to: ['c@d.example'], subject, text: '' });
    for (const path of ['/control', '/control/parts']) {
      const text = await (await routes.request(path)).text();
      expect(text).toContain('#1001');
      expect(text).not.toContain('<script>alert');
    }
    const state = (await (await routes.request('/control/state')).json()) as object;
    expect(state).toMatchObject({ shop: { orders: 1, name: 'Fern' }, mails: [{ subject }, {}] });
  });
});

describe('what a customer may ask of the platform', () => {
  it('is told to apps: to see it all at once, to be forgotten when it is due', async () => {
    const { ask, place, heard } = openControl();
    const { customerId } = await place();
    heard();
    expect((await ask('POST', `customers/${customerId}/request-data`)).status).toBe(200);
    expect(heard()).toContain('customers/data_request');
    const erased = await ask('POST', `customers/${customerId}/erase`);
    expect(erased).toMatchObject({ status: 200, dueAt: expect.any(Number) as number });
    expect(heard()).not.toContain('customers/redact');
    expect((await ask('POST', 'customers/1/erase')).status).toBe(404);
    expect((await ask('POST', 'customers/nobody/request-data')).status).toBe(404);
  });
});
