/** Somebody is forgotten while points of theirs are held for a reward. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../app/contracts/observation.ts';
import { assertBooksBalance } from '../support/books.ts';
import { day, seenOrder, seenRefund } from '../support/drain-shop.ts';
import {
  admitted,
  earn,
  openRedeemShop,
  type RedeemShop,
  usingOrder,
} from '../support/redeem-shop.ts';
import { tellNotice } from '../support/tell-notice.ts';

let shop: RedeemShop;

beforeEach(async () => {
  shop = await openRedeemShop();
});

afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

const tell = (topic: string, notice: Notice, days: number) =>
  tellNotice(shop, { topic, notice, days });

const redactCustomer: Notice = {
  type: 'customer-redact',
  customerId: 'c1',
  emailHash: null,
  orderIds: [],
};

async function redeemed(): Promise<string> {
  await earn(shop, 1_200);
  await shop.fillPool(2);
  return admitted(await shop.at(day(21)).redeem()).redemption.code;
}

const members = () =>
  shop.rows('SELECT available::int, held::int, customer_id FROM members ORDER BY member_id');
const statuses = () => shop.rows('SELECT status, request_key FROM redemptions');

describe('a shopper to be forgotten who holds a reward', () => {
  it('gets its points back, and is sealed with nothing held', async () => {
    await redeemed();
    expect(await members()).toEqual([{ available: 700, held: 500, customer_id: 'c1' }]);
    await tell('customers/redact', redactCustomer, 22);
    expect(await members()).toEqual([{ available: 1_200, held: 0, customer_id: null }]);
    // Its code still works at Shopify, until the release job has deleted it.
    expect(await statuses()).toEqual([{ status: 'open', request_key: null }]);
    const asked = 'SELECT FROM redemptions WHERE asked_at IS NOT NULL';
    expect(await shop.rows(asked)).toHaveLength(1);
  });

  it('and whose code an order of theirs carried, unpaid, is sealed with nothing held', async () => {
    const code = await redeemed();
    await shop.feed([usingOrder('used', code, { paid: false, createdAt: day(22) })]);
    await shop.at(day(22)).drain();
    expect(await statuses()).toMatchObject([{ status: 'bound' }]);
    await tell('customers/redact', redactCustomer, 23);
    expect(await members()).toEqual([{ available: 1_200, held: 0, customer_id: null }]);
    await shop.feed([usingOrder('used', code, { createdAt: day(22), updatedAt: day(24) })]);
    await tell('customers/redact', redactCustomer, 25);
    expect(await members()).toEqual([{ available: 1_200, held: 0, customer_id: null }]);
  });

  it('leaves no code behind that an order at Shopify carries, once nothing is to end', async () => {
    const [used, open] = [
      await redeemed(),
      admitted(await shop.at(day(21.5)).redeem({ key: 'two-two-two' })),
    ];
    await shop.feed([usingOrder('used', used, { createdAt: day(22) })]);
    await shop.at(day(22)).drain();
    await tell('customers/redact', redactCustomer, 23);
    const codes = () =>
      shop.rows(`SELECT regexp_replace(code, '^erased:\\d+$', 'nameless') AS code, status
                 FROM redemptions ORDER BY redemption_id`);
    expect(await codes()).toEqual([
      { code: 'nameless', status: 'settled' },
      // Shopify is still to be told to delete it.
      { code: open.redemption.code, status: 'open' },
    ]);
    const pooled = 'SELECT code FROM codes WHERE code = ANY ($1)';
    expect(await shop.rows(pooled, [[used, open.redemption.code]])).toHaveLength(1);
    const [{ id } = { id: 0 }] = await shop.rows<{ id: number }>(
      "SELECT redemption_id::int AS id FROM redemptions WHERE status = 'open'",
    );
    expect(await shop.at(day(24)).release(id)).toEqual({ ok: true });
    expect(await shop.rows(pooled, [[used, open.redemption.code]])).toEqual([]);
    expect(await codes()).toMatchObject([
      { code: 'nameless' },
      { code: 'nameless', status: 'released' },
    ]);
    expect(await shop.rows("SELECT FROM codes WHERE code LIKE 'erased:%'")).toHaveLength(2);
  });

  it('charges nobody whose order carries what was their code', async () => {
    const code = await redeemed();
    await shop.feed([usingOrder('used', code, { customerId: 'c2', createdAt: day(22) })]);
    await shop.at(day(22)).drain();
    expect(await statuses()).toMatchObject([{ status: 'settled' }]);
    await tell('customers/redact', redactCustomer, 23);
    await shop.rows('UPDATE members SET refold = true WHERE sealed_at IS NULL');
    await shop.at(day(24)).drain();
    expect(await shop.rows("SELECT FROM redemptions WHERE code NOT LIKE 'erased:%'")).toEqual([]);
    expect(await shop.rows('SELECT charged::int FROM redemptions')).toEqual([{ charged: 0 }]);
    expect(await shop.rows('SELECT FROM members WHERE available < 0 OR pending < 0')).toEqual([]);
  });

  it('is nobody to redeem for any more; new orders of the same number are nobody’s', async () => {
    await redeemed();
    await tell('customers/redact', redactCustomer, 22);
    expect(await shop.at(day(23)).redeem()).toMatchObject({ ok: false, reason: 'not_a_member' });
    await shop.feed([seenOrder('new', { createdAt: day(24) })]);
    await tell('customers/redact', redactCustomer, 40);
    expect(await members()).toHaveLength(1);
  });
});

describe('a shopper to be forgotten who used the reward of somebody else', () => {
  const AGAIN = 'UPDATE members SET refold = true WHERE sealed_at IS NULL';
  const HOLDER = 'SELECT available::int, held::int FROM members WHERE customer_id = $1';

  it('leaves what its return gave that other, and nothing of themselves', async () => {
    await earn(shop, 1_200, 'c2');
    await shop.fillPool(2);
    const held = admitted(await shop.at(day(21)).redeem({ customerId: 'c2' }));
    const used = usingOrder('8899001122', held.redemption.code, { name: '#9009' });
    await shop.feed([used, seenRefund('8899001122', { at: day(23) })]);
    await shop.at(day(24)).drain();
    expect(await shop.rows(HOLDER, ['c2'])).toEqual([{ available: 950, held: 0 }]);
    await tell('customers/redact', redactCustomer, 25);
    await shop.rows(AGAIN);
    await shop.at(day(26)).drain();
    expect(await shop.rows(HOLDER, ['c2'])).toEqual([{ available: 950, held: 0 }]);
    const [kept] = await shop.rows<{ row: string }>(
      'SELECT o::text AS row FROM orders o WHERE member_id IS NULL',
    );
    expect(kept?.row).not.toMatch(/8899001122,|#9009|c1|l1/);
    expect(await shop.rows('SELECT FROM orders WHERE order_id = $1', ['8899001122'])).toEqual([]);
  });
});

describe('a shop to be forgotten', () => {
  it('with rewards in hand is sealed with nothing held, and its codes are gone', async () => {
    await redeemed();
    await tell('shop/redact', { type: 'shop-redact' }, 30);
    expect(await members()).toEqual([{ available: 1_200, held: 0, customer_id: null }]);
    expect(await shop.rows('SELECT * FROM codes')).toEqual([]);
  });
});
