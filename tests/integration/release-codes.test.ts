/**
 * Every step of a release × every way it can fail: points never come back while the code works, and
 * never stay away once it is gone and unused.
 */
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openReleases } from '../../app/adapters/postgres/code-releases.server.ts';
import { inboxInsert } from '../../app/adapters/postgres/ingest-deliveries.server.ts';
import { noteInstalled } from '../../app/adapters/postgres/note-installed.server.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import { putOrders } from '../../app/services/put-orders.ts';
import { releaseCodes } from '../../app/services/release-codes.ts';
import { assertBooksBalance } from '../support/books.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { offGift } from '../support/discount-gifts.ts';
import { day, silentLog } from '../support/drain-shop.ts';
import {
  admitted,
  earn,
  openRedeemShop,
  type RedeemShop,
  usingOrder,
} from '../support/redeem-shop.ts';
import {
  Crash,
  type Fault,
  shopifyStandIn,
  type ShopifyStandIn,
  type Verb,
} from '../support/shopify-stand-in.ts';

const DISCOUNT = 'gid://shopify/DiscountCodeNode/1';
const HOUR_MS = 3_600_000;
/** Redeemed on day 21, it lapses on day 22. */
const LAPSED = day(22);

let database: TestDatabase;
let shop: RedeemShop;
let shopify: ShopifyStandIn;
let code: string;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await assertBooksBalance(database.ownerUrl);
  await database.drop();
});
beforeEach(async () => {
  shop = await openRedeemShop(database);
  shopify = shopifyStandIn();
  await earn(shop, 1_200);
  const codes = await shop.fillPool(2);
  shopify.discounts.set(DISCOUNT, { title: 'Laurel', gives: offGift('5.00'), endsAt: day(30) });
  for (const each of codes) shopify.codes.set(each, DISCOUNT);
  code = admitted(await shop.at(day(21)).redeem()).redemption.code;
});
afterEach(() => shop.close());

const keyHash = ({ id }: { id: string }) => createHash('sha256').update(id).digest('hex');

function openJob() {
  const releases = openReleases(shop.pool, keyHash);
  return releaseCodes({
    releases: {
      ...releases,
      // A process that dies notes nothing.
      postpone: (ref, failure) => {
        if (failure.reason.includes('Crash')) throw new Crash('before noting anything');
        return releases.postpone(ref, failure);
      },
    },
    shopify: shopify.shopify,
    release: async (_ref, redemptionId, asOf) => (await shop.at(asOf).release(redemptionId)).ok,
    putOrders: putOrders({
      insert: inboxInsert(shop.pool),
      keyHash,
      wake: async () => {},
    }),
    keyHash,
    log: silentLog,
  });
}

type Redeemed = { status: string; order_key: string | null; failures: number; reason: string };
async function redemption(): Promise<Redeemed> {
  const [row] = await shop.rows<Redeemed>(
    `SELECT status, order_key, failures, reason FROM redemptions
     WHERE code = $1 OR code LIKE 'erased:%' ORDER BY redemption_id DESC LIMIT 1`,
    [code],
  );
  if (!row) throw new Error('There is a redemption.');
  return row;
}

/** Rounds two seconds apart, until the redemption is not open any more. */
async function rounds(from: Instant = LAPSED, roundsMax = 60): Promise<Instant> {
  const ref: ShopRef = { programId: shop.programId, shopId: shop.shopId, domain: shop.domain };
  let job = openJob();
  let asOf = from;
  for (let round = 0; round < roundsMax; round += 1) {
    try {
      await job(ref, asOf);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      job = openJob();
    }
    const { status } = await redemption();
    if (status === 'released') expect(shopify.codes.has(code)).toBe(false);
    if (status !== 'open') return asOf;
    asOf = instant(asOf + 2_000);
    await shop.at(asOf).drain();
  }
  return asOf;
}

async function balance() {
  const [row] = await shop.rows(
    "SELECT available::int, held::int FROM members WHERE customer_id = 'c1' AND program_id = $1",
    [shop.programId],
  );
  return row;
}

/** Somebody has used the code, and no webhook told of it. */
function orderAtShopify(orderId: string, choices: Parameters<typeof usingOrder>[2] = {}): void {
  const seen = usingOrder(orderId, code, choices);
  if (seen.type !== 'order') throw new Error('An order was seen.');
  shopify.orders.set(orderId, { orderId, snapshot: seen.snapshot, refunds: [], credits: [] });
}

const FAULTS: readonly Fault[] = ['before', 'after', 'later', 'crash'];
const VERBS: readonly Verb[] = ['findCode', 'deleteCode', 'isJobDone', 'ordersWithCode'];
const matrix = (verbs: readonly Verb[]) =>
  verbs.flatMap((verb) => FAULTS.map((fault) => [verb, fault] as const));

