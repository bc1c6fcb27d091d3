/**
 * What orders, refunds and redemptions cost the database, counted on a server of this file's own,
 * as nobody else may write to its log meanwhile. A rise by more than the noise fails; so does a
 * budget that is far above what is needed, as it would hide the next rise.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { adminStore } from '../../app/adapters/postgres/admin-store.server.ts';
import { vitalsReader } from '../../app/adapters/postgres/read-vitals.server.ts';
import { countDatabase } from '../../bench/harness/database-counters.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { connected, createDatabase } from '../../scripts/embedded-postgres/roles.ts';
import { startTestServer, TEMPLATE, type TestServer, urlOf } from '../support/cluster.ts';
import { BUDGETS, type Cost, NOISE } from '../support/counter-budgets.ts';
import type { TestDatabase } from '../support/database.ts';
import { day, seenOrder, seenRefund } from '../support/drain-shop.ts';
import { admitted, openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const DATABASE = 'counted';
const MEMBERS = 250;
/** The part of its budget that work must cost; wide enough for an older server's thriftier log. */
const LEAST = 0.75;

let server: TestServer;
let stop: () => Promise<void>;
let admin: pg.Client;
let proxy: TcpProxy;
let shop: RedeemShop;
let tiered: RedeemShop;

beforeAll(async () => {
  // From its start: once tables are analysed while empty, they are planned for as empty ones.
  ({ server, stop } = await startTestServer({ autovacuum: 'off' }));
  const adminUrl = (name: string) => urlOf(server, 'postgres', server.admin, name);
  await connected(adminUrl('postgres'), async (client) => {
    await createDatabase(client, DATABASE, { template: TEMPLATE });
  });
  admin = new pg.Client({ connectionString: adminUrl(DATABASE) });
  await admin.connect();
  const { passwords } = server;
  proxy = await startTcpProxy(urlOf(server, 'laurel_app', passwords.app, DATABASE));
  const database: TestDatabase = {
    appUrl: proxy.url,
    ownerUrl: urlOf(server, 'laurel_owner', passwords.owner, DATABASE),
    queueUrl: urlOf(server, 'laurel_queue', passwords.queue, DATABASE),
    adminUrl: adminUrl(DATABASE),
    drop: async () => {},
  };
  shop = await openRedeemShop(database);
  tiered = await openRedeemShop(database, pointsTiersPreset({ currency: 'GBP', zone: 'UTC' }));
});

afterAll(async () => {
  await Promise.all([shop.close(), tiered.close()]);
  await proxy.close();
  await admin.end();
  await stop();
});

/** The cost of one of `count`, whose preparation is not counted. */
async function costOf(of: RedeemShop, count: number, work: () => Promise<void>): Promise<Cost> {
  let statements = 0;
  const { walBytes, buffers } = await countDatabase({ admin, pools: [of.pool] }, async () => {
    const before = proxy.count();
    await work();
    statements = proxy.count() - before;
  });
  return {
    statements: statements / count,
    walBytes: walBytes / count,
    buffers: buffers / count,
  };
}

/** So many new orders of as many members as there are, from `from` on, worth 400 points each. */
function orders(from: number, count: number) {
  return Array.from({ length: count }, (_, place) => {
    const createdAt = day((from + place) / 1_000);
    const customerId = `c${(from + place) % MEMBERS}`;
    return seenOrder(`${from + place}`, { customerId, createdAt, price: '400.00', quantity: 2 });
  });
}

async function drainOf(of: RedeemShop, observed: Parameters<RedeemShop['feed']>[0], days: number) {
  for (let from = 0; from < observed.length; from += 500) {
    await of.feed(observed.slice(from, from + 500));
  }
  return costOf(of, observed.length, () => of.at(day(days)).drain());
}

/** Of each counter the least. */
function leastOf(costs: readonly Cost[]): Cost {
  return {
    statements: Math.min(...costs.map(({ statements }) => statements)),
    walBytes: Math.min(...costs.map(({ walBytes }) => walBytes)),
    buffers: Math.min(...costs.map(({ buffers }) => buffers)),
  };
}

/** A counter that rose, or whose budget would hide a rise, is said with its figure. */
function expectWithin(cost: Cost, name: keyof typeof BUDGETS): void {
  const budget: Cost = BUDGETS[name];
  const wrong = (['statements', 'walBytes', 'buffers'] as const).filter((counter) => {
    const isRisen = cost[counter] > budget[counter] * (1 + NOISE[counter]);
    return isRisen || cost[counter] < budget[counter] * LEAST;
  });
  expect(wrong, `${name}: ${JSON.stringify(cost)}`).toEqual([]);
}

