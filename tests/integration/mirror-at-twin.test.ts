/** Chores as the worker runs them, against a whole twin: pools, cards, a reward given back. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { askChore } from '../../app/adapters/postgres/ask-chore.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { inboxInsert } from '../../app/adapters/postgres/ingest-deliveries.server.ts';
import { readPools } from '../../app/adapters/postgres/pools.server.ts';
import { openRedemptions } from '../../app/adapters/postgres/redemptions.server.ts';
import { composeMirror } from '../../app/composition/mirror.server.ts';
import type { Card, ProgramCard } from '../../app/contracts/card.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import { redeemReward } from '../../app/services/redeem-reward.ts';
import { takeBack } from '../../app/services/take-back.ts';
import { createCustomer } from '../../twin/trade/customers.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { BOUNDS, seenOrder, silentLog } from '../support/drain-shop.ts';
import { type PlatformAtTwin, startPlatformAtTwin } from '../support/platform-at-twin.ts';
import { DATA_KEY } from '../support/webhooks.ts';

const DAY_MS = 86_400_000;

let at: PlatformAtTwin;
let shop: ShopRef;
let customerId: string;
let asOf: Instant;
beforeAll(async () => {
  at = await startPlatformAtTwin();
  shop = await at.open();
  asOf = instant(Date.now());
  const fields = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
  const made = createCustomer(at.twin.rooms.world, at.shop.id, { fields });
  if (!made.ok) throw new Error(made.message);
  customerId = String(made.value.id);
  const { currency, zone } = at.shop;
  await connected(at.database.ownerUrl, (owner) =>
    owner.query(
      `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
       VALUES ($1, 1, $2, $2, $3)`,
      [shop.programId, new Date(asOf - 90 * DAY_MS), pointsPreset({ currency, zone })],
    ),
  );
});
afterAll(() => at.stop());

const clock = () => asOf;
const tender = () =>
  composeMirror({
    pool: at.pool,
    clock,
    shopify: at.platform.shopify,
    keyHash: openVault(DATA_KEY).keyHash,
    wake: async () => {},
    log: silentLog,
    appUrl: at.app.frontOrigin,
    handlers: {
      history: async () => ({ state: {}, again: null }),
      reconcile: async () => ({ state: {}, again: null }),
      budget: async () => ({ state: {}, again: null }),
      audit: async () => ({ state: {}, again: null }),
    },
  });

/** Rounds a few seconds apart, until it is so. */
async function tendUntil(isSo: () => Promise<boolean>): Promise<void> {
  const { begin, settled } = tender();
  for (let round = 0; round < 40; round += 1) {
    await begin(asOf);
    await settled();
    if (await isSo()) return;
    await at.twin.settle();
    asOf = instant(asOf + 3_000);
  }
  throw new Error('It never came to be.');
}

async function drain(): Promise<void> {
  const pause = async () => {};
  const needs = { books: openBooks(at.pool), log: silentLog, crypto: chainCrypto, clock, pause };
  await drainProgram(needs, shop.programId, BOUNDS);
}

async function metafield<T>(ownerId: string, key: 'card' | 'program'): Promise<T | null> {
  const there = await at.platform.shopify.readMetafield(shop, { ownerId, key });
  return there && (JSON.parse(there.value) as T);
}
const card = () => metafield<Card>(`gid://shopify/Customer/${customerId}`, 'card');

it('fills the pools and tells of the program, once it was published', async () => {
  await askChore(at.pool)(shop, 'pool', asOf);
  await askChore(at.pool)(shop, 'program-card', asOf);
  const pools = () => readPools(at.pool)(shop);
  await tendUntil(async () => {
    const now = await pools();
    return now.length === 2 && now.every(({ ready, minting }) => ready === 60 && minting === 0);
  });
  expect(await pools()).toMatchObject([{ status: 'live' }, { status: 'live' }]);
  const program = await metafield<ProgramCard>(`gid://shopify/Shop/${at.shop.id}`, 'program');
  expect(program).toMatchObject({ live: true, version: 1, apiOrigin: at.app.frontOrigin });
});

it('tells of a member, and again once they redeemed and gave the reward back', async () => {
  const createdAt = instant(asOf - 30 * DAY_MS);
  const order = seenOrder('o1', { customerId, createdAt, price: '800.00' });
  if (order.type !== 'order') throw new Error('An order was seen.');
  const { currency } = at.shop;
  await inboxInsert(at.pool)([
    {
      topic: 'orders/updated',
      domain: shop.domain,
      deliveryId: 'd1',
      eventId: null,
      triggeredAt: null,
      content: {
        status: 'waiting',
        observation: { ...order, snapshot: { ...order.snapshot, currency } },
      },
    },
  ]);
  await drain();
  await tendUntil(async () => (await card()) !== null);
  expect(await card()).toMatchObject({ pending: 0, available: 800, held: 0 });

  const needs = { books: openRedemptions(at.pool), crypto: chainCrypto, clock };
  const { programId, shopId } = shop;
  const answer = await redeemReward(needs)({
    ...{ programId, shopId, customerId },
    rewardId: 'amount-off-5',
    key: randomBytes(8).toString('hex'),
    via: 'theme',
  });
  if (!answer.ok) throw new Error(answer.reason);
  const { code } = answer.redemption;
  expect(await at.platform.shopify.findCode(shop, 'redeem', code)).not.toBeNull();
  await tendUntil(async () => (await card())?.held === 500);

  asOf = instant(asOf + 1_000);
  await takeBack(needs)({ programId, shopId, customerId, code });
  await tendUntil(async () => (await card())?.held === 0);
  expect(await card()).toMatchObject({ available: 800 });
  expect(await at.platform.shopify.findCode(shop, 'redeem', code)).toBeNull();
});
