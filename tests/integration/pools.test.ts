import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askChore } from '../../app/adapters/postgres/ask-chore.server.ts';
import { hurryPools } from '../../app/adapters/postgres/hurry-pools.server.ts';
import { openPools, readPools } from '../../app/adapters/postgres/pools.server.ts';
import { readChore } from '../../app/adapters/postgres/read-chore.server.ts';
import { rewardCode } from '../../app/contracts/reward-code.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { keepPools } from '../../app/services/keep-pools.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import { renewDiscounts } from '../../app/services/renew-discounts.ts';
import { day } from '../support/drain-shop.ts';
import { FREE_SHIPPING, offGift } from '../support/discount-gifts.ts';
import { admitted, earn, openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';
import {
  Crash,
  dropDiscount,
  type Fault,
  shopifyStandIn,
  type ShopifyStandIn,
  type Verb,
} from '../support/shopify-stand-in.ts';

const HOUR_MS = 3_600_000;
const NOW = day(21);

let shop: RedeemShop;
let ref: ShopRef;
let shopify: ShopifyStandIn;
let state: unknown;
beforeEach(async () => {
  shop = await openRedeemShop();
  ref = { programId: shop.programId, shopId: shop.shopId, domain: shop.domain };
  shopify = shopifyStandIn();
  state = {};
});
afterEach(() => shop.close());

const needs = () => ({
  pools: openPools(shop.pool),
  shopify: shopify.shopify,
  randomBytes: (count: number) => randomBytes(count),
  askChore: askChore(shop.pool),
});

/** Rounds of the chore until it has nothing to do soon; a crash keeps the state of before. */
async function keep(from: Instant = NOW, roundsMax = 30): Promise<Instant> {
  let asOf = from;
  for (let round = 0; round < roundsMax; round += 1) {
    try {
      const outcome = await keepPools(needs())(ref, state, asOf);
      state = outcome.state;
      if (outcome.again === null || outcome.again >= asOf + HOUR_MS) return asOf;
      asOf = outcome.again;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      asOf = instant(asOf + 60_000);
    }
  }
  throw new Error('The pools did not come to rest.');
}

const pools = () => readPools(shop.pool)(ref);
const discountOf = async (rewardId: string) => {
  const rows = await shop.rows<{ discount_id: string; status: string; ends_at: Date }>(
    'SELECT discount_id, status, ends_at FROM reward_discounts WHERE reward_id = $1',
    [rewardId],
  );
  return rows[0];
};

/** No code is ready that Shopify does not have, and every discount there is one we know. */
async function expectTrue(): Promise<void> {
  const ready = await shop.rows<{ code: string; discount_id: string }>(
    `SELECT c.code, d.discount_id FROM codes c JOIN reward_discounts d USING (discount_key)
     WHERE c.status = 'ready'`,
  );
  expect(ready.filter(({ code, discount_id: id }) => shopify.codes.get(code) !== id)).toEqual([]);
  const known = await shop.rows<{ discount_id: string }>(
    "SELECT discount_id FROM reward_discounts WHERE status IN ('live', 'draining')",
  );
  expect([...shopify.discounts.keys()].toSorted()).toEqual(
    known.map(({ discount_id: id }) => id).toSorted(),
  );
}

describe('a pool of codes', () => {
  it('is made for each reward and filled, with codes nobody guesses, for three days', async () => {
    await keep();
    expect(await pools()).toMatchObject([
      { rewardId: 'amount-off-5', status: 'live', ready: 60, minting: 0, taken: 0, reason: null },
      { rewardId: 'free-shipping', status: 'live', ready: 60, minting: 0, taken: 0, reason: null },
    ]);
    expect([...shopify.discounts.values()]).toEqual([
      { title: 'Laurel: £5 off', gives: offGift('5.00'), endsAt: day(24) },
      { title: 'Laurel: Free shipping', gives: FREE_SHIPPING, endsAt: day(24) },
    ]);
    expect([...shopify.codes.keys()].filter((code) => rewardCode(code) === null)).toEqual([]);
    await expectTrue();
    const renewal = await readChore(shop.pool)(ref, 'renew');
    expect(renewal?.dueAt).toBe(NOW + 12 * HOUR_MS);
  });

  it('is filled up again once few are left, and asked for nothing while it is full', async () => {
    await keep();
    const calls = shopify.calls.length;
    await keep(instant(NOW + HOUR_MS));
    expect(shopify.calls.slice(calls)).toEqual(['findCodes', 'findCodes']);
    await shop.rows(`UPDATE codes SET status = 'taken' WHERE code IN (
      SELECT code FROM codes JOIN reward_discounts USING (discount_key)
      WHERE reward_id = 'free-shipping' LIMIT 41)`);
    await keep(instant(NOW + 2 * HOUR_MS));
    expect(await pools()).toMatchObject([{ ready: 60 }, { ready: 60, taken: 41 }]);
    await expectTrue();
  });

  it('grows where it is soon low again, bulk by bulk, and shrinks later', async () => {
    const sizes: (number | undefined)[] = [];
    let asOf = await keep();
    for (const minutes of [1, 1, 1, 11, 24 * 60]) {
      await shop.rows(`UPDATE codes SET status = 'taken' WHERE status = 'ready'
        AND discount_key IN (SELECT max(discount_key) FROM reward_discounts)`);
      asOf = instant(asOf + minutes * 60_000);
      await keep(asOf);
      const [, free] = await pools();
      expect(free).toMatchObject({ minting: 0 });
      sizes.push(free?.ready);
    }
    expect(sizes).toEqual([120, 240, 480, 480, 240]);
    await expectTrue();
  });

  it('is looked at as soon as a redemption leaves few codes, and not before', async () => {
    await keep();
    const hurry = hurryPools(shop.pool);
    await hurry(ref, NOW);
    expect(await readChore(shop.pool)(ref, 'pool')).toBeNull();
    await shop.rows(`UPDATE codes SET status = 'taken' WHERE code IN (
      SELECT code FROM codes JOIN reward_discounts USING (discount_key)
      WHERE reward_id = 'free-shipping' LIMIT 41)`);
    await hurry(ref, NOW);
    expect(await readChore(shop.pool)(ref, 'pool')).toMatchObject({ dueAt: NOW });
  });

  const FAULTS: readonly Fault[] = ['before', 'after', 'later', 'crash'];
  const VERBS: readonly Verb[] = ['createDiscount', 'addCodes', 'readBulkAdd', 'findCodes'];
  it.each(VERBS.flatMap((verb) => FAULTS.map((fault) => [verb, fault] as const)))(
    'comes to rest when %s fails (%s), with no discount made twice',
    async (verb, fault) => {
      shopify.fail(verb, fault, 2);
      await keep();
      await keep(instant(NOW + HOUR_MS));
      expect(shopify.discounts.size).toBe(2);
      expect(await pools()).toMatchObject([
        { status: 'live', ready: 60, minting: 0, reason: null },
        { status: 'live', ready: 60, minting: 0, reason: null },
      ]);
      await expectTrue();
    },
  );

  it('loses its bulk with a crash, and finds that its codes are there all the same', async () => {
    const { again } = await keepPools(needs())(ref, {}, NOW);
    shopify.settle();
    state = {};
    await keep(instant(Number(again)));
    expect(await pools()).toMatchObject([{ ready: 60 }, { ready: 60 }]);
    await expectTrue();
  });

  it('says with the reward what Shopify has against it, and waits longer each time', async () => {
    shopify.fail('createDiscount', 'later', 100);
    const waits: number[] = [];
    let asOf: Instant = NOW;
    for (let round = 0; round < 14; round += 1) {
      const outcome = await keepPools(needs())(ref, state, asOf);
      state = outcome.state;
      waits.push(Number(outcome.again) - asOf);
      asOf = instant(Number(outcome.again));
    }
    expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(waits.at(-1)).toBe(HOUR_MS);
    expect(await pools()).toMatchObject([
      { status: 'making', reason: 'Shopify: try_later (createDiscount)' },
      { status: 'making', reason: 'Shopify: try_later (createDiscount)' },
    ]);
  });
});

describe('a discount', () => {
  it('is renewed twice a day, so that it ends three days after we were heard of last', async () => {
    await keep();
    const renew = renewDiscounts(needs());
    const { again } = await renew(ref, {}, instant(NOW + 12 * HOUR_MS));
    expect(again).toBe(NOW + 24 * HOUR_MS);
    for (const { endsAt } of shopify.discounts.values()) expect(endsAt).toBe(day(24.5));
    expect((await discountOf('amount-off-5'))?.ends_at.getTime()).toBe(day(24.5));
  });

  it('that the owner deleted is made anew, and what was given out comes back', async () => {
    await earn(shop, 1_200);
    await keep();
    const { redemption } = admitted(await shop.at(NOW).redeem());
    const before = await discountOf('amount-off-5');
    dropDiscount(shopify, String(before?.discount_id));
    await keep(instant(NOW + HOUR_MS));
    const after = await discountOf('amount-off-5');
    expect(after?.status).toBe('live');
    expect(after?.discount_id).not.toBe(before?.discount_id);
    const asked = await shop.rows('SELECT code, status, asked_at FROM redemptions');
    const askedAt = new Date(NOW + HOUR_MS);
    expect(asked).toEqual([{ code: redemption.code, status: 'open', asked_at: askedAt }]);
    expect(await pools()).toMatchObject([{ ready: 60 }, { ready: 60 }]);
    await expectTrue();
  });

  it('of which the owner deleted codes gives none of them out, and back what was', async () => {
    await earn(shop, 1_200);
    await keep();
    const { code } = admitted(await shop.at(NOW).redeem()).redemption;
    const [next] = await shop.rows<{ code: string }>(
      `SELECT min(code) AS code FROM codes JOIN reward_discounts USING (discount_key)
       WHERE codes.status = 'ready' AND reward_id = 'amount-off-5'`,
    );
    for (const deleted of [code, String(next?.code)]) shopify.codes.delete(deleted);
    await keep(instant(NOW + HOUR_MS));
    expect(await shop.rows('SELECT code, asked_at FROM redemptions')).toEqual([
      { code, asked_at: new Date(NOW + HOUR_MS) },
    ]);
    const again = admitted(await shop.at(instant(NOW + HOUR_MS)).redeem());
    expect(again.redemption.code).not.toBe(next?.code);
    await expectTrue();
  });

  it('that drains has the codes in hand looked at as well', async () => {
    await earn(shop, 1_200);
    await keep();
    const { code } = admitted(await shop.at(NOW).redeem()).redemption;
    await publish('900');
    shopify.codes.delete(code);
    await keep(instant(NOW + HOUR_MS));
    await keep(instant(NOW + 2 * HOUR_MS));
    const asked = await shop.rows('SELECT FROM redemptions WHERE asked_at IS NOT NULL');
    expect(asked).toHaveLength(1);
  });

  it('whose reward gives something else by now stays until nobody holds a code', async () => {
    await earn(shop, 1_200);
    await keep();
    admitted(await shop.at(NOW).redeem());
    await publish('900');
    await keep(instant(NOW + HOUR_MS));
    expect(await pools()).toMatchObject([
      { rewardId: 'amount-off-5', status: 'draining', ready: 0 },
      { rewardId: 'amount-off-5', status: 'live', ready: 60 },
      { rewardId: 'free-shipping', status: 'live', ready: 60 },
    ]);
    expect(await shop.at(instant(NOW + HOUR_MS)).redeem()).toMatchObject({ ok: true });
    await shop.rows("UPDATE redemptions SET status = 'settled' WHERE made_at = $1", [
      new Date(NOW),
    ]);
    await keep(instant(NOW + 2 * HOUR_MS));
    expect(await pools()).toMatchObject([{ status: 'live' }, { status: 'live' }]);
    await expectTrue();
    // And back again: a discount and codes of its own, none of those that are gone.
    await publish('500');
    await keep(instant(NOW + 3 * HOUR_MS));
    expect(await pools()).toMatchObject([
      { status: 'live', ready: 60 },
      { status: 'draining' },
      { status: 'live' },
    ]);
    await expectTrue();
  });

  it('that ended while nobody was by is never brought back to life', async () => {
    await earn(shop, 1_200);
    await keep();
    const { redemption } = admitted(await shop.at(NOW).redeem());
    const before = await discountOf('amount-off-5');
    const later = instant(NOW + 80 * HOUR_MS);
    const { again } = await renewDiscounts(needs())(ref, {}, later);
    expect(again).toBeNull();
    await keep(later);
    expect(shopify.codes.has(redemption.code)).toBe(false);
    expect((await discountOf('amount-off-5'))?.discount_id).not.toBe(before?.discount_id);
    await expectTrue();
  });
});

/** The same program, its first reward taking another amount off. */
async function publish(amountMinor: string): Promise<void> {
  await shop.rows(
    `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
     SELECT program_id, version + 1, $2, $2,
            jsonb_set(definition, '{rewards,0,offer,gives,amountMinor}', $3::jsonb)
     FROM program_versions WHERE program_id = $1 ORDER BY version DESC LIMIT 1`,
    [shop.programId, new Date(NOW), amountMinor],
  );
}
