/**
 * A shop with the Points preset in a database of its own, deliveries put straight into its inbox,
 * and what the fold in memory makes of the same observations: the answer the books must give.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { expect } from 'vitest';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import type { Observation } from '../../app/contracts/observation.ts';
import {
  type ObservedOrder,
  type ObservedRefund,
  type OrderSnapshot,
  UNSEEN_ORDER,
} from '../../app/domain/facts/observed-order.ts';
import { orderFact } from '../../app/domain/facts/order-timeline.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { foldMember } from '../../app/domain/fold.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import type { ProgramDefinition, ProgramVersion } from '../../app/domain/program/program.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { observe } from '../../app/services/merge-observations.ts';
import type { DrainNeeds } from '../../app/services/ports/drain.ts';
import type { Log } from '../../app/services/ports/log.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { assertBooksBalance, netPositions } from './books.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

export const DAY_MS = 86_400_000;
/** An instant so many days after the tests' epoch. */
export const day = (days: number): Instant => instant(1_780_000_000_000 + days * DAY_MS);

/** Bounds no test reaches. */
export const BOUNDS = { rowsPerBatch: 200, batchesMax: 1_000, budgetMs: 600_000 };

const POINTS = pointsPreset({ currency: 'GBP', zone: 'UTC' });
const VERSION: ProgramVersion = { version: 1, effectiveAt: day(-1_000), definition: POINTS };

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

export type DrainShop = {
  database: TestDatabase;
  pool: pg.Pool;
  programId: number;
  shopId: number;
  domain: string;
  needs(asOf: Instant, changes?: Partial<DrainNeeds>): DrainNeeds;
  feed(observations: readonly Observation[]): Promise<void>;
  close(): Promise<void>;
};

/** Opens the shop, in the database given or a fresh one, under the program given or Points. */
export async function openDrainShop(
  given?: TestDatabase,
  definition: ProgramDefinition = POINTS,
): Promise<DrainShop> {
  const database = given ?? (await freshDatabase());
  const pool = openPool({ url: database.appUrl, max: 12, name: 'drain-test' });
  const domain = `shop-${randomUUID().slice(0, 8)}.myshopify.com`;
  const opened = await pool.query<{ program_id: number; shop_id: number }>(
    'SELECT * FROM open_shop($1)',
    [domain],
  );
  const found = opened.rows[0];
  if (!found) throw new Error('open_shop answers the shop it opened');
  const { program_id: programId, shop_id: shopId } = found;
  await connected(database.ownerUrl, (owner) =>
    owner.query(
      `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
       VALUES ($1, $2, $3, $3, $4)`,
      [programId, VERSION.version, new Date(VERSION.effectiveAt), definition],
    ),
  );
  return {
    database,
    pool,
    programId,
    shopId,
    domain,
    needs: (asOf, changes = {}) => ({
      books: openBooks(pool),
      log: silentLog,
      crypto: chainCrypto,
      clock: () => asOf,
      pause: (ms) => sleep(ms),
      ...changes,
    }),
    feed: (observations) => feed(pool, domain, observations),
    close: async () => {
      await pool.end();
      if (!given) await database.drop();
    },
  };
}

async function feed(pool: pg.Pool, domain: string, observations: readonly Observation[]) {
  const each = <T>(value: (one: Observation) => T): T[] => observations.map(value);
  await pool.query('SELECT * FROM ingest_deliveries($1,$2,$3,$4,$5,$6,$7,$8,$9)', [
    each(() => domain),
    each(() => randomUUID()),
    each(() => null),
    each(({ type }) => (type === 'order' ? 'orders/updated' : 'refunds/create')),
    each(() => 'waiting'),
    each(() => null),
    each(() => null),
    each((one) => JSON.stringify(one)),
    each(() => null),
  ]);
}

type OrderChoices = Partial<Omit<OrderSnapshot, 'lines'>> & {
  /** Price of the one line, e.g. `'87.45'`. */
  price?: string;
  quantity?: number;
  currentQuantity?: number;
};

/** A paid order of one line, as one delivery shows it. */
export function seenOrder(orderId: string, choices: OrderChoices = {}): Observation {
  const { price = '100.00', quantity = 1, currentQuantity = quantity, ...changes } = choices;
  const createdAt = changes.createdAt ?? day(0);
  const snapshot: OrderSnapshot = {
    updatedAt: createdAt,
    createdAt,
    name: `#${orderId}`,
    currency: 'GBP',
    customerId: 'c1',
    emailHash: null,
    test: false,
    paid: true,
    cancelledAt: null,
    fulfilledAt: null,
    channel: 'online',
    customerTags: null,
    segmentIds: [],
    taxesIncluded: false,
    shippingMinor: minor(0),
    shippingTaxMinor: minor(0),
    lines: [
      {
        id: 'l1',
        quantity,
        currentQuantity,
        unitPrice: price,
        discountMinor: minor(0),
        giftCard: false,
        taxMinor: minor(0),
        productId: null,
        vendor: null,
        productTags: [],
        collectionIds: [],
      },
    ],
    refunds: [],
    codes: [],
    digest: '',
    ...changes,
  };
  const digest = changes.digest ?? JSON.stringify(snapshot);
  return { type: 'order', orderId, snapshot: { ...snapshot, digest } };
}

/** A refund of units of the one line. */
export function seenRefund(orderId: string, refund: Partial<ObservedRefund> = {}): Observation {
  return {
    type: 'refund',
    orderId,
    refund: {
      id: `r-${orderId}`,
      at: day(1),
      units: [{ lineId: 'l1', quantity: 1 }],
      beyondLinesMinor: minor(0),
      shippingMinor: minor(0),
      shippingTaxMinor: minor(0),
      ...refund,
    },
  };
}

/** Nothing breaks a law, and the books say what folding the observations in memory says. */
export async function expectFolded(
  shop: DrainShop,
  seen: readonly Observation[],
  days: number,
): Promise<void> {
  await assertBooksBalance(shop.database.ownerUrl);
  expect(await netPositions(shop.database.ownerUrl)).toEqual(foldInMemory(seen, day(days)));
}

/** Net position per (customer, order, account) by folding the observations in memory. */
export function foldInMemory(
  observations: readonly Observation[],
  asOf: Instant,
): Record<string, number> {
  const net: Record<string, number> = {};
  for (const [customerId, orders] of factsByCustomer(observations)) {
    const { movements } = foldMember({ orders, decisions: [], uses: [] }, [VERSION], asOf);
    for (const { lotId, from, to, points } of movements) {
      const place = (account: string) => `${customerId} ${lotId.replace('order:', '')} ${account}`;
      net[place(from)] = (net[place(from)] ?? 0) - points;
      net[place(to)] = (net[place(to)] ?? 0) + points;
    }
  }
  return Object.fromEntries(Object.entries(net).filter(([, points]) => points !== 0));
}

/** What is known of each customer's orders; `keyOf` says what an order is called in the facts. */
export function factsByCustomer(
  observations: readonly Observation[],
  keyOf = (orderId: string): string => orderId,
): Map<string, OrderFact[]> {
  const orders = new Map<string, ObservedOrder>();
  for (const one of observations) {
    const known = orders.get(one.orderId) ?? UNSEEN_ORDER;
    orders.set(one.orderId, observe(known, one));
  }
  const facts = new Map<string, OrderFact[]>();
  for (const [orderId, observed] of orders) {
    const fact = orderFact(keyOf(orderId), observed);
    const customerId = observed.latest?.customerId;
    if (!fact || !customerId) continue;
    facts.set(customerId, [...(facts.get(customerId) ?? []), fact]);
  }
  return facts;
}
