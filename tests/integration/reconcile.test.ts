import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Observation } from '../../app/contracts/observation.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { assertBooksBalance, netPositions } from '../support/books.ts';
import { day, foldInMemory, seenOrder } from '../support/drain-shop.ts';
import { type IntakeShop, openIntakeShop } from '../support/intake-shop.ts';

type SeenOrder = Extract<Observation, { type: 'order' }>;

let shop: IntakeShop;

beforeEach(async () => {
  shop = await openIntakeShop();
});

afterEach(() => shop.close());

/** An order that Shopify has, told to nobody yet. */
function place(orderId: string, minutes: number, changes: Parameters<typeof seenOrder>[1] = {}) {
  const at = instant(day(0) + minutes * 60_000);
  const seen = seenOrder(orderId, { createdAt: at, ...changes }) as SeenOrder;
  shop.world.orders.set(orderId, { snapshot: seen.snapshot, refunds: [] });
  return seen;
}

async function reconcile() {
  await shop.intake.askReconcile(shop.ref);
  await shop.work('reconcile');
  await shop.drain();
  return (await shop.intake.readReconciliation(shop.ref)).last;
}

async function expectInBooks(seen: readonly Observation[]): Promise<void> {
  await assertBooksBalance(shop.database.ownerUrl);
  expect(await netPositions(shop.database.ownerUrl)).toEqual(foldInMemory(seen, shop.time.now));
}

async function tell(seen: readonly SeenOrder[]): Promise<void> {
  await shop.owner.query('SELECT * FROM ingest_deliveries($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    seen.map(() => shop.ref.domain),
    seen.map(({ orderId, snapshot }) => `${orderId} ${snapshot.digest}`.slice(0, 100)),
    seen.map(() => null),
    seen.map(() => 'orders/updated'),
    seen.map(() => 'waiting'),
    seen.map(() => null),
    seen.map(() => null),
    seen.map((one) => JSON.stringify(one)),
    seen.map(() => null),
  ]);
  await shop.drain();
}

describe('the comparison with Shopify', () => {
  it('fetches the orders whose webhooks were lost, page after page', async () => {
    const seen = Array.from({ length: 10 }, (_, number) => place(String(100 + number), number));
    await tell(seen.filter((_one, number) => number % 2 === 0));
    expect(await reconcile()).toMatchObject({
      lookedAt: 10,
      missing: 5,
      outdated: 0,
      repaired: 5,
    });
    await expectInBooks(seen);
  });

  it('repairs an order that is newer at Shopify, once', async () => {
    const seen = place('1', 0, { paid: false });
    await tell([seen]);
    const paid = place('1', 0, { updatedAt: instant(day(0) + 120_000) });
    expect(await reconcile()).toMatchObject({ lookedAt: 1, missing: 0, outdated: 1, repaired: 1 });
    expect(await reconcile()).toMatchObject({ lookedAt: 1, outdated: 0, repaired: 0 });
    expect(shop.world.fetched).toEqual(['1']);
    await expectInBooks([seen, paid]);
  });

  it('fetches once what changed within the second we know of', async () => {
    const placed = place('1', 0, { paid: false });
    await tell([placed]);
    const paid = place('1', 0);
    expect(await reconcile()).toMatchObject({ lookedAt: 1, missing: 0, outdated: 0, repaired: 0 });
    await reconcile();
    expect(shop.world.fetched).toEqual(['1']);
    await expectInBooks([placed, paid]);
  });

  it('does not fetch what a glance shows to be the same', async () => {
    const seen = Array.from({ length: 4 }, (_, number) => place(String(100 + number), number));
    await tell(seen);
    expect(await reconcile()).toMatchObject({ lookedAt: 4, missing: 0, outdated: 0, repaired: 0 });
    expect(shop.world.fetched).toEqual([]);
  });

  it('fetches every order once under a program that asks how its buyer is tagged', async () => {
    await shop.owner.query(
      `UPDATE program_versions SET definition = jsonb_set(definition, '{eligible}', $1)`,
      [JSON.stringify([{ kind: 'customer-tag', not: true, tags: ['wholesale'] }])],
    );
    await tell([place('1', 0), place('2', 1)]);
    place('2', 1, { customerTags: ['wholesale'] });
    await reconcile();
    await reconcile();
    expect(shop.world.fetched).toEqual(['1', '2']);
    const { rows } = await shop.owner.query(
      `SELECT observed->'tags' AS tags FROM orders WHERE order_id = '2'`,
    );
    expect(rows).toEqual([{ tags: [day(0) + 60_000, 'wholesale'] }]);
  });

  it('begins a little before where it ended, as the search lags', async () => {
    place('1', 10);
    expect(await reconcile()).toMatchObject({ missing: 1 });
    place('2', 7);
    expect(await reconcile()).toMatchObject({ lookedAt: 2, missing: 1 });
    place('3', 2);
    expect(await reconcile()).toMatchObject({ lookedAt: 2, missing: 0 });
  });

  it('finds what happened while nobody looked, though nothing was seen before', async () => {
    expect(await reconcile()).toMatchObject({ lookedAt: 0 });
    const seen = place('1', 24 * 60);
    shop.time.now = day(4);
    expect(await reconcile()).toMatchObject({ lookedAt: 1, missing: 1, repaired: 1 });
    await expectInBooks([seen]);
  });

  it('is due again ten minutes later, or at once when asked', async () => {
    await shop.work('reconcile');
    expect(await shop.intake.readReconciliation(shop.ref)).toMatchObject({
      underWay: false,
      nextAt: shop.time.now + 600_000,
      problem: null,
    });
    await shop.intake.askReconcile(shop.ref);
    expect(await shop.intake.readReconciliation(shop.ref)).toMatchObject({ underWay: true });
  });

  it('that meets a shop without a token notes that it left: its webhook was lost too', async () => {
    shop.time.now = day(1);
    shop.world.isGone = true;
    await shop.step('reconcile');
    const { rows } = await shop.owner.query('SELECT uninstalled_at FROM shops');
    expect(rows).toEqual([{ uninstalled_at: day(1) }]);
  });
});
