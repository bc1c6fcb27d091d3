/**
 * docs/backup.md, rehearsed: yesterday's backup is brought back to a new server, with an empty
 * queue, and the real processes are started on it. What came in since is Shopify's to tell again.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { askChore } from '../../app/adapters/postgres/ask-chore.server.ts';
import { roleProblems } from '../../app/adapters/postgres/check-role.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { openRedemptions } from '../../app/adapters/postgres/redemptions.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import { redeemReward } from '../../app/services/redeem-reward.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { migrateDeploy } from '../../scripts/migrate-deploy.ts';
import { createCustomer } from '../../twin/trade/customers.ts';
import { placeOrder } from '../../twin/trade/place-order.ts';
import { must } from '../../twin/trade/shop-fixture.ts';
import { assertBooksBalance } from '../support/books.ts';
import { type OwnServer, rehearsal } from '../support/own-server.ts';
import { type PlatformAtTwin, startPlatformAtTwin } from '../support/platform-at-twin.ts';
import { addGood, launchAtTwin, type ProcessesAtTwin } from '../support/processes-at-twin.ts';
import { freshRedis, redisServer, type TestService } from '../support/redis.ts';
import { until } from '../support/until.ts';

const DAY_MS = 86_400_000;
/** As docs/backup.md has it. */
const AFTER_RESTORE = `
  UPDATE codes SET status = 'gone', changed_at = now() WHERE status IN ('minting', 'ready');
  UPDATE chores SET due_at = now() WHERE kind IN ('pool', 'reconcile')`;

const rehearsed = rehearsal();
let at: PlatformAtTwin;
let shop: ShopRef;
let server: OwnServer;
let processes: ProcessesAtTwin | null = null;
let queue: TestService | null = null;
let good: { readonly variantId: number };
let ada: number;
let bob: number;

type Position = { customer: string; pending: number; available: number; held: number };

beforeAll(async () => {
  server = await rehearsed.start();
  await migrateDeploy(server.ownerUrl);
  at = await startPlatformAtTwin({ database: server });
  shop = await at.open();
  good = addGood(at, 200_000);
  [ada, bob] = [customer('Ada'), customer('Bob')];
  const { currency, zone } = at.shop;
  await rows(
    `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
     VALUES ($1, 1, '2000-01-01', now(), $2)`,
    [shop.programId, pointsPreset({ currency, zone })],
  );
  await start();
});
afterAll(async () => {
  await processes?.stop();
  await at?.stop();
  await queue?.stop();
  await rehearsed.clear();
});

function customer(firstName: string): number {
  const fields = { firstName, email: `${firstName.toLowerCase()}@example.com` };
  return must(createCustomer(at.twin.rooms.world, at.shop.id, { fields })).id;
}

/** Both processes on the server there is now, with a queue that knows nothing. */
async function start(): Promise<void> {
  await queue?.stop();
  queue = redisServer() === null ? null : await freshRedis();
  const queueUrl = queue?.url ?? server.queueUrl;
  processes = await launchAtTwin(at, { databaseUrl: server.appUrl, queueUrl });
}

const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  connected(server.ownerUrl, async (owner) => (await owner.query<T>(text, values)).rows);

/** Ordered and paid in the shop, which tells nobody; so long ago. */
function order(customerId: number, daysAgo = 0, codes: string[] = []): string {
  const { world } = at.twin.rooms;
  const lines = [{ ...good, quantity: 1 }];
  const placed = { lines, customerId, codes, at: world.clock.now() - daysAgo * DAY_MS };
  return String(must(placeOrder(world, at.shop.id, placed)).id);
}

/** The same, and our web process hears of it. */
async function orderHeard(customerId: number, daysAgo: number): Promise<void> {
  const orderId = order(customerId, daysAgo);
  await at.twin.settle();
  const told = at.heard.find(
    ({ topic, body }) => topic === 'orders/paid' && body.toString().includes(orderId),
  );
  if (!told) throw new Error('The twin tells of a paid order.');
  expect(await processes?.deliver({ body: told.body, topic: 'orders/paid' })).toBe(200);
}

/** Compares with Shopify now, as the worker does of itself every ten minutes. */
async function reconcile(): Promise<void> {
  const pool = openPool({ url: server.appUrl, max: 1, name: 'backup-test' });
  await askChore(pool)(shop, 'reconcile', instant(Date.now()));
  await pool.end();
}

