import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPoints } from '../../app/adapters/postgres/read-points.server.ts';
import type { Observation } from '../../app/contracts/observation.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import {
  BOUNDS,
  day,
  type DrainShop,
  expectFolded,
  openDrainShop,
  seenOrder,
  seenRefund,
} from '../support/drain-shop.ts';

let shop: DrainShop;
beforeAll(async () => {
  shop = await openDrainShop();
});
afterAll(() => shop.close());

/** What this file has fed so far: the books must say what folding all of it in memory says. */
const fed: Observation[] = [];

async function tell(seen: readonly Observation[]): Promise<void> {
  fed.push(...seen);
  await shop.feed(seen);
}

async function drainAt(days: number, rowsPerBatch = 200) {
  return drainProgram(shop.needs(day(days)), shop.programId, { ...BOUNDS, rowsPerBatch });
}

const expectBooks = (days: number) => expectFolded(shop, fed, days);

const pointsOf = (customerId: string) =>
  readPoints(shop.pool, { programId: shop.programId, shopId: shop.shopId, customerId });

describe('what the books say after draining', () => {
  it('a paid order is pending points, readable in one round trip', async () => {
    await tell([seenOrder('a1', { customerId: 'ann', price: '87.45' })]);
    expect(await drainAt(1)).toMatchObject({ rows: 1, parked: 0, more: false });
    await expectBooks(1);
    const nextDueAt = day(14);
    expect(await pointsOf('ann')).toMatchObject({ pending: 87, available: 0, seq: 1, nextDueAt });
    expect(await pointsOf('nobody')).toBeNull();
  });

  it('time alone makes pending points available, at their own instant', async () => {
    await drainAt(13);
    expect(await pointsOf('ann')).toMatchObject({ pending: 87, available: 0 });
    expect(await drainAt(14)).toMatchObject({ rows: 0, matured: 1 });
    expect(await pointsOf('ann')).toMatchObject({ pending: 0, available: 87, nextDueAt: null });
    expect(await drainAt(14)).toMatchObject({ matured: 0 });
    await expectBooks(14);
  });

  it('the outbox names the member once, with their latest movement and its hour', async () => {
    const { rows } = await connected(shop.database.ownerUrl, (owner) =>
      owner.query(`SELECT o.topic, m.customer_id AS customer, o.seq::int, o.changed_at AS at
                   FROM outbox o LEFT JOIN members m ON m.member_id::text = o.key`),
    );
    const at = new Date(day(14));
    expect(rows).toEqual([{ topic: 'member', customer: 'ann', seq: 2, at }]);
  });

  it('the same delivery again changes nothing and writes no order', async () => {
    const before = await pointsOf('ann');
    await tell([seenOrder('a1', { customerId: 'ann', price: '87.45' })]);
    const versions = () => shop.pool.query('SELECT xmin::text FROM orders');
    const rows = (await versions()).rows;
    expect(await drainAt(14)).toMatchObject({ rows: 1, refolded: 0 });
    expect((await versions()).rows).toEqual(rows);
    expect(await pointsOf('ann')).toEqual(before);
  });

  it('a refund whose order is unknown waits for it and then counts', async () => {
    await tell([seenRefund('b1', { at: day(15) })]);
    await drainAt(16);
    await expectBooks(16);
    await tell([seenOrder('b1', { customerId: 'bob', price: '10.00', quantity: 3 })]);
    await drainAt(16);
    await expectBooks(16);
    expect(await pointsOf('bob')).toMatchObject({ available: 20, pending: 0 });
  });

  it('an unpaid order makes a member without points', async () => {
    await tell([seenOrder('u1', { customerId: 'una', paid: false })]);
    await drainAt(16);
    expect(await pointsOf('una')).toMatchObject({ pending: 0, available: 0, seq: 0 });
    await expectBooks(16);
  });

  it('a fact stamped later than our clock waits for its instant', async () => {
    await tell([seenOrder('f1', { customerId: 'fay', createdAt: day(20) })]);
    await drainAt(16);
    expect(await pointsOf('fay')).toMatchObject({ pending: 0, seq: 0 });
    await expectBooks(16);
    await tell([seenOrder('f2', { customerId: 'fay', createdAt: day(17), price: '5.00' })]);
    await drainAt(18);
    expect(await pointsOf('fay')).toMatchObject({ pending: 5 });
    await drainAt(20);
    expect(await pointsOf('fay')).toMatchObject({ pending: 105 });
    await expectBooks(20);
  });

  it('an order that changes its customer leaves the old and comes to the new one', async () => {
    const order = (customerId: string | null, updated: number) =>
      seenOrder('o1', { customerId, updatedAt: day(updated), createdAt: day(20), emailHash: 'ab' });
    await tell([order(null, 20)]);
    await drainAt(21);
    await expectBooks(21);
    for (const [owner, at] of [
      ['old', 21],
      ['new', 22],
      [null, 23],
      ['old', 24],
    ] as const) {
      await tell([order(owner, at)]);
      await drainAt(at);
      await expectBooks(at);
    }
    expect(await pointsOf('old')).toMatchObject({ pending: 100 });
    expect(await pointsOf('new')).toMatchObject({ pending: 0 });
  });

  it('a charge-back takes the points, and gives them back once it is won', async () => {
    const about = (wonAt: number | null): Observation => ({
      type: 'chargeback',
      orderId: 'd1',
      chargeback: { id: '9', openedAt: day(21), wonAt: wonAt === null ? null : day(wonAt) },
    });
    await tell([seenOrder('d1', { customerId: 'dan', createdAt: day(20), price: '30.00' })]);
    await drainAt(20);
    await tell([about(null), about(null)]);
    await drainAt(22);
    await expectBooks(22);
    expect(await pointsOf('dan')).toMatchObject({ pending: 0, available: 0 });
    await tell([about(22.5), about(null)]);
    await drainAt(23);
    await expectBooks(23);
    expect(await pointsOf('dan')).toMatchObject({ pending: 30, available: 0 });
  });

  it('what a gift card paid for takes its points with it, also when heard late', async () => {
    const paid = (amount: number | null): Observation => ({
      type: 'credit',
      orderId: 'k1',
      credit: amount === null ? null : { id: '8', currency: 'GBP', amountMinor: minor(amount) },
    });
    await tell([
      paid(null),
      seenOrder('k1', { customerId: 'kim', createdAt: day(23), price: '50' }),
    ]);
    await drainAt(23.5);
    expect(await pointsOf('kim')).toMatchObject({ pending: 50, available: 0 });
    await tell([paid(2000), paid(2000)]);
    await drainAt(23.6);
    await expectBooks(23.6);
    expect(await pointsOf('kim')).toMatchObject({ pending: 30, available: 0 });
  });

  it('a guest keeps no member, and only the hash of the e-mail', async () => {
    await tell([seenOrder('g1', { customerId: null, emailHash: 'cd' })]);
    await drainAt(24);
    const { rows } = await connected(shop.database.ownerUrl, (owner) =>
      owner.query("SELECT member_id, email_hash FROM orders WHERE order_id = 'g1'"),
    );
    expect(rows).toEqual([{ member_id: null, email_hash: 'cd' }]);
    await expectBooks(24);
  });

  it('a done delivery keeps nothing of what it said', async () => {
    const { rows } = await connected(shop.database.ownerUrl, (owner) =>
      owner.query("SELECT DISTINCT observation FROM inbox WHERE status = 'done'"),
    );
    expect(rows).toEqual([{ observation: null }]);
  });
});

