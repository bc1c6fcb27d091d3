/** Switches that make deliveries go wrong, and what the control page asks of the engine. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../tests/support/ports.ts';
import { webhookSubscriptions } from '../../model/kinds.ts';
import type { World } from '../../world/world.ts';
import { NOON, SHOP_ID } from '../payloads/records-fixture.ts';
import { openSampleWorld } from '../payloads/world-fixture.ts';
import {
  installTestApp,
  openReceiver,
  paid,
  type Receiver,
  subscribe,
  tell,
  updated,
} from './receiver-fixture.ts';
import { noWebhookFaults } from './faults.ts';
import { openWebhooks, type Webhooks } from './webhooks.ts';

let world: World;
let receiver: Receiver;
let webhooks: Webhooks;

beforeEach(async () => {
  world = openSampleWorld();
  receiver = await openReceiver(await freePort());
  installTestApp(world, receiver.origin);
  webhooks = openWebhooks(world, { kept: 5, atOnceMax: 3 });
  subscribe(world, 'orders/paid');
});

afterEach(async () => {
  await webhooks.stop();
  await receiver.close();
  world.close();
});

const records = () =>
  webhooks.deliveries(SHOP_ID, { limit: 1000 }).records.map(({ record }) => record);
const count = (status: string) => records().filter((one) => one.status === status).length;

/** What became of twenty events under these switches and no others. */
function runTwenty(change: Partial<ReturnType<typeof noWebhookFaults>>) {
  Object.assign(webhooks.faults, noWebhookFaults(), change);
  for (let at = 0; at < 20; at += 1) tell(world, paid);
  return records();
}

