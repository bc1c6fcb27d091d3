import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openMirrors } from '../../app/adapters/postgres/mirrors.server.ts';
import type { Card, Perk, ProgramCard } from '../../app/contracts/card.ts';
import type { Notice } from '../../app/contracts/observation.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { mirrorMembers } from '../../app/services/mirror-members.ts';
import { mirrorProgram } from '../../app/services/mirror-program.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import { assertBooksBalance } from '../support/books.ts';
import { day, seenOrder, seenRefund, silentLog } from '../support/drain-shop.ts';
import { earn, openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';
import { type Fault, shopifyStandIn, type ShopifyStandIn } from '../support/shopify-stand-in.ts';
import { tellNotice } from '../support/tell-notice.ts';

let shop: RedeemShop;
let ref: ShopRef;
let shopify: ShopifyStandIn;
let mirror: ReturnType<typeof mirrorMembers>;
beforeEach(async () => {
  shop = await openRedeemShop();
  ref = { programId: shop.programId, shopId: shop.shopId, domain: shop.domain };
  shopify = shopifyStandIn();
  mirror = mirrorMembers(needs());
});
afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

function needs() {
  const mirrors = openMirrors(shop.pool);
  return { mirrors, shopify: shopify.shopify, sha256: chainCrypto.sha256, log: silentLog };
}

const redactFirst: Notice = {
  type: 'customer-redact',
  customerId: 'c0',
  emailHash: null,
  orderIds: [],
};

const customer = (id: string) => `gid://shopify/Customer/${id}`;
function told<T>(ownerId: string, key: 'card' | 'perk' | 'program'): T {
  const there = shopify.metafields.get(`${ownerId} ${key}`);
  if (!there) throw new Error(`${ownerId} has no ${key}.`);
  return JSON.parse(there.value) as T;
}
const waiting = async () => {
  const rows = await shop.rows<{ key: string }>('SELECT key FROM outbox ORDER BY key');
  return rows.length;
};
const setCalls = () => shopify.calls.filter((verb) => verb === 'setMetafields').length;
const orders = (count: number, at: Instant = day(0)) =>
  Array.from({ length: count }, (_, place) =>
    seenOrder(`${at}-${place}`, { customerId: `c${place}`, createdAt: at, price: '87.45' }),
  );

describe('a member whose points have moved', () => {
  it('has a perk and a card at Shopify afterwards, and is in the outbox no more', async () => {
    await shop.feed(orders(1));
    await shop.at(day(1)).drain();
    await mirror(ref, day(1));
    expect(told<Perk>(customer('c0'), 'perk')).toEqual({ v: 1, seq: 1, tier: null, perks: [] });
    const card = told<Card>(customer('c0'), 'card');
    expect(card).toMatchObject({ seq: 1, pending: 87, available: 0, held: 0 });
    expect(card.maturing).toEqual([{ at: day(14), points: 87 }]);
    expect(card.lines[0]).toMatchObject({ points: 87, at: day(0) });
    expect(await waiting()).toBe(0);
  });

  it('shares calls with twenty-four others, perks first and only once', async () => {
    await shop.feed(orders(60));
    await shop.at(day(1)).drain();
    await mirror(ref, day(1));
    expect(setCalls()).toBe(6);
    expect(shopify.metafields.size).toBe(120);
    await shop.feed(orders(60, day(2)));
    await shop.at(day(3)).drain();
    await mirror(ref, day(3));
    expect(setCalls()).toBe(9);
    expect(await waiting()).toBe(0);
  });

  it('costs no write when its points matured just as its card had said', async () => {
    await shop.feed(orders(30));
    await shop.at(day(1)).drain();
    await mirror(ref, day(1));
    await shop.at(day(15)).drain();
    expect(await waiting()).toBe(30);
    const calls = shopify.calls.length;
    await mirror(ref, day(15));
    expect(shopify.calls.length).toBe(calls);
    expect(await waiting()).toBe(0);
    await shop.feed([seenRefund(`${day(0)}-0`, { at: day(16) })]);
    await shop.at(day(17)).drain();
    await mirror(ref, day(17));
    expect(told<Card>(customer('c0'), 'card')).toMatchObject({ seq: 3, pending: 0, available: 0 });
  });

  it('is written all the same when its card had summed what now matures apart', async () => {
    const many = Array.from({ length: 14 }, (_, place) =>
      seenOrder(`${place}`, { customerId: 'c0', createdAt: day(place / 10), price: '10.00' }),
    );
    await shop.feed(many);
    await shop.at(day(2)).drain();
    await mirror(ref, day(2));
    expect(told<Card>(customer('c0'), 'card').maturing).toHaveLength(12);
    await shop.at(day(14)).drain();
    await mirror(ref, day(14));
    expect(told<Card>(customer('c0'), 'card')).toMatchObject({ available: 10, pending: 130 });
  });

  it('is told of again when more happened while the last was being told', async () => {
    await shop.feed(orders(1));
    await shop.at(day(1)).drain();
    const setMetafields = shopify.shopify.setMetafields.bind(shopify.shopify);
    shopify.shopify.setMetafields = async (...given) => {
      const answer = await setMetafields(...given);
      shopify.shopify.setMetafields = setMetafields;
      await shop.feed(orders(1, day(2)));
      await shop.at(day(2)).drain();
      return answer;
    };
    await mirror(ref, day(2));
    expect(await waiting()).toBe(1);
    await mirror(ref, day(2));
    expect(told<Card>(customer('c0'), 'card')).toMatchObject({ seq: 2, pending: 174 });
    expect(await waiting()).toBe(0);
  });

  it.each(['takes', 'refuses'])(
    'that is erased while Shopify %s it leaves nothing behind',
    async (verb) => {
      await shop.feed(orders(2));
      await shop.at(day(1)).drain();
      const setMetafields = shopify.shopify.setMetafields.bind(shopify.shopify);
      shopify.shopify.setMetafields = async (to, lane, writes) => {
        shopify.shopify.setMetafields = setMetafields;
        const place = writes.findIndex(({ ownerId }) => ownerId === customer('c0'));
        const problems = [{ place, code: 'INVALID_VALUE' }];
        const isTaken = verb === 'takes';
        const answer = isTaken ? setMetafields(to, lane, writes) : { ok: false as const, problems };
        await tellNotice(shop, { topic: 'customers/redact', notice: redactFirst, days: 2 });
        return answer;
      };
      await mirror(ref, day(2));
      const left = 'SELECT owner FROM mirrors UNION SELECT key FROM dead_letters';
      const others = "SELECT 'member:' || member_id AS owner FROM members WHERE customer_id = 'c1'";
      expect(await shop.rows(left)).toEqual(await shop.rows(others));
    },
  );

  it('holds up nobody when their customer is gone at Shopify', async () => {
    await shop.feed(orders(5));
    await shop.at(day(1)).drain();
    shopify.erasedOwners.add(customer('c2'));
    await mirror(ref, day(1));
    expect(shopify.metafields.size).toBe(8);
    expect(await waiting()).toBe(0);
  });

  it('is read again when somebody else wrote meanwhile: the newer one stays', async () => {
    await shop.feed(orders(3));
    await shop.at(day(1)).drain();
    await mirror(ref, day(1));
    const newer = { value: JSON.stringify({ v: 1, seq: 99 }), digest: 'theirs' };
    shopify.metafields.set(`${customer('c0')} card`, newer);
    shopify.metafields.set(`${customer('c1')} card`, { value: 'no card', digest: 'odd' });
    await shop.feed(orders(3, day(2)));
    await shop.at(day(2)).drain();
    await mirror(ref, day(2));
    expect(shopify.metafields.get(`${customer('c0')} card`)).toEqual(newer);
    for (const id of ['c1', 'c2']) expect(told<Card>(customer(id), 'card').seq).toBe(2);
    expect(await waiting()).toBe(0);
  });

  it.each<Fault>(['before', 'after', 'later', 'crash'])(
    'is told in the end, and once, when a write fails (%s)',
    async (fault) => {
      await shop.feed(orders(30));
      await shop.at(day(1)).drain();
      shopify.fail('setMetafields', fault);
      await expect(mirror(ref, day(1))).rejects.toThrow();
      expect(await waiting()).toBe(30);
      await mirror(ref, day(1));
      expect(await waiting()).toBe(0);
      expect(shopify.metafields.size).toBe(60);
      // What was adopted is known: the next write names the right digest.
      const calls = shopify.calls.length;
      await shop.feed(orders(30, day(2)));
      await shop.at(day(3)).drain();
      await mirror(ref, day(3));
      expect(shopify.calls.length - calls).toBe(2);
    },
  );
});

describe('the program', () => {
  const program = (asOf: Instant) =>
    mirrorProgram(needs(), 'https://laurel.example.com')(ref, {}, asOf);
  const describeShop = () =>
    shop.rows("UPDATE shops SET shopify_id = '3' WHERE program_id = $1", [shop.programId]);

  it('is told once Shopify has described the shop, with its rules in plain words', async () => {
    expect(await program(day(1))).toEqual({ state: {}, again: day(1) + 60_000 });
    await describeShop();
    expect(await program(day(1))).toEqual({ state: {}, again: null });
    const card = told<ProgramCard>('gid://shopify/Shop/3', 'program');
    expect(card).toMatchObject({
      live: true,
      version: 1,
      currency: 'GBP',
      decimals: 2,
      earning: { points: 1, perMinor: 100, orMore: false },
      pendingDays: 14,
      apiOrigin: 'https://laurel.example.com',
    });
    expect(card.rewards).toContainEqual({
      id: 'amount-off-5',
      name: '£5 off',
      cost: 500,
      kind: 'amount-off',
      amountMinor: 500,
    });
    expect(card.rules.length).toBeGreaterThan(3);
    await program(day(2));
    expect(setCalls()).toBe(1);
  });

  it('is told anew when the next version comes into force', async () => {
    await describeShop();
    await shop.rows(
      `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
       SELECT program_id, 2, $2, $3, definition || '{"pendingDays": 3}'
       FROM program_versions WHERE program_id = $1`,
      [shop.programId, new Date(day(5)), new Date(day(1))],
    );
    expect(await program(day(1))).toEqual({ state: {}, again: day(5) });
    expect(told<ProgramCard>('gid://shopify/Shop/3', 'program').version).toBe(1);
    expect(await program(day(5))).toEqual({ state: {}, again: null });
    expect(told<ProgramCard>('gid://shopify/Shop/3', 'program')).toMatchObject({
      version: 2,
      pendingDays: 3,
    });
  });

  it('missing after a reinstall means that every card is written again', async () => {
    await describeShop();
    await earn(shop, 100);
    await program(day(20));
    await mirror(ref, day(20));
    shopify.metafields.clear();
    await program(day(21));
    expect(await waiting()).toBe(1);
    await mirror(ref, instant(day(21)));
    expect(told<Card>(customer('c1'), 'card')).toMatchObject({ available: 100 });
  });
});
