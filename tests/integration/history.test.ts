import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertBooksBalance, netPositions } from '../support/books.ts';
import { day, foldInMemory, seenOrder } from '../support/drain-shop.ts';
import { type IntakeShop, openIntakeShop } from '../support/intake-shop.ts';

let shop: IntakeShop;

beforeEach(async () => {
  shop = await openIntakeShop();
});

afterEach(() => shop.close());

/** So many paid orders of three customers, a day apart, in Shopify alone. */
function placeOrders(count: number) {
  return Array.from({ length: count }, (_, place) => {
    const orderId = String(5_000 + place);
    const seen = seenOrder(orderId, {
      customerId: `c${place % 3}`,
      createdAt: day(place / 24 - 30),
    });
    if (seen.type !== 'order') throw new Error('an order');
    shop.world.orders.set(orderId, { snapshot: seen.snapshot, refunds: [] });
    return seen;
  });
}

async function expectInBooks(seen: ReturnType<typeof placeOrders>): Promise<void> {
  await assertBooksBalance(shop.database.ownerUrl);
  expect(await netPositions(shop.database.ownerUrl)).toEqual(foldInMemory(seen, shop.time.now));
}

describe('the import of a history', () => {
  it('brings every order of the past into the books, and says how far it is', async () => {
    const seen = placeOrders(250);
    shop.world.looks = 2;
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({ status: 'asked', read: 0 });

    await shop.step('history');
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({ status: 'running' });
    await shop.work('history');

    expect(await shop.intake.readImport(shop.ref)).toMatchObject({
      status: 'done',
      objects: 250,
      read: 250,
      inBooks: 0,
      failed: 0,
      sinceWhen: day(-30),
      problem: null,
      limitedTo60Days: false,
    });
    await shop.drain();
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({ inBooks: 250 });
    await expectInBooks(seen);
  });

  it('fetches orders by id that the file cannot show whole', async () => {
    const seen = placeOrders(30);
    for (const { orderId } of seen.slice(0, 12)) shop.world.partly.add(orderId);
    await shop.work('history');
    await shop.drain();
    expect(shop.world.fetched).toHaveLength(12);
    await expectInBooks(seen);
  });

  it('leaves out an order that cannot be read, and no neighbour of it', async () => {
    const seen = placeOrders(15);
    for (const { orderId } of seen) shop.world.partly.add(orderId);
    shop.world.garbled.add('5003');
    await shop.work('history');
    await shop.drain();
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({
      status: 'done',
      failed: 1,
      inBooks: 14,
      problem: '1 of 15 orders could not be read.',
    });
    await expectInBooks(seen.filter(({ orderId }) => orderId !== '5003'));
  });

  it('goes on where it was after its worker died, and repeats do no harm', async () => {
    const seen = placeOrders(250);
    shop.world.breaksAfter = 130;
    await expect(shop.work('history')).rejects.toThrow('the connection broke');
    // Its lease ends, and another worker begins with the state of before.
    shop.time.now = day(1);
    await shop.work('history');
    await shop.drain();
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({ status: 'done', read: 250 });
    const { rows } = await shop.owner.query<{ count: string }>(
      "SELECT count(*) FROM inbox WHERE topic = 'laurel/history'",
    );
    expect(Number(rows[0]?.count)).toBe(250);
    await expectInBooks(seen);
  });

  it('imported twice, the books stay as they were', async () => {
    const seen = placeOrders(40);
    await shop.work('history');
    await shop.drain();
    await shop.intake.askHistory(shop.ref);
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({ status: 'asked' });
    await shop.work('history');
    await shop.drain();
    const { rows } = await shop.owner.query('SELECT * FROM movements');
    await shop.drain();
    expect((await shop.owner.query('SELECT * FROM movements')).rows).toHaveLength(rows.length);
    await expectInBooks(seen);
  });

  it('rests while the drain is behind, and goes on once it is not', async () => {
    placeOrders(2_150);
    await shop.step('history');
    while ((await shop.intake.readImport(shop.ref)).status !== 'reading') await tick();
    await tick();
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({
      status: 'reading',
      read: 2_000,
    });
    await shop.drain();
    await shop.work('history');
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({ status: 'done', read: 2_150 });
  });

  it('looks at once when Shopify says that the operation is finished', async () => {
    placeOrders(3);
    await shop.step('history');
    const body = {
      admin_graphql_api_id: 'gid://shopify/BulkOperation/1',
      status: 'completed',
      type: 'query',
    };
    expect(await shop.step('history')).toBe(false);
    await shop.send('bulk_operations/finish', Buffer.from(JSON.stringify(body)));
    await shop.drain();
    expect(await shop.step('history')).toBe(true);
  });

  it('says in a sentence why it failed, and begins afresh when asked again', async () => {
    placeOrders(3);
    shop.world.ends = 'failed';
    await shop.work('history');
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({
      status: 'failed',
      problem: 'Shopify could not gather the orders. Import again; nothing is lost.',
    });
    shop.world.ends = 'completed';
    await shop.intake.askHistory(shop.ref);
    await shop.work('history');
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({ status: 'done', problem: null });
  });

  it('waits its turn while Shopify is busy for the shop', async () => {
    placeOrders(3);
    shop.world.refuses = { code: 'OPERATION_IN_PROGRESS', message: 'in progress' };
    await shop.step('history');
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({ status: 'asked' });
    shop.world.refuses = null;
    shop.time.now = day(1);
    await shop.work('history');
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({ status: 'done', read: 3 });
  });

  it('counts the lines nobody can read, and is done all the same', async () => {
    placeOrders(3);
    shop.world.unreadable = 2;
    await shop.work('history');
    await shop.drain();
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({
      status: 'done',
      failed: 2,
      inBooks: 3,
      problem: '2 of 5 orders could not be read.',
    });
  });

  it('of a shop without orders is done at once; sixty days are all without the scope', async () => {
    await shop.owner.query("UPDATE shops SET scopes = 'read_orders'");
    await shop.work('history');
    expect(await shop.intake.readImport(shop.ref)).toMatchObject({
      status: 'done',
      read: 0,
      limitedTo60Days: true,
    });
  });
});

/** The next step of the import, after a while. */
async function tick(): Promise<void> {
  shop.time.now = day((shop.time.now - day(0)) / 86_400_000 + 1);
  await shop.step('history');
}