describe('any order, split and repetition of deliveries', () => {
  const customer = fc.constantFrom('p', 'q', null);
  const history = fc.array(
    fc.record({
      order: fc.integer({ min: 1, max: 4 }),
      owner: customer,
      created: fc.integer({ min: 0, max: 30 }),
      seen: fc.integer({ min: 0, max: 20 }),
      quantity: fc.integer({ min: 1, max: 4 }),
      paid: fc.boolean(),
      cancelled: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 5 }),
      refund: fc.option(
        fc.record({ id: fc.constantFrom('r1', 'r2'), at: fc.integer({ min: 0, max: 60 }) }),
      ),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('end in the books that folding in memory gives', async () => {
    let run = 0;
    const property = fc.asyncProperty(
      history,
      fc.infiniteStream(fc.nat(1_000_000)),
      fc.integer({ min: 1, max: 7 }),
      async (lives, dice, rowsPerBatch) => {
        run += 1;
        const seen = lives.flatMap((life) => observe(`${run}-${life.order}`, run, life));
        const thrice = shuffle([...seen, ...seen, ...seen], dice);
        const cut = Math.floor(thrice.length / 2);
        await tell(thrice.slice(0, cut));
        await drainAt(45, rowsPerBatch);
        await tell(thrice.slice(cut));
        await drainAt(70, rowsPerBatch);
        await expectBooks(70);
      },
    );
    await fc.assert(property, { numRuns: 25 });
  });

  type Life = typeof history extends fc.Arbitrary<(infer One)[]> ? One : never;

  function observe(orderId: string, run: number, life: Life): Observation[] {
    const createdAt = day(life.created);
    const order = seenOrder(orderId, {
      customerId: life.owner === null ? null : `${life.owner}${run}`,
      createdAt,
      updatedAt: day(life.created + life.seen),
      quantity: life.quantity,
      price: '7.31',
      paid: life.paid,
      cancelledAt: life.cancelled === null ? null : day(life.cancelled),
    });
    const { refund } = life;
    return refund ? [order, seenRefund(orderId, { id: refund.id, at: day(refund.at) })] : [order];
  }

  function shuffle<T>(items: T[], dice: Iterator<number>): T[] {
    for (let place = items.length - 1; place > 0; place -= 1) {
      const other = (dice.next().value as number) % (place + 1);
      [items[place], items[other]] = [items[other] as T, items[place] as T];
    }
    return items;
  }
});