describe('a fault', () => {
  it('late holds a delivery back for as long as it says, by the twin’s clock', async () => {
    webhooks.faults.late = { minMs: 1000, maxMs: 3000 };
    tell(world, paid);
    const [one] = records();
    expect(one?.dueAt).toBeGreaterThanOrEqual(NOON + 1000);
    expect(one?.dueAt).toBeLessThanOrEqual(NOON + 3000);
    await webhooks.dispatchDue();
    expect(receiver.received).toHaveLength(0);
    world.clock.moveBy(3000);
    await webhooks.dispatchDue();
    expect(receiver.received).toHaveLength(1);
  });

  it('twice sends one delivery two times with the same ids', async () => {
    webhooks.faults.twice = 1;
    tell(world, paid);
    await webhooks.dispatchDue();
    const ids = receiver.received.map(({ headers }) => headers['x-shopify-webhook-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('shuffled makes deliveries change places', async () => {
    webhooks.faults.shuffledWithinMs = 60_000;
    for (let at = 0; at < 8; at += 1) tell(world, paid);
    const due = records().map(({ dueAt }) => dueAt ?? 0);
    expect(new Set(due).size).toBeGreaterThan(4);
    expect(due).not.toEqual([...due].sort((a, b) => a - b));
  });

  it('dropped loses the next so many, whole topics, or some by chance', async () => {
    runTwenty({ dropped: { probability: 0, next: 2, topics: [] } });
    expect([count('dropped'), count('waiting')]).toEqual([2, 18]);
    expect(webhooks.faults.dropped.next).toBe(0);
    runTwenty({ dropped: { probability: 0.5, next: 0, topics: [] } });
    const { dropped, waiting } = webhooks.counts(SHOP_ID);
    expect(dropped + waiting).toBe(40);
    expect(dropped).toBeGreaterThan(4);
    expect(waiting).toBeGreaterThan(20);
    subscribe(world, 'orders/updated');
    webhooks.faults.dropped = { probability: 0, next: 0, topics: ['orders/updated'] };
    tell(world, updated);
    expect(webhooks.counts(SHOP_ID).byTopic['orders/updated']?.dropped).toBe(1);
  });

  it('subscription deleted ends one of the API for good, one of the file while it lasts', () => {
    const declared = subscribe(world, 'orders/paid', { isAppSpecific: true, uri: '/file' });
    webhooks.faults.subscriptionsDeleted = ['orders/paid'];
    tell(world, paid);
    expect(records()).toEqual([]);
    const left = world.store.find(webhookSubscriptions, SHOP_ID, 'topic', 'orders/paid');
    expect(left.map(({ id }) => id)).toEqual([declared.id]);
    webhooks.faults.subscriptionsDeleted = [];
    tell(world, paid);
    expect(records().map(({ url }) => url)).toEqual([`${receiver.origin}/file`]);
  });

  it('comes the same way again from the same seed', async () => {
    const change = { twice: 0.3, shuffledWithinMs: 5000, late: { minMs: 0, maxMs: 900 } };
    const first = runTwenty(change).map(({ dueAt, webhookId }) => [dueAt, webhookId]);
    const other = openSampleWorld();
    installTestApp(other, receiver.origin);
    const again = openWebhooks(other, { faults: { ...noWebhookFaults(), ...change } });
    subscribe(other, 'orders/paid');
    for (let at = 0; at < 20; at += 1) tell(other, paid);
    const second = again.deliveries(SHOP_ID, { limit: 1000 }).records;
    expect(second.map(({ record }) => [record.dueAt, record.webhookId])).toEqual(first);
    await again.stop();
    other.close();
  });
});

describe('the engine', () => {
  it('keeps the newest settled deliveries, and of the others how many there were', async () => {
    for (let at = 0; at < 250; at += 1) {
      tell(world, paid);
      if (at % 25 === 24) await webhooks.dispatchDue();
    }
    expect(webhooks.counts(SHOP_ID)).toMatchObject({
      delivered: 250,
      waiting: 0,
      byTopic: { 'orders/paid': { delivered: 250, failed: 0, dropped: 0 } },
    });
    const kept = records();
    expect(kept.length).toBeGreaterThanOrEqual(5);
    expect(kept.length).toBeLessThanOrEqual(105);
    const ids = kept.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
  });

  it('has so many under way at once and no more', async () => {
    await receiver.close();
    receiver = await openReceiver(await freePort(), 15);
    installTestApp(world, receiver.origin);
    for (let at = 0; at < 12; at += 1) tell(world, paid);
    expect(await webhooks.dispatchDue()).toMatchObject({ delivered: 12 });
    expect(receiver.atOnceMax()).toBe(3);
  });

  it('lists by topic and status, a page at a time, newest first', async () => {
    subscribe(world, 'orders/updated');
    tell(world, paid);
    tell(world, updated);
    await webhooks.dispatchDue();
    tell(world, paid);
    const topicsOf = (query: Parameters<Webhooks['deliveries']>[1]) =>
      webhooks.deliveries(SHOP_ID, query).records.map(({ record }) => record.topic);
    expect(topicsOf({ status: 'delivered' })).toEqual(['orders/updated', 'orders/paid']);
    expect(topicsOf({ topic: 'orders/paid' })).toHaveLength(2);
    expect(topicsOf({ topic: 'orders/paid', status: 'waiting' })).toHaveLength(1);
    const first = webhooks.deliveries(SHOP_ID, { limit: 1 });
    expect(first.hasNext).toBe(true);
    const after = first.records[0]?.record.id ?? null;
    expect(topicsOf({ limit: 1, after })).toEqual(['orders/updated']);
  });

  it('delivers one again on demand, and makes due what waits', async () => {
    tell(world, paid);
    await webhooks.dispatchDue();
    const [one] = records();
    webhooks.redeliver(SHOP_ID, one?.id ?? 0);
    webhooks.faults.late = { minMs: 5000, maxMs: 5000 };
    tell(world, paid);
    expect(await webhooks.dispatchDue()).toMatchObject({ delivered: 1 });
    expect(webhooks.deliverNow(SHOP_ID)).toBe(1);
    expect(await webhooks.dispatchDue()).toMatchObject({ delivered: 1 });
    const ids = receiver.received.map(({ headers }) => headers['x-shopify-webhook-id']);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[1]);
    expect(() => webhooks.redeliver(SHOP_ID, 1)).toThrow(/not kept/);
  });

  it('sends by itself once it is started, also what a moved clock makes due', async () => {
    webhooks.start();
    const arrived = (n: number) =>
      expect.poll(() => receiver.received.length, { timeout: 5000 }).toBe(n);
    tell(world, paid);
    await arrived(1);
    webhooks.faults.late = { minMs: 60_000, maxMs: 60_000 };
    tell(world, paid);
    world.clock.moveBy(60_000);
    await arrived(2);
    await webhooks.stop();
    webhooks.faults.late = null;
    tell(world, paid);
    expect(count('waiting')).toBe(1);
    webhooks.start();
    await arrived(3);
  });

  it('goes on after a restart with what it had not sent', async () => {
    tell(world, paid);
    await webhooks.stop();
    const next = openWebhooks(world);
    expect(await next.dispatchDue()).toMatchObject({ delivered: 1 });
    await next.stop();
  });

  it('posts to a function instead of the network where it is given one', async () => {
    const seen: string[] = [];
    const other = openWebhooks(world, {
      fetchFrom: async (request) => {
        seen.push(`${request.method} ${request.url} ${(await request.text()).length > 1000}`);
        return new Response('', { status: 202 });
      },
    });
    subscribe(world, 'orders/updated', { uri: 'https://far.example.com/x' });
    tell(world, updated);
    await other.dispatchDue();
    // Both engines listen to this world, so there are two deliveries.
    expect(seen).toEqual(Array.from({ length: 2 }, () => 'POST https://far.example.com/x true'));
  });
});
