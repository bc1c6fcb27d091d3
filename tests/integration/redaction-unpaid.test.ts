/**
 * A reward is on an order that is not paid yet, and whoever placed the order is forgotten: no
 * webhook tells of that order any more, and the reward's holder must not wait for ever.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReleases } from '../../app/adapters/postgres/code-releases.server.ts';
import { inboxInsert } from '../../app/adapters/postgres/ingest-deliveries.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { putOrders } from '../../app/services/put-orders.ts';
import { releaseCodes } from '../../app/services/release-codes.ts';
import { assertBooksBalance } from '../support/books.ts';
import { offGift } from '../support/discount-gifts.ts';
import { day, silentLog } from '../support/drain-shop.ts';
import {
  admitted,
  earn,
  openRedeemShop,
  type RedeemShop,
  usingOrder,
} from '../support/redeem-shop.ts';
import { shopifyStandIn, type ShopifyStandIn } from '../support/shopify-stand-in.ts';
import { drainAfterNotices, keyHash, tellNotice } from '../support/tell-notice.ts';

const ORDER = '8899001122';
const DISCOUNT = 'gid://shopify/DiscountCodeNode/1';

let shop: RedeemShop;
let shopify: ShopifyStandIn;
let code: string;
let work: ReturnType<typeof releaseCodes>;

beforeEach(async () => {
  shop = await openRedeemShop();
  shopify = shopifyStandIn();
  work = releaseCodes({
    releases: openReleases(shop.pool, keyHash),
    shopify: shopify.shopify,
    release: async (_ref, redemptionId, asOf) => (await shop.at(asOf).release(redemptionId)).ok,
    putOrders: putOrders({ insert: inboxInsert(shop.pool), keyHash, wake: async () => {} }),
    keyHash,
    log: silentLog,
  });
  await earn(shop, 1_200, 'holder');
  const codes = await shop.fillPool(2);
  shopify.discounts.set(DISCOUNT, { title: 'Laurel', gives: offGift('5.00'), endsAt: day(900) });
  for (const each of codes) shopify.codes.set(each, DISCOUNT);
  const redeemed = await shop.at(day(21)).redeem({ customerId: 'holder' });
  code = admitted(redeemed).redemption.code;
  atShopify({ paid: false });
  await shop.feed([
    usingOrder(ORDER, code, { paid: false, createdAt: day(22), customerId: 'buyer' }),
  ]);
  await shop.at(day(22)).drain();
  expect(await redemption()).toEqual({ status: 'bound', available: 700, held: 500 });
  await tellNotice(shop, {
    topic: 'customers/redact',
    notice: { type: 'customer-redact', customerId: 'buyer', emailHash: null, orderIds: [ORDER] },
    days: 200,
  });
});
afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

/** The order as Shopify has it by now; the webhook that tells of it reaches us as any does. */
function atShopify(changes: Parameters<typeof usingOrder>[2]) {
  const seen = usingOrder(ORDER, code, {
    ...{ createdAt: day(22), updatedAt: day(22), name: '#9009', customerId: 'buyer' },
    ...changes,
  });
  if (seen.type !== 'order') throw new Error('An order was seen.');
  shopify.orders.set(ORDER, { orderId: ORDER, snapshot: seen.snapshot, refunds: [], credits: [] });
  return seen;
}

async function redemption() {
  const [row] = await shop.rows(
    `SELECT r.status, m.available::int, m.held::int
     FROM redemptions r JOIN members m USING (program_id, member_id)
     WHERE m.customer_id = 'holder'`,
  );
  return row;
}

/** What the worker does from that day on, once an hour, so many times. */
async function rounds(days: number, times = 6): Promise<void> {
  const { programId, shopId, domain } = shop;
  for (let time = 0; time < times; time += 1) {
    const now = days + time / 24;
    await work({ programId, shopId, domain }, instant(day(now)));
    await drainAfterNotices(shop, now);
  }
}

describe('a reward on an unpaid order whose buyer was forgotten', () => {
  it('waits while that order may still be paid', async () => {
    await rounds(201);
    expect(await redemption()).toEqual({ status: 'open', available: 700, held: 500 });
    expect(shopify.codes.has(code)).toBe(false);
  });

  it('comes back once that order is cancelled, though nobody hears of it', async () => {
    await rounds(201);
    const cancelledAt = day(210);
    await shop.feed([atShopify({ paid: false, cancelledAt, updatedAt: cancelledAt })]);
    await drainAfterNotices(shop, 210);
    await rounds(211);
    expect(await redemption()).toEqual({ status: 'released', available: 1_200, held: 0 });
  });

  it('is spent once that order is paid, and nothing names the buyer', async () => {
    await rounds(201);
    await shop.feed([atShopify({ paid: true, updatedAt: day(210) })]);
    await drainAfterNotices(shop, 210);
    await rounds(211);
    await rounds(230);
    expect(await redemption()).toEqual({ status: 'settled', available: 700, held: 0 });
    const kept = await shop.rows<{ row: string }>('SELECT o::text AS row FROM orders o');
    const told = await shop.rows<{ row: string }>('SELECT m::text AS row FROM movements m');
    const text = [...kept, ...told].map(({ row }) => row).join();
    expect(text).not.toMatch(/8899001122|#9009|buyer/);
    expect(text).toMatch(/\(erased\)/);
  });
});
