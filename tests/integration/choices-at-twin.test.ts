/**
 * Every choice of a program from its publishing to the last point that comes back, at a whole twin:
 * pools and the card, a tap, an order that the checkout prices, its payment, its returns.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { askChore } from '../../app/adapters/postgres/ask-chore.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { inboxInsert } from '../../app/adapters/postgres/ingest-deliveries.server.ts';
import { readPools } from '../../app/adapters/postgres/pools.server.ts';
import { openRedemptions } from '../../app/adapters/postgres/redemptions.server.ts';
import { versionStore } from '../../app/adapters/postgres/version-store.server.ts';
import { composeMirror } from '../../app/composition/mirror.server.ts';
import type { ProgramCard } from '../../app/contracts/card.ts';
import { openPrisma } from '../../app/db.server.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { fixedReward } from '../../app/domain/program/fixed-reward.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { Reward } from '../../app/domain/program/program.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import type { FetchedOrder, ShopRef } from '../../app/services/ports/shopify.ts';
import { publishProgram } from '../../app/services/publish-program.ts';
import { redeemReward } from '../../app/services/redeem-reward.ts';
import { storeOrders } from '../../app/services/store-orders.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { changeOrder, orderChanges } from '../../twin/control/change-orders.ts';
import { products } from '../../twin/model/kinds.ts';
import { orders } from '../../twin/model/order-kind.ts';
import { createCustomer } from '../../twin/trade/customers.ts';
import { placeOrder } from '../../twin/trade/place-order.ts';
import { addProduct, must, SHOP } from '../../twin/trade/shop-fixture.ts';
import { assertBooksBalance } from '../support/books.ts';
import { BOUNDS, seenOrder, silentLog } from '../support/drain-shop.ts';
import { type PlatformAtTwin, startPlatformAtTwin } from '../support/platform-at-twin.ts';
import { DATA_KEY } from '../support/webhooks.ts';

const DAY_MS = 86_400_000;
const EARNED = 5_000;

const step = (cost: number, amountMinor: number) =>
  ({
    cost: points(cost),
    gives: { kind: 'amount-off', amountMinor: minor(amountMinor) },
  }) as const;
const voucher: Reward = {
  ...fixedReward({ id: 'voucher', name: 'Voucher', ...step(500, 500) }),
  offer: { kind: 'stepped', steps: [step(500, 500), step(901, 1_000)] },
};
const tenth: Reward = fixedReward({
  ...{ id: 'tenth', name: 'A tenth off', cost: points(333) },
  gives: { kind: 'percent-off', percent: 10, mostMinor: null },
});

let at: PlatformAtTwin;
let shop: ShopRef;
let customerId: string;
let plate: number;
// Behind the twin's clock, so that every hold is older than the order that uses it.
let asOf: Instant;

const keyHash = openVault(DATA_KEY).keyHash;
const clock = () => asOf;
const world = () => at.twin.rooms.world;

beforeAll(async () => {
  at = await startPlatformAtTwin();
  shop = await at.open();
  asOf = instant(Date.now() - 600_000);
  plate = addProduct(world(), { title: 'Plate', priceMinor: 2500, stock: null }).id;
  for (const product of world().store.each(products, SHOP)) {
    world().store.put(products, at.shop.id, product);
  }
  const fields = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
  customerId = String(must(createCustomer(world(), at.shop.id, { fields })).id);
  await publish();
  await earn();
});
afterAll(() => at.stop());

async function publish(): Promise<void> {
  const { currency, zone } = at.shop;
  const rewards = [voucher, tenth];
  const prisma = openPrisma(at.database.appUrl);
  const outcome = await publishProgram(versionStore(prisma), {
    programId: shop.programId,
    definition: { ...pointsPreset({ currency, zone }), rewards },
    effectiveAt: instant(asOf - 90 * DAY_MS),
    publishedAt: asOf,
  });
  await prisma.$disconnect();
  expect(outcome).toEqual({ ok: true, version: 1 });
}

async function earn(): Promise<void> {
  const createdAt = instant(asOf - 30 * DAY_MS);
  const order = seenOrder('o1', { customerId, createdAt, price: `${EARNED}.00` });
  if (order.type !== 'order') throw new Error('An order was seen.');
  const snapshot = { ...order.snapshot, currency: at.shop.currency };
  await put([{ orderId: 'o1', snapshot, refunds: [], credits: [] }]);
}

/** Each time another delivery: Shopify's clock tells no two changes of one second apart. */
async function put(fetched: readonly FetchedOrder[]): Promise<void> {
  const topic = 'laurel/reconcile';
  const deliveries = fetched.map((order) => ({
    deliveryId: randomBytes(8).toString('hex'),
    order,
  }));
  await storeOrders(inboxInsert(at.pool), shop, { topic, orders: deliveries });
  const pause = async () => {};
  const books = { books: openBooks(at.pool), log: silentLog, crypto: chainCrypto, clock, pause };
  await drainProgram(books, shop.programId, BOUNDS);
}

