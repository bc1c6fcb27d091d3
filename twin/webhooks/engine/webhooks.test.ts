/**
 * Webhooks against a receiver on the loopback. What Shopify does is told at
 * https://shopify.dev/docs/apps/build/webhooks and its pages on delivery structure, filters and
 * payloads; read 2026-11.
 */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectComplaint } from '../../../tests/support/console-complaints.ts';
import { freePort } from '../../../tests/support/ports.ts';
import { installations, metafields } from '../../model/kinds.ts';
import type { World } from '../../world/world.ts';
import { CUSTOMER, NOON, SHOP_ID } from '../payloads/records-fixture.ts';
import { openSampleWorld } from '../payloads/world-fixture.ts';
import {
  APP_ID,
  installTestApp,
  openReceiver,
  paid,
  type Receiver,
  SECRET,
  subscribe,
  tell,
  updated,
} from './receiver-fixture.ts';
import { openWebhooks, type Webhooks } from './webhooks.ts';

let world: World;
let receiver: Receiver;
let webhooks: Webhooks;

beforeEach(async () => {
  world = openSampleWorld();
  receiver = await openReceiver(await freePort());
  installTestApp(world, receiver.origin);
  webhooks = openWebhooks(world, { kept: 5 });
});

afterEach(async () => {
  await webhooks.stop();
  await receiver.close();
  world.close();
});

const statuses = () =>
  webhooks.deliveries(SHOP_ID, { limit: 500 }).records.map(({ record }) => record.status);
const bodies = () =>
  receiver.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

describe('what is delivered', () => {
  it('is the topic’s body with the headers Shopify sends, signed over the very bytes', async () => {
    subscribe(world, 'orders/paid', { name: 'paid-orders' });
    tell(world, paid);
    expect(await webhooks.dispatchDue()).toMatchObject({ delivered: 1, failed: 0 });
    const [one] = receiver.received;
    expect(one?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/paid',
      'x-shopify-shop-domain': 'fern.myshopify.com',
      'x-shopify-api-version': '2026-07',
      'x-shopify-name': 'paid-orders',
      'x-shopify-triggered-at': new Date(NOON).toISOString(),
    });
    const hmac = createHmac('sha256', SECRET).update(one?.body ?? '');
    expect(one?.headers['x-shopify-hmac-sha256']).toBe(hmac.digest('base64'));
    expect(bodies()[0]).toMatchObject({ id: 1, name: '#1001', total_price: '60.80' });
    expect(statuses()).toEqual(['delivered']);
  });

  it('has one event id for all that one action caused, and a webhook id each', async () => {
    subscribe(world, 'orders/paid');
    subscribe(world, 'orders/paid', { uri: '/other' });
    subscribe(world, 'orders/updated');
    tell(world, paid, updated);
    await webhooks.dispatchDue();
    const ids = (name: string) => new Set(receiver.received.map(({ headers }) => headers[name]));
    expect(receiver.received).toHaveLength(3);
    expect(ids('x-shopify-event-id').size).toBe(1);
    expect(ids('x-shopify-webhook-id').size).toBe(3);
    tell(world, paid);
    await webhooks.dispatchDue();
    expect(ids('x-shopify-event-id').size).toBe(2);
  });

  it('is written in the transaction of the event, and not at all where that fails', async () => {
    subscribe(world, 'orders/paid');
    const half = () =>
      world.transact(() => {
        world.emit({ shopId: SHOP_ID, ...paid });
        throw new Error('no');
      });
    expect(half).toThrow('no');
    expect(statuses()).toEqual([]);
    world.transact(() => {
      world.emit({ shopId: SHOP_ID, ...paid });
      expect(statuses()).toEqual([]);
    });
    expect(statuses()).toEqual(['waiting']);
    await webhooks.dispatchDue();
    expect(receiver.received).toHaveLength(1);
  });

  it('goes to the app where it listens, whatever address browsers know it by', async () => {
    for (const uri of [
      '/hooks?a=1',
      'https://an-app.example.com/hooks',
      'http://front.localhost:3102/hooks',
      `${receiver.origin}/direct`,
    ]) {
      subscribe(world, 'orders/paid', { uri });
    }
    tell(world, paid);
    await webhooks.dispatchDue();
    const paths = receiver.received.map(({ path }) => path).sort();
    expect(paths).toEqual(['/direct', '/hooks', '/hooks', '/hooks?a=1']);
  });

  it('is refused in plain words where the twin cannot deliver', () => {
    subscribe(world, 'orders/paid', { uri: 'pubsub://project:topic' });
    tell(world, paid);
    const [one] = webhooks.deliveries(SHOP_ID).records;
    expect(one?.record).toMatchObject({
      status: 'failed',
      attempts: [{ answer: 'The twin does not deliver to pubsub://project:topic.' }],
    });
  });

  it('is kept as failed, loudly, where the twin has no body for the topic', () => {
    subscribe(world, 'domains/create');
    tell(world, { topic: 'domains/create', kind: 'Domain', id: 1 });
    expectComplaint(/no payload of the topic domains\/create/);
    expect(statuses()).toEqual(['failed']);
  });
});

