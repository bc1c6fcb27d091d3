/** Real trade through the real engine: whatever it tells has a body, and that fits the schema. */
import { expect, it } from 'vitest';
import { apps, installations, webhookSubscriptions } from '../../model/kinds.ts';
import { cancelOrder } from '../../trade/cancel-order.ts';
import { commitEdit } from '../../trade/commit-edit.ts';
import { createCustomer, updateCustomer } from '../../trade/customers.ts';
import { addToEdit, beginEdit } from '../../trade/edit-order.ts';
import { fulfilOrder } from '../../trade/fulfil-order.ts';
import { placeOrder } from '../../trade/place-order.ts';
import { refundOrder } from '../../trade/refund-order.ts';
import { HOME, must, openShop, SHOP } from '../../trade/shop-fixture.ts';
import { complaintsOf } from '../payloads/samples-fixture.ts';
import { KNOWN_TOPICS } from '../payloads/topics.ts';
import { scopesOfTopic } from './topic-scopes.ts';
import { openWebhooks } from './webhooks.ts';

it('has a body for all that a sale, a return, an edit and a cancellation tell', async () => {
  const { world, mug, plate, events } = openShop();
  const bodies = new Map<string, unknown>();
  const webhooks = openWebhooks(world, {
    fetchFrom: async (request) => {
      bodies.set(request.headers.get('x-shopify-topic') ?? '', await request.json());
      return new Response();
    },
  });
  const at = world.clock.now();
  const scopes = KNOWN_TOPICS.flatMap(scopesOfTopic).map((one) => `read_${one}`);
  const stamps = { createdAt: at, updatedAt: at };
  const origins = { origin: 'http://app.example', frontOrigin: 'http://front.example' };
  const app = { ...stamps, ...origins, id: 5, apiKey: 'k', apiSecret: 's', handle: 'a' };
  world.store.put(apps, 0, { ...app, title: 'A', folder: null, definition: null });
  const installed = { id: 6, appId: 5, scopes, installedAt: at, uninstalledAt: null };
  world.store.put(installations, SHOP, installed);
  for (const topic of KNOWN_TOPICS) {
    world.store.put(webhookSubscriptions, SHOP, {
      ...stamps,
      id: world.store.nextId(),
      appId: 5,
      topic,
      uri: '/hooks',
      filter: null,
      includeFields: [],
      metafieldNamespaces: [],
      name: null,
      isAppSpecific: true,
      apiVersion: '2026-07',
      failuresInRow: 0,
    });
  }

  const fields = { firstName: 'Ada', lastName: 'Moss', email: 'ada@moss.example', tags: ['vip'] };
  const customer = must(createCustomer(world, SHOP, { fields }));
  must(updateCustomer(world, SHOP, { id: customer.id, fields: { tags: ['gold'] } }));
  const lines = [{ variantId: mug.id, quantity: 2 }];
  // What is null here has another type in every sample, so nothing is.
  const shippingAddress = { ...HOME, phone: '+44 20 7946 0958', provinceCode: 'ENG' };
  const wanted = { lines, email: 'ada@moss.example', shippingAddress };
  const order = must(placeOrder(world, SHOP, { ...wanted, shippingRateCode: 'standard' }));
  const { session } = must(beginEdit(world, SHOP, order.id));
  must(addToEdit(world, SHOP, { id: session.id, line: { variantId: plate.id, quantity: 1 } }));
  must(commitEdit(world, SHOP, { id: session.id }));
  const lineId = order.lines[0]?.id ?? 0;
  must(fulfilOrder(world, SHOP, { orderId: order.id, lines: [{ lineId, quantity: 1 }] }));
  const back = { lines: [{ lineId, quantity: 1 }], note: 'Broken', userId: 7 };
  must(refundOrder(world, SHOP, { orderId: order.id, ...back }));
  await webhooks.dispatchDue();
  for (const topic of ['orders/paid', 'refunds/create', 'orders/edited']) {
    expect(complaintsOf(topic, bodies.get(topic), true)).toEqual([]);
  }
  const other = must(placeOrder(world, SHOP, wanted));
  must(cancelOrder(world, SHOP, { orderId: other.id }));
  await webhooks.dispatchDue();

  const told = new Set(events.map(({ topic }) => topic));
  expect([...bodies.keys()].sort()).toEqual([...told].sort());
  expect(webhooks.counts(SHOP)).toMatchObject({ failed: 0, dropped: 0, waiting: 0 });
  const topics = ['orders/create', 'orders/paid', 'orders/edited', 'orders/cancelled'];
  for (const topic of [...topics, 'refunds/create', 'fulfillments/create', 'customers/create']) {
    expect(told, 'trade told of').toContain(topic);
  }
  await webhooks.stop();
  world.close();
});
