/**
 * A shop at a whole twin whose time is made: the twin's clock stands, and passes when a test says
 * so or when Laurel waits. What the worker does is done here in rounds, by the same composers.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { askChore } from '../../app/adapters/postgres/ask-chore.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { hurryPools } from '../../app/adapters/postgres/hurry-pools.server.ts';
import { inboxInsert } from '../../app/adapters/postgres/ingest-deliveries.server.ts';
import { openRedemptions } from '../../app/adapters/postgres/redemptions.server.ts';
import { composeIntake } from '../../app/composition/intake.server.ts';
import { composeMirror } from '../../app/composition/mirror.server.ts';
import { composePlatform } from '../../app/composition/platform.server.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import type { RedemptionNeeds } from '../../app/services/ports/redemption.ts';
import type { Shopify, ShopRef } from '../../app/services/ports/shopify.ts';
import { type RedeemAnswer, redeemReward } from '../../app/services/redeem-reward.ts';
import { storeOrders } from '../../app/services/store-orders.ts';
import { takeBack } from '../../app/services/take-back.ts';
import type { AppDefinition } from '../../twin/apps/app-definition.ts';
import { createCustomer } from '../../twin/trade/customers.ts';
import { must } from '../../twin/trade/shop-fixture.ts';
import type { World } from '../../twin/world/world.ts';
import { BOUNDS, seenOrder, silentLog } from './drain-shop.ts';
import { type PlatformAtTwin, startPlatformAtTwin } from './platform-at-twin.ts';
import { DATA_KEY, SECRET } from './webhooks.ts';

const DAY_MS = 86_400_000;

export type Town = {
  readonly at: PlatformAtTwin;
  readonly shop: ShopRef;
  readonly world: World;
  readonly shopify: Shopify;
  readonly clock: () => Instant;
  /** Customers of the shop with so many points to spend; their ids. */
  readonly people: (count: number, points: number) => Promise<string[]>;
  readonly redeem: (ask: TownAsk) => Promise<RedeemAnswer>;
  readonly takeBack: (ask: { customerId: string; code: string }) => Promise<unknown>;
  /** So much time passes; then the worker does once what is due, and drains. */
  readonly round: (passMs?: number) => Promise<void>;
  /** Rounds until it is so; answers how many milliseconds that took. */
  readonly roundsUntil: (isSo: () => Promise<boolean>) => Promise<number>;
  readonly drain: () => Promise<void>;
  readonly rows: <T extends object>(query: string, values?: unknown[]) => Promise<T[]>;
  readonly stop: () => Promise<void>;
};

export type TownAsk = { customerId: string; rewardId: string; key: string };

/** What the test lets Laurel see of Shopify. */
type Seen = (shopify: Shopify) => Shopify;

const ROUND_MS = 3_000;
const ROUNDS_MAX = 80;