async function redeem(customerId: number): Promise<string> {
  const pool = openPool({ url: server.appUrl, max: 1, name: 'backup-test' });
  const clock = () => instant(Date.now());
  const needs = { books: openRedemptions(pool), crypto: chainCrypto, clock };
  const { programId, shopId } = shop;
  const who = { programId, shopId, customerId: String(customerId) };
  const key = randomBytes(12).toString('hex');
  const answer = await redeemReward(needs)({ ...who, rewardId: 'amount-off-5', key, via: 'theme' });
  await pool.end();
  if (!answer.ok) throw new Error(answer.reason);
  return answer.redemption.code;
}

const positions = () =>
  rows<Position>(
    `SELECT customer_id AS customer, pending::int, available::int, held::int FROM members
     WHERE seq > 0 ORDER BY customer_id`,
  );

const awards = () =>
  rows<{ order_id: string; awarded: number }>(
    `SELECT o.order_id, sum(l.awarded)::int AS awarded
     FROM orders o JOIN lots l USING (program_id, member_id)
     WHERE l.lot_id = 'order:' || o.order_key OR l.lot_id LIKE 'order:' || o.order_key || ':%'
     GROUP BY 1 ORDER BY 1`,
  );

const settled = async () => {
  const open = await rows(
    `SELECT FROM inbox WHERE status = 'waiting' UNION ALL SELECT FROM members WHERE refold`,
  );
  return open.length === 0;
};

const countOrders = async () => (await rows('SELECT FROM orders')).length;
const haveMatured = async () => (await rows('SELECT FROM members WHERE available > 0')).length;
const readyCodes = async () => (await rows("SELECT FROM codes WHERE status = 'ready'")).length;
const statusOf = async (code: string) =>
  (await rows<{ status: string }>('SELECT status FROM redemptions WHERE code = $1', [code]))[0]
    ?.status;

describe(`a server that is lost, with a backup by ${rehearsed.kind}`, () => {
  let backup: string;
  let before: { positions: Position[]; awards: unknown[] };
  /** Given after the backup: used on an order that was paid, and still in somebody's hands. */
  let used: string;
  let inHand: string;

  beforeAll(async () => {
    await orderHeard(ada, 40);
    await orderHeard(bob, 40);
    await until(async () => (await readyCodes()) > 2 && (await haveMatured()) === 2);
    const early = await redeem(ada);
    if (rehearsed.kind === 'file copy') await processes?.stop();
    ({ server, backup } = await rehearsed.backUp(server));
    if (rehearsed.kind === 'file copy') await start();

    order(ada, 0, [early]);
    used = await redeem(ada);
    order(ada, 0, [used]);
    order(bob);
    inHand = await redeem(bob);
    await reconcile();
    await until(async () => (await countOrders()) === 5 && (await settled()));
    await until(async () => (await statusOf(used)) === 'settled');
    before = { positions: await positions(), awards: await awards() };
    await processes?.stop();
    await server.stop();

    server = await rehearsed.restore(backup);
    await connected(server.adminUrl, (admin) => admin.query(AFTER_RESTORE));
  });

  it('comes back as it was, with its roles and its tenants held apart', async () => {
    expect(await countOrders()).toBe(2);
    expect(await migrateDeploy(server.ownerUrl)).toEqual([]);
    const pool = openPool({ url: server.appUrl, max: 1, name: 'backup-test' });
    expect(await roleProblems(pool)).toEqual([]);
    expect((await pool.query('SELECT FROM members')).rowCount).toBe(0);
    await pool.end();
    await assertBooksBalance(server.ownerUrl);
  });

  it('has again what came in since, once it was compared with Shopify', async () => {
    await start();
    await until(async () => (await countOrders()) === 5 && (await settled()));
    await until(async () => (await statusOf(used)) === 'unissued');
    await until(settled);
    await assertBooksBalance(server.ownerUrl);
    expect(await awards()).toEqual(before.awards);
    // Nobody knows of the reward that was given and not used: its points are back for now.
    const expected = before.positions.map((one) =>
      one.customer === String(bob) ? { ...one, available: one.available + 500, held: 0 } : one,
    );
    expect(await positions()).toEqual(expected);
  });

  it('gives no code twice, and charges a forgotten one once it is used', async () => {
    await until(async () => (await readyCodes()) > 0);
    const codes = await rows<{ code: string }>("SELECT code FROM codes WHERE status = 'ready'");
    expect(codes.map(({ code }) => code)).not.toContain(inHand);
    expect(codes.map(({ code }) => code)).not.toContain(used);
    const [had] = (await positions()).filter((one) => one.customer === String(bob));
    order(bob, 0, [inHand]);
    await reconcile();
    await until(async () => (await statusOf(inHand)) === 'unissued' && (await settled()));
    const [has] = (await positions()).filter((one) => one.customer === String(bob));
    expect(has?.available).toBe((had?.available ?? 0) - 500);
    await assertBooksBalance(server.ownerUrl);
  });
});