describe('what is paid to the database stays within its budget', () => {
  it('for a new order, which is written once', async () => {
    await drainOf(shop, orders(0, 600), 2);
    expectWithin(await drainOf(shop, orders(600, 1_000), 3), 'a new order, in batches of 200');
  });

  it('for a refund of an order in the books', async () => {
    const refunds = Array.from({ length: 400 }, (_, place) =>
      seenRefund(`${place}`, { at: day(4 + place / 1_000) }),
    );
    expectWithin(await drainOf(shop, refunds, 5), 'a refund, in batches of 200');
  });

  it('for a redemption', async () => {
    await shop.at(day(60)).drain();
    await shop.fillPool(80);
    const redeem = async (from: number, to: number) => {
      for (let place = from; place < to; place += 1) {
        admitted(await shop.at(day(60)).redeem({ customerId: `c${place}`, key: `key ${place}` }));
      }
    };
    // Of some hundred members reading all seems as cheap as finding one by their key, and a page
    // more or less of the table decides: here are as many as a shop has.
    await shop.rows(
      `INSERT INTO members (program_id, shop_id, customer_id)
       SELECT $1, $2, 'passer-by ' || n FROM generate_series(1, 5000) AS n`,
      [shop.programId, shop.shopId],
    );
    await redeem(0, 20);
    expectWithin(await costOf(shop, 40, () => redeem(20, 60)), 'a redemption');
  });

  it('for a page of a ledger, whatever lies behind it', async () => {
    const store = adminStore(shop.pool);
    const buffersOfPage = async (customerId: string, count: number): Promise<number> => {
      const placed = (place: number) => ({ createdAt: day(70 + place / 1_000), customerId });
      const ids = Array.from({ length: count }, (_, place) => `${customerId} ${place}`);
      await shop.feed(ids.map((id, place) => seenOrder(id, placed(place))));
      await shop.at(day(72)).drain();
      // All of it went back, so that no lot is left to be shown.
      await shop.feed(ids.map((id, place) => seenRefund(id, { at: day(73 + place / 1_000) })));
      await shop.at(day(75)).drain();
      const [row] = await shop.rows<{ member_id: string }>(
        'SELECT member_id FROM members WHERE customer_id = $1',
        [customerId],
      );
      const of = { memberId: Number(row?.member_id), before: null, zone: 'UTC' };
      const ref = { programId: shop.programId, shopId: shop.shopId, domain: shop.domain };
      await admin.query('VACUUM ANALYZE movements, lots, members, redemptions');
      const cost = await costOf(shop, 10, async () => {
        for (let time = 0; time < 10; time += 1) {
          expect((await store.readMember(ref, of))?.ledger).toHaveLength(20);
        }
      });
      return cost.buffers / 10;
    };
    const short = await buffersOfPage('short', 40);
    const long = await buffersOfPage('long', 800);
    // Lots are read whole, dozens of them a page of the table; movements are not.
    const each = (long - short) / (2 * (800 - 40));
    expect(each, `${long} and ${short} buffers`).toBeLessThan(0.1);
  });

  it('for a new order under tiers, in batches', async () => {
    await drainOf(tiered, orders(0, 500), 2);
    const cost = await drainOf(tiered, orders(500, 500), 3);
    expectWithin(cost, 'a new order under tiers, in batches of 200');
  });

  it('for a new order under tiers, whatever came before it', async () => {
    const placed = (customerId: string, place: number, days: number) =>
      seenOrder(`${customerId} ${place}`, { customerId, createdAt: day(days), price: '60.00' });
    const before = (customerId: string, count: number) =>
      Array.from({ length: count }, (_, place) => placed(customerId, place, 10 + place / 1_000));
    await drainOf(tiered, [...before('whale', 1_500), ...before('minnow', 10)], 30);
    await admin.query('VACUUM (ANALYZE)');
    const costOfNew = async (customerId: string, round: number): Promise<Cost> => {
      let days = 40 + round;
      return costOf(tiered, 20, async () => {
        for (let place = 0; place < 20; place += 1) {
          days += 0.01;
          await tiered.feed([placed(customerId, 2_000 + round * 100 + place, days)]);
          await tiered.at(day(days)).drain();
        }
      });
    };
    await costOfNew('passer-by', 0);
    const [minnows, whales]: [Cost[], Cost[]] = [[], []];
    for (let round = 0; round < 3; round += 1) {
      minnows.push(await costOfNew('minnow', round));
      whales.push(await costOfNew('whale', round));
    }
    // Rows that died before are looked at once, by whoever comes first: that is no order's cost.
    const [minnow, whale] = [leastOf(minnows), leastOf(whales)];
    const said = JSON.stringify({ minnows, whales });
    expect(whale.buffers / minnow.buffers, said).toBeLessThan(1.2);
    expect(whale.walBytes / minnow.walBytes, said).toBeLessThan(1.2);
    expect(whale.statements, said).toBe(minnow.statements);
  });

  it('for a delivery taken in, five of them met', async () => {
    const takeIn = async (from: number, count: number) => {
      for (let place = from; place < from + count; place += 5) await shop.feed(orders(place, 5));
    };
    await takeIn(5_000, 200);
    const cost = await costOf(shop, 400, () => takeIn(5_200, 400));
    expectWithin(cost, 'a delivery, five in a statement');
  });

  it('for the gauges, however many deliveries are done', async () => {
    const read = vitalsReader(shop.pool);
    const buffersOfGauges = async () =>
      (await costOf(shop, 1, async () => void (await read(shop.programId, day(80))))).buffers;
    const few = await buffersOfGauges();
    await shop.rows(
      `INSERT INTO inbox (program_id, shop_id, delivery_id, topic, status, finished_at)
       SELECT $1, $2, 'done ' || n, 'orders/paid', 'done', now()
       FROM generate_series(1, 20000) AS n`,
      [shop.programId, shop.shopId],
    );
    await admin.query('VACUUM ANALYZE inbox');
    expect((await buffersOfGauges()) - few).toBeLessThan(50);
  });
});