/** Opens the shop under the Points preset; nothing is due but its pools and the comparison. */
export async function openTown(seen: Seen = (shopify) => shopify): Promise<Town> {
  const at = await startPlatformAtTwin();
  const { world } = at.twin.rooms;
  const shop = await at.open();
  world.clock.stand(Math.ceil(Date.now() / 1_000) * 1_000);
  const clock = () => instant(world.clock.now());
  const platform = composePlatform({
    ...{ pool: at.pool, vault: openVault(DATA_KEY), log: silentLog, clock },
    timing: madeTime(world),
    env: {
      databaseUrl: at.database.appUrl,
      shopifyApiKey: (at.app.definition as AppDefinition).configuration.clientId,
      shopifyApiSecret: SECRET,
      shopifyAppUrl: at.app.frontOrigin,
    },
  });
  const shopify = seen(platform.shopify);
  const owner = new pg.Client({ connectionString: at.database.ownerUrl });
  await owner.connect();
  const rows = async <T extends object>(query: string, values: unknown[] = []): Promise<T[]> =>
    (await owner.query<T>(query, values)).rows;
  const { currency, zone } = at.shop;
  await rows(
    `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
     VALUES ($1, 1, $2, $2, $3)`,
    [shop.programId, new Date(clock() - 90 * DAY_MS), pointsPreset({ currency, zone })],
  );
  const { drain, round } = workerOf({ at, shop, shopify, clock, world });
  for (const kind of ['pool', 'reconcile'] as const) await askChore(at.pool)(shop, kind, clock());
  const asking: RedemptionNeeds = { books: openRedemptions(at.pool), crypto: chainCrypto, clock };
  const who = { programId: shop.programId, shopId: shop.shopId };
  return {
    ...{ at, shop, world, shopify, clock, drain, round, rows },
    people: async (count, points) => {
      const ids = Array.from({ length: count }, (_, place) => addCustomer(world, at, place));
      await earnAll({ at, shop, clock }, ids, points);
      await drain();
      return ids;
    },
    redeem: async (ask) => {
      const answer = await redeemReward(asking)({ ...who, via: 'theme', ...ask });
      await hurryPools(at.pool)(shop, clock());
      return answer;
    },
    takeBack: (ask) => takeBack(asking)({ ...who, ...ask }),
    roundsUntil: async (isSo) => {
      const since = clock();
      for (let times = 0; times < ROUNDS_MAX; times += 1) {
        if (await isSo()) return clock() - since;
        await round();
      }
      throw new Error('It never came to be.');
    },
    stop: async () => {
      await owner.end();
      await platform.close();
      await at.stop();
    },
  };
}

/** Whoever waits has the time pass at once. */
function madeTime({ clock }: World) {
  return {
    now: () => clock.now(),
    later: (ms: number, call: () => void) => {
      setImmediate(() => {
        clock.moveBy(Math.ceil(ms));
        call();
      });
    },
    pause: async (ms: number) => clock.moveBy(Math.ceil(ms)),
  };
}

type Parts = Pick<Town, 'at' | 'shop' | 'clock'>;

/** What the worker does, by hand. */
function workerOf(parts: Parts & Pick<Town, 'shopify' | 'world'>): Pick<Town, 'round' | 'drain'> {
  const { at, shop, shopify, clock, world } = parts;
  const vault = openVault(DATA_KEY);
  const shared = { pool: at.pool, clock, shopify, wake: async () => {}, log: silentLog };
  const intake = composeIntake({ ...shared, vault });
  const idle = async () => ({ state: {}, again: null });
  const { begin, settled } = composeMirror({
    ...{ ...shared, keyHash: vault.keyHash, appUrl: at.app.frontOrigin },
    handlers: { ...intake.handlers, budget: idle, audit: idle },
  });
  const books = openBooks(at.pool, vault.keyHash);
  const pause = async () => {};
  const { notices } = intake;
  const needs = { books, notices, log: silentLog, crypto: chainCrypto, clock, pause };
  const drain = async () => void (await drainProgram(needs, shop.programId, BOUNDS));
  return {
    drain,
    round: async (passMs = ROUND_MS) => {
      world.clock.moveBy(passMs);
      await at.twin.settle();
      await begin(clock());
      await settled();
      await at.twin.settle();
      await drain();
    },
  };
}

function addCustomer(world: World, { shop }: PlatformAtTwin, place: number): string {
  const email = `neighbour-${place}-${randomBytes(3).toString('hex')}@example.com`;
  const fields = { firstName: 'Ada', lastName: String(place), email };
  return String(must(createCustomer(world, shop.id, { fields })).id);
}

/** One order each, of a month ago, so that its points have matured. */
async function earnAll({ at, shop, clock }: Parts, ids: readonly string[], points: number) {
  const createdAt = instant(clock() - 30 * DAY_MS);
  const orders = ids.map((customerId) => {
    const orderId = `earned-${customerId}`;
    const seen = seenOrder(orderId, { customerId, createdAt, price: `${points}.00` });
    if (seen.type !== 'order') throw new Error('An order was seen.');
    const snapshot = { ...seen.snapshot, currency: at.shop.currency };
    const order = { orderId, snapshot, refunds: [], credits: [] };
    return { deliveryId: orderId, order };
  });
  await storeOrders(inboxInsert(at.pool), shop, { topic: 'laurel/reconcile', orders });
}