describe('a reward that was not used', () => {
  it.each(matrix(VERBS))('comes back though %s fails (%s), once', async (verb, fault) => {
    shopify.fail(verb, fault, 3);
    await rounds();
    expect(await redemption()).toMatchObject({ status: 'released' });
    expect(await balance()).toEqual({ available: 1_200, held: 0 });
    expect(shopify.codes.has(code)).toBe(false);
  });

  it('is not touched before its time', async () => {
    await rounds(instant(LAPSED - 10_000), 4);
    expect(shopify.calls).toEqual([]);
    expect(await redemption()).toMatchObject({ status: 'open' });
  });

  it('comes back at once when its shopper gives it back', async () => {
    await shop.at(instant(day(21) + 1_000)).takeBack(code);
    const doneAt = await rounds(instant(day(21) + 2_000));
    expect(doneAt - day(21)).toBeLessThan(30_000);
    expect(await balance()).toEqual({ available: 1_200, held: 0 });
  });

  it('whose order fell through comes back: that order is known and carries nothing', async () => {
    await shop.feed([usingOrder('u1', code, { paid: false, createdAt: day(21.5) })]);
    await shop.at(day(21.6)).drain();
    expect(await redemption()).toMatchObject({ status: 'bound' });
    const cancelled = { paid: false, createdAt: day(21.5), updatedAt: day(21.7) };
    await shop.feed([usingOrder('u1', code, { ...cancelled, cancelledAt: day(21.7) })]);
    await shop.at(day(21.8)).drain();
    orderAtShopify('u1', { ...cancelled, cancelledAt: day(21.7) });
    await rounds();
    expect(await redemption()).toMatchObject({ status: 'released' });
    expect(await balance()).toEqual({ available: 1_200, held: 0 });
  });

  it('waits longer each time while Shopify gives no answer, and says why', async () => {
    shopify.fail('findCode', 'later', 100);
    await rounds(LAPSED, 20);
    const { status, failures, reason } = await redemption();
    expect({ status, reason }).toEqual({
      status: 'open',
      reason: 'Shopify: try_later (findCode)',
    });
    expect(failures).toBeGreaterThan(2);
    expect(failures).toBeLessThan(6);
  });
});

describe('a reward that was used, of which no webhook told', () => {
  it.each(matrix([...VERBS, 'fetchOrders']))(
    'is settled by its order though %s fails (%s): its points do not come back',
    async (verb, fault) => {
      orderAtShopify('u1', { createdAt: day(21.9) });
      shopify.fail(verb, fault, 3);
      await rounds();
      await shop.at(day(23)).drain();
      const { status, order_key: orderKey } = await redemption();
      expect(status).toBe('settled');
      expect(orderKey).not.toBeNull();
      expect(await balance()).toMatchObject({ held: 0 });
    },
  );

  it('is found though the search did not know of it when the code was deleted', async () => {
    orderAtShopify('u1', { createdAt: instant(LAPSED + 1_000) });
    shopify.unsearchable.add('u1');
    await rounds(LAPSED, 2);
    shopify.unsearchable.clear();
    await rounds(instant(LAPSED + 4_000));
    await shop.at(day(23)).drain();
    expect(await redemption()).toMatchObject({ status: 'settled' });
  });
});

describe('a reward of somebody erased', () => {
  it('has its code deleted, and is over, though an order carries it', async () => {
    orderAtShopify('u1', { createdAt: day(21.9) });
    await shop.seal();
    await rounds(day(1_000));
    expect(shopify.codes.has(code)).toBe(false);
    expect(await redemption()).toMatchObject({ status: 'released', order_key: null });
    expect(await shop.rows('SELECT FROM redemptions WHERE code = $1', [code])).toEqual([]);
    expect(shopify.calls.filter((call) => call.includes('ordersWithCode'))).toEqual([]);
  });
});

describe('a shop that uninstalled us', () => {
  beforeEach(async () => {
    const [installed, left, ends] = [day(0), day(21.5), day(24)].map((at) => new Date(at));
    await shop.rows(
      'UPDATE shops SET installed_at = $2, uninstalled_at = $3 WHERE program_id = $1',
      [shop.programId, installed, left],
    );
    await shop.rows('UPDATE reward_discounts SET ends_at = $2 WHERE program_id = $1', [
      shop.programId,
      ends,
    ]);
    shopify.uninstalled = true;
  });

  it('has its points come back once the code has surely ended by itself', async () => {
    await rounds(LAPSED, 3);
    // Its last renewal may have taken effect unheard: three days after the uninstall, and an hour.
    await rounds(instant(day(24.5) + HOUR_MS - 1), 1);
    expect(await redemption()).toMatchObject({ status: 'open' });
    expect(shopify.calls).toEqual([]);
    shopify.codes.delete(code);
    await rounds(instant(day(24.5) + HOUR_MS), 1);
    expect(await redemption()).toMatchObject({ status: 'released' });
    expect(await balance()).toEqual({ available: 1_200, held: 0 });
  });

  it('and installs us again has them come back at once, as we can delete the code', async () => {
    await rounds(LAPSED, 3);
    expect(await redemption()).toMatchObject({ status: 'open' });
    shopify.uninstalled = false;
    const { programId, shopId, domain } = shop;
    await noteInstalled(shop.pool)(
      { programId, shopId, domain },
      {
        ...{ shopifyId: '1', name: 'Back', currency: 'GBP', zone: 'UTC', scopes: '' },
        at: day(22.5),
      },
    );
    const doneAt = await rounds(day(22.5));
    expect(doneAt - day(22.5)).toBeLessThan(30_000);
    expect(await redemption()).toMatchObject({ status: 'released' });
    expect(await balance()).toEqual({ available: 1_200, held: 0 });
  });
});
