/** A shopper is forgotten: nothing of them is left, and the books still sum. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertBooksBalance } from '../support/books.ts';
import {
  anothersOrder,
  CUSTOMER,
  EMAIL,
  expectNoTrace,
  liveALife,
  ORDERS,
  redactBody,
  REFUND,
  sums,
  theirOrder,
  theirRefund,
} from '../support/canary-person.ts';
import { day } from '../support/drain-shop.ts';
import { dumpOf, type IntakeShop, openIntakeShop } from '../support/intake-shop.ts';
import { rawNumber, sampleBody } from '../support/shopify-samples.ts';

let shop: IntakeShop;

beforeEach(async () => {
  shop = await openIntakeShop();
});

afterEach(() => shop.close());

describe('a shopper who is to be forgotten', () => {
  it('leaves no byte behind, while the books and the chain still hold', async () => {
    await liveALife(shop);
    const before = await sums(shop);
    const told = await dumpOf(shop.owner);
    const known = [CUSTOMER, ...ORDERS, REFUND, '#9001'];
    expect(known.filter((one) => !told.includes(one))).toEqual([]);

    await shop.send('customers/redact', redactBody());
    await shop.drain();
    await expectNoTrace(shop);
    expect(await sums(shop)).toEqual(before);
    await assertBooksBalance(shop.database.ownerUrl);
    const { rows } = await shop.owner.query('SELECT status, topic FROM inbox WHERE status <> $1', [
      'done',
    ]);
    expect(rows).toEqual([]);
  });

  it('is brought back by nothing that comes in later', async () => {
    await liveALife(shop);
    await shop.send('customers/redact', redactBody());
    await shop.drain();
    const before = await sums(shop);

    await shop.send('orders/updated', theirOrder(0, { updated_at: '2026-06-30T00:00:00Z' }));
    await shop.send('orders/paid', theirOrder(1));
    await shop.send('refunds/create', theirRefund());
    await shop.send('customers/redact', redactBody());
    await shop.send(
      'customers/data_request',
      sampleBody('customers/data_request', { customer: { id: rawNumber(CUSTOMER) } }),
    );
    await shop.drain();
    await bringBackByHistory();
    await shop.drain();
    shop.time.now = day(200);
    await shop.drain();

    await expectNoTrace(shop);
    const after = await sums(shop);
    expect(after.members).toBe(before.members);
    await assertBooksBalance(shop.database.ownerUrl);
  });

  it('places an order that nobody named before: it is nobody’s', async () => {
    await liveALife(shop);
    await shop.send('customers/redact', redactBody());
    await shop.drain();
    const before = await sums(shop);
    const changes = { id: 123_123, admin_graphql_api_id: 'gid://shopify/Order/123123' };
    await shop.send('orders/paid', theirOrder(1, { ...changes, name: '#1234' }));
    await shop.drain();
    await expectNoTrace(shop);
    expect(await sums(shop)).toEqual(before);
  });

  it('whose deliveries still wait is forgotten with them', async () => {
    await shop.send('orders/paid', theirOrder(0));
    await shop.send('orders/paid', theirOrder(1));
    await shop.send('customers/redact', redactBody());
    await shop.drain();
    await expectNoTrace(shop);
    expect(await sums(shop)).toMatchObject({ members: 0 });
  });

  it('as a guest is forgotten by the hash of their e-mail', async () => {
    await shop.send('orders/paid', theirOrder(0, { customer: null }));
    await shop.drain();
    const named = sampleBody('customers/redact', {
      customer: { id: rawNumber(CUSTOMER), email: EMAIL.toUpperCase() },
      orders_to_redact: [],
    });
    await shop.send('customers/redact', named);
    await shop.drain();
    await shop.send('orders/paid', theirOrder(0, { customer: null }));
    await shop.drain();
    await expectNoTrace(shop);
  });

  it('while batches with their orders are under way is forgotten all the same', async () => {
    for (let round = 0; round < 12; round += 1) {
      const at = new Date(day(round / 24)).toISOString();
      await shop.send('orders/updated', theirOrder(round % 2, { updated_at: at }));
      await shop.send('orders/paid', anothersOrder());
      if (round === 6) await shop.send('customers/redact', redactBody());
      await Promise.all([shop.drain(), shop.drain(), shop.drain()]);
    }
    await expectNoTrace(shop);
    await assertBooksBalance(shop.database.ownerUrl);
    const { rows } = await shop.owner.query("SELECT status FROM inbox WHERE status <> 'done'");
    expect(rows).toEqual([]);
  });

  it('of another shop’s numbers keeps everybody else as they were', async () => {
    await liveALife(shop);
    const body = sampleBody('customers/redact', { customer: { id: 999 }, orders_to_redact: [] });
    const before = await dumpOf(shop.owner);
    await shop.send('customers/redact', body);
    await shop.drain();
    const members = (dump: string) => dump.split('\n').filter((row) => row.startsWith('members '));
    expect(members(await dumpOf(shop.owner))).toEqual(members(before));
  });
});

async function bringBackByHistory(): Promise<void> {
  for (const place of [0, 1]) {
    await shop.send('orders/paid', theirOrder(place));
    const { rows } = await shop.owner.query<{ observation: { orderId: string; snapshot: never } }>(
      "SELECT observation FROM inbox WHERE status = 'waiting' AND observation->>'type' = 'order'",
    );
    for (const { observation } of rows) {
      const { orderId, snapshot } = observation;
      shop.world.orders.set(orderId, { snapshot, refunds: [] });
    }
  }
  await shop.drain();
  shop.world.partly.add(ORDERS[0] ?? '');
  await shop.work('history');
  await shop.intake.askReconcile(shop.ref);
  await shop.work('reconcile');
  expect((await shop.intake.readReconciliation(shop.ref)).last).toMatchObject({ repaired: 0 });
}
