/** Pools of rewards with several choices: one discount each, and a new one where it gives other. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askChore } from '../../app/adapters/postgres/ask-chore.server.ts';
import { openPools, readPools } from '../../app/adapters/postgres/pools.server.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { keepPools } from '../../app/services/keep-pools.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import { offGift } from '../support/discount-gifts.ts';
import { day } from '../support/drain-shop.ts';
import { openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';
import { shopifyStandIn, type ShopifyStandIn } from '../support/shopify-stand-in.ts';

const HOUR_MS = 3_600_000;
const NOW = day(21);

let shop: RedeemShop;
let ref: ShopRef;
let shopify: ShopifyStandIn;
beforeEach(async () => {
  shop = await openRedeemShop();
  ref = { programId: shop.programId, shopId: shop.shopId, domain: shop.domain };
  shopify = shopifyStandIn();
});
afterEach(() => shop.close());

/** Rounds of the chore until it has nothing to do soon. */
async function keep(from: Instant = NOW): Promise<void> {
  const needs = {
    pools: openPools(shop.pool),
    shopify: shopify.shopify,
    randomBytes: (count: number) => randomBytes(count),
    askChore: askChore(shop.pool),
  };
  let [asOf, state] = [from, {} as unknown];
  for (let round = 0; round < 30; round += 1) {
    const outcome = await keepPools(needs)(ref, state, asOf);
    if (outcome.again === null || outcome.again >= asOf + HOUR_MS) return;
    [asOf, state] = [outcome.again, outcome.state];
  }
  throw new Error('The pools did not come to rest.');
}

const pools = () => readPools(shop.pool)(ref);

type Kept = { limits: object; combines: object };

/** The same program with other rewards, made of what those before say. */
async function publishRewards(
  make: (first: Kept, rewards: readonly Kept[]) => readonly object[],
): Promise<void> {
  const [row] = await shop.rows<{ rewards: Kept[] }>(
    `SELECT definition->'rewards' AS rewards FROM program_versions
     WHERE program_id = $1 ORDER BY version DESC LIMIT 1`,
    [shop.programId],
  );
  const [first] = row?.rewards ?? [];
  if (!row || !first) throw new Error('The program has rewards.');
  await shop.rows(
    `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
     SELECT program_id, version + 1, $2, $2, jsonb_set(definition, '{rewards}', $3::jsonb)
     FROM program_versions WHERE program_id = $1 ORDER BY version DESC LIMIT 1`,
    [shop.programId, new Date(NOW), JSON.stringify(make(first, row.rewards))],
  );
}

describe('a pool of codes', () => {
  it('is made for each choice of a reward, and for none that a code cannot give', async () => {
    const off = (cost: number, amountMinor: number) => ({
      cost,
      gives: { kind: 'amount-off', amountMinor },
    });
    await publishRewards(({ limits, combines }) => [
      {
        ...{ id: 'voucher', name: 'Voucher', auto: false, combines },
        limits: { ...limits, minimumMinor: 3000 },
        offer: { kind: 'stepped', steps: [off(500, 500), off(900, 1000)] },
      },
      {
        ...{ id: 'card', name: 'Gift card', auto: false, combines, limits },
        offer: { kind: 'fixed', cost: 500, gives: { kind: 'gift-card', amountMinor: 500 } },
      },
    ]);
    await keep();
    expect(await pools()).toMatchObject([
      { rewardId: 'voucher', status: 'live', ready: 60 },
      { rewardId: 'voucher', status: 'live', ready: 60 },
    ]);
    const minimum = '30.00';
    expect([...shopify.discounts.values()]).toMatchObject([
      { title: 'Laurel: Voucher: £5 off', gives: { ...offGift('5.00'), minimum } },
      { title: 'Laurel: Voucher: £10 off', gives: { ...offGift('10.00'), minimum } },
    ]);
  });

  it('is another where its minimum is, and the same where only limits of ours are', async () => {
    await keep();
    const before = [...shopify.discounts.keys()];
    const limited = (change: object) =>
      publishRewards((_, rewards) =>
        rewards.map((one) => ({ ...one, limits: { ...one.limits, ...change } })),
      );
    await limited({ stock: 5, times: { kind: 'ever', times: 1 }, tiers: [] });
    await keep(instant(NOW + HOUR_MS));
    expect([...shopify.discounts.keys()]).toEqual(before);
    await limited({ minimumMinor: 4000 });
    await keep(instant(NOW + 2 * HOUR_MS));
    const minimums = [...shopify.discounts.values()].map(({ gives }) => gives.minimum);
    expect(minimums).toEqual(['40.00', '40.00']);
  });

  it('is there before its reward begins, and gone once it is over', async () => {
    const local = (days: number) => new Date(day(days)).toISOString().slice(0, 16);
    await publishRewards((_, [first, second]) => [
      { ...first, limits: { ...first?.limits, from: local(22) } },
      { ...second, limits: { ...second?.limits, to: local(22) } },
    ]);
    await keep();
    expect(await pools()).toMatchObject([
      { rewardId: 'amount-off-5', status: 'live' },
      { rewardId: 'free-shipping', status: 'live' },
    ]);
    await keep(day(22));
    expect(await pools()).toMatchObject([{ rewardId: 'amount-off-5', status: 'live' }]);
  });
});