/** The order as Shopify has it now, heard of now. */
async function hear(orderId: number): Promise<void> {
  asOf = instant(Date.now());
  await put(await at.platform.shopify.fetchOrders(shop, [String(orderId)]));
}

async function tendUntil(isSo: () => Promise<boolean>): Promise<void> {
  const { begin, settled } = composeMirror({
    ...{ pool: at.pool, clock, shopify: at.platform.shopify, keyHash, log: silentLog },
    wake: async () => {},
    appUrl: at.app.frontOrigin,
    handlers: {
      history: async () => ({ state: {}, again: null }),
      reconcile: async () => ({ state: {}, again: null }),
      budget: async () => ({ state: {}, again: null }),
      audit: async () => ({ state: {}, again: null }),
    },
  });
  for (let round = 0; round < 60; round += 1) {
    await begin(asOf);
    await settled();
    if (await isSo()) return;
    await at.twin.settle();
    asOf = instant(asOf + 3_000);
  }
  throw new Error('It never came to be.');
}

async function rows<T extends object>(query: string): Promise<T[]> {
  return connected(at.database.ownerUrl, async (owner) => (await owner.query<T>(query)).rows);
}
const spendable = async () => {
  const [row] = await rows<{ available: number; held: number }>(
    'SELECT available::int, held::int FROM members',
  );
  return row;
};

it('keeps a pool for each choice, and tells the shop of each', async () => {
  await askChore(at.pool)(shop, 'pool', asOf);
  await askChore(at.pool)(shop, 'program-card', asOf);
  await tendUntil(async () => {
    const pools = await readPools(at.pool)(shop);
    return pools.length === 3 && pools.every(({ ready, minting }) => ready === 60 && minting === 0);
  });
  const ownerId = `gid://shopify/Shop/${at.shop.id}`;
  const there = await at.platform.shopify.readMetafield(shop, { ownerId, key: 'program' });
  const card = JSON.parse(there?.value ?? 'null') as ProgramCard;
  expect(card.rewards.map(({ id, cost, kind }) => [id, cost, kind])).toEqual([
    ['voucher:500', 500, 'amount-off'],
    ['voucher:901', 901, 'amount-off'],
    ['tenth', 333, 'percent-off'],
  ]);
});

describe('redeemed, used, and brought back in halves', () => {
  it.each([
    ['voucher:500', 500, 500],
    ['voucher:901', 901, 1_000],
    ['tenth', 333, 500],
  ])('%s', async (rewardId, cost, offMinor) => {
    const { programId, shopId } = shop;
    const answer = await redeemReward({
      ...{ books: openRedemptions(at.pool), crypto: chainCrypto, clock },
    })({
      ...{ programId, shopId, customerId, rewardId, via: 'theme' },
      key: randomBytes(8).toString('hex'),
    });
    if (!answer.ok) throw new Error(answer.reason);
    const { code } = answer.redemption;
    expect(await spendable()).toEqual({ available: EARNED - cost, held: cost });

    const lines = [{ variantId: plate, quantity: 2 }];
    const placed = must(
      placeOrder(world(), at.shop.id, { lines, customerId: Number(customerId), codes: [code] }),
    );
    await hear(placed.id);
    const [fetched] = await at.platform.shopify.fetchOrders(shop, [String(placed.id)]);
    const [used] = fetched?.snapshot.codes ?? [];
    expect(used?.lines).toMatchObject([{ discountMinor: offMinor }]);
    expect(await spendable()).toEqual({ available: EARNED - cost, held: 0 });

    // Of an odd price the half that is rounded down comes first, and the rest with the last unit.
    for (const back of [Math.floor(cost / 2), cost]) {
      const order = world().store.get(orders, at.shop.id, placed.id);
      const lineId = order?.lines[0]?.id;
      if (!order || lineId === undefined) throw new Error('The order is there.');
      const said = orderChanges.refund.parse({ lines: [{ lineId, quantity: 1 }] });
      must(changeOrder({ world: world(), shop: at.shop, order }, 'refund', said));
      await hear(placed.id);
      expect(await spendable()).toEqual({ available: EARNED - cost + back, held: 0 });
    }
    await assertBooksBalance(at.database.ownerUrl);
  });
});
