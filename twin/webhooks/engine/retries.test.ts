/**
 * What follows when a delivery is not answered 2xx:
 * https://shopify.dev/docs/apps/build/webhooks/subscribe/https and
 * https://shopify.dev/changelog/updates-to-webhook-retry-mechanism, read 2026-11.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../tests/support/ports.ts';
import { webhookSubscriptions } from '../../model/kinds.ts';
import type { World } from '../../world/world.ts';
import { CUSTOMER, NOON, SHOP_ID } from '../payloads/records-fixture.ts';
import { openSampleWorld } from '../payloads/world-fixture.ts';
import {
  installTestApp,
  openReceiver,
  paid,
  type Receiver,
  subscribe,
  tell,
} from './receiver-fixture.ts';
import { openPoster, PATIENCE } from './post.ts';
import { openWebhooks, type Webhooks } from './webhooks.ts';

const HOURS = 60 * 60 * 1000;

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

describe('a delivery that fails', () => {
  it('is tried eight times more within four hours, waiting twice as long each time', async () => {
    receiver.answer = () => 500;
    subscribe(world, 'orders/paid', { isAppSpecific: true });
    tell(world, paid);
    const waits: number[] = [];
    for (;;) {
      await webhooks.dispatchDue();
      const [one] = webhooks.deliveries(SHOP_ID).records;
      if (one?.record.dueAt === null || !one) break;
      waits.push(one.record.dueAt - world.clock.now());
      world.clock.moveTo(one.record.dueAt - 1);
      expect(await webhooks.dispatchDue()).toMatchObject({ postponed: 0, failed: 0 });
      world.clock.moveTo(one.record.dueAt);
    }
    expect(receiver.received).toHaveLength(9);
    expect(waits).toHaveLength(8);
    expect(Math.abs(waits.reduce((sum, ms) => sum + ms, 0) - 4 * HOURS)).toBeLessThan(10);
    for (const [at, ms] of waits.slice(1).entries()) {
      expect(Math.abs(ms - 2 * (waits[at] ?? 0))).toBeLessThanOrEqual(1);
    }
    expect(statuses()).toEqual(['failed']);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    const ids = receiver.received.map(({ headers }) => headers['x-shopify-webhook-id']);
    expect(new Set(ids).size).toBe(1);
  });

  it('goes again to its first address with its first body, whatever has changed', async () => {
    receiver.answer = (_, count) => (count === 1 ? 503 : 200);
    const one = subscribe(world, 'customers/update');
    tell(world, { topic: 'customers/update', kind: 'Customer', id: CUSTOMER.id });
    await webhooks.dispatchDue();
    world.store.put(webhookSubscriptions, SHOP_ID, { ...one, uri: '/new' });
    world.clock.moveBy(HOURS);
    expect(await webhooks.dispatchDue()).toMatchObject({ delivered: 1 });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/webhooks', '/webhooks']);
    expect(receiver.received[1]?.headers['x-shopify-triggered-at']).toBe(
      new Date(NOON).toISOString(),
    );
  });

  it.each([301, 302, 404, 410, 429])('with a %i is one: only 2xx is success', async (status) => {
    receiver.answer = () => status;
    subscribe(world, 'orders/paid');
    tell(world, paid);
    expect(await webhooks.dispatchDue()).toMatchObject({ delivered: 0, postponed: 1 });
    // A redirect is not followed either.
    expect(receiver.received.map(({ path }) => path)).toEqual(['/webhooks']);
    const [one] = webhooks.deliveries(SHOP_ID).records;
    expect(one?.record.attempts).toMatchObject([{ answer: String(status), at: NOON }]);
  });

  it('tells what went wrong where there was no answer at all', async () => {
    receiver.answer = () => null;
    subscribe(world, 'orders/paid');
    subscribe(world, 'orders/paid', { uri: 'http://127.0.0.1:9/closed' });
    tell(world, paid);
    await webhooks.dispatchDue();
    const answers = webhooks
      .deliveries(SHOP_ID)
      .records.flatMap(({ record }) => record.attempts.map(({ answer }) => answer));
    expect(answers.sort()).toEqual(['ECONNREFUSED', 'ECONNRESET']);
  });

  it('goes again at once where a kept connection was closed as it was used', async () => {
    receiver.answer = (_, count) => (count === 2 ? null : 200);
    subscribe(world, 'orders/paid');
    tell(world, paid);
    await webhooks.dispatchDue();
    tell(world, paid);
    expect(await webhooks.dispatchDue()).toMatchObject({ delivered: 1, postponed: 0 });
    expect(receiver.received).toHaveLength(3);
  });

  it('is given up after five seconds, and one to connect', async () => {
    expect(PATIENCE).toEqual({ connectMs: 1000, totalMs: 5000 });
    receiver.answer = () => 'never';
    const poster = openPoster(1, { ...PATIENCE, totalMs: 20 });
    const outgoing = { url: receiver.origin, headers: {}, body: Buffer.from('{}') };
    expect(await poster.post(outgoing)).toBe('TIMEOUT');
    poster.close();
  });

  it('eight times in a row ends a subscription of the API, not one of the file', async () => {
    receiver.answer = () => 500;
    const made = subscribe(world, 'orders/paid');
    const declared = subscribe(world, 'orders/paid', { isAppSpecific: true, uri: '/file' });
    const isThere = (id: number) => world.store.get(webhookSubscriptions, SHOP_ID, id) !== null;
    tell(world, paid);
    for (let tries = 1; tries <= 8; tries += 1) {
      expect(isThere(made.id)).toBe(true);
      await webhooks.dispatchDue();
      world.clock.moveBy(3 * HOURS);
    }
    expect([isThere(made.id), isThere(declared.id)]).toEqual([false, true]);
  });

  it('starts the count again after a success', async () => {
    receiver.answer = (_, count) => (count === 7 ? 200 : 500);
    const made = subscribe(world, 'orders/paid');
    const failures = () =>
      world.store.get(webhookSubscriptions, SHOP_ID, made.id)?.failuresInRow ?? null;
    tell(world, paid);
    for (let tries = 1; tries <= 6; tries += 1) {
      await webhooks.dispatchDue();
      world.clock.moveBy(3 * HOURS);
    }
    expect(failures()).toBe(6);
    await webhooks.dispatchDue();
    expect(failures()).toBe(0);
  });
});