describe('a subscription', () => {
  it('hears only what its filter lets pass', async () => {
    subscribe(world, 'orders/paid', { filter: 'line_items.price:>=20 AND -tags:vip' });
    subscribe(world, 'orders/paid', { filter: 'line_items.price:>=20 AND tags:vip', uri: '/vip' });
    tell(world, paid);
    await webhooks.dispatchDue();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/vip']);
  });

  it('receives the fields it includes, and metafields of the namespaces it names', async () => {
    const field = { ownerKind: 'Order', ownerId: 1, key: 'points', type: 'number_integer' };
    const stamps = { createdAt: NOON, updatedAt: NOON };
    for (const [id, namespace] of [`app--${APP_ID}`, 'app--7', 'custom'].entries()) {
      const value = String(id);
      world.store.put(metafields, SHOP_ID, { ...field, ...stamps, id: id + 1, namespace, value });
    }
    subscribe(world, 'orders/paid', {
      includeFields: ['id', 'customer.email', 'line_items.price', 'nonsense.at.all'],
      metafieldNamespaces: ['$app', 'custom'],
    });
    tell(world, paid);
    await webhooks.dispatchDue();
    expect(bodies()).toEqual([
      {
        id: 1,
        customer: { email: CUSTOMER.email },
        line_items: [{ price: '25.00' }, { price: '10.00' }, { price: '2.00' }],
        metafields: [
          expect.objectContaining({ namespace: `app--${APP_ID}`, key: 'points', value: '0' }),
          expect.objectContaining({ namespace: 'custom', owner_id: 1, owner_resource: 'order' }),
        ],
      },
    ]);
  });

  it('hears nothing its app was not granted the scope for', async () => {
    subscribe(world, 'inventory_levels/update');
    subscribe(world, 'customers/update');
    tell(
      world,
      { topic: 'inventory_levels/update', kind: 'InventoryLevel', id: 44 },
      { topic: 'customers/update', kind: 'Customer', id: CUSTOMER.id },
    );
    await webhooks.dispatchDue();
    const topics = receiver.received.map(({ headers }) => headers['x-shopify-topic']);
    expect(topics).toEqual(['customers/update']);
  });

  it('of another app hears nothing of what concerns one app alone', () => {
    installTestApp(world, receiver.origin, { id: 950, apiKey: 'other', handle: 'other' });
    subscribe(world, 'app/scopes_update');
    subscribe(world, 'app/scopes_update', { appId: 950 });
    const extra = { appId: 950, previous: [], current: ['read_orders'] };
    tell(world, { topic: 'app/scopes_update', kind: 'AppInstallation', id: 951, extra });
    const told = webhooks.deliveries(SHOP_ID).records.map(({ record }) => record.appId);
    expect(told).toEqual([950]);
  });
});

describe('an app that was uninstalled', () => {
  function uninstall() {
    const one = world.store.findOne(installations, SHOP_ID, 'installed_app_id', APP_ID);
    if (!one) throw new Error('not installed');
    world.store.put(installations, SHOP_ID, { ...one, uninstalledAt: NOON });
  }

  it('hears of that and what the law asks, and of nothing else', async () => {
    const topics = ['app/uninstalled', 'shop/redact', 'customers/redact', 'orders/paid'];
    for (const topic of topics) subscribe(world, topic);
    tell(world, updated, paid);
    uninstall();
    const extra = { appId: APP_ID };
    const app = { kind: 'AppInstallation', id: APP_ID + 1, extra };
    const subject = { email: null, phone: null, orderIds: [1] };
    tell(
      world,
      { topic: 'app/uninstalled', ...app },
      { topic: 'shop/redact', ...app },
      { topic: 'customers/redact', kind: 'Customer', id: CUSTOMER.id, extra: subject },
      paid,
    );
    expect(await webhooks.dispatchDue()).toMatchObject({ delivered: 3, dropped: 1 });
    const heard = receiver.received.map(({ headers }) => headers['x-shopify-topic']);
    expect(heard.sort()).toEqual(['app/uninstalled', 'customers/redact', 'shop/redact']);
    expect(bodies()).toContainEqual({ shop_id: SHOP_ID, shop_domain: 'fern.myshopify.com' });
  });
});
