/** Who may take a reward, when, how often and how many: asked under the member's lock. */
import { afterEach, describe, expect, it } from 'vitest';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { fixedReward } from '../../app/domain/program/fixed-reward.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { ProgramDefinition, Reward, RewardLimits } from '../../app/domain/program/program.ts';
import { assertBooksBalance } from '../support/books.ts';
import { day, seenOrder } from '../support/drain-shop.ts';
import { admitted, earn, openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';

const CROWD = 64;
const PLAIN = pointsPreset({ currency: 'GBP', zone: 'UTC' });
const TIERED = pointsTiersPreset({ currency: 'GBP', zone: 'UTC' });

let shop: RedeemShop;
afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

const five: Reward = fixedReward({
  ...{ id: 'amount-off-5', name: '£5 off', cost: points(500) },
  gives: { kind: 'amount-off', amountMinor: minor(500) },
});
const stepped: Reward = {
  ...five,
  id: 'voucher',
  offer: {
    kind: 'stepped',
    steps: [
      { cost: points(500), gives: { kind: 'amount-off', amountMinor: minor(500) } },
      { cost: points(900), gives: { kind: 'amount-off', amountMinor: minor(1000) } },
    ],
  },
};

async function open(
  limits: Partial<RewardLimits>,
  base: ProgramDefinition = PLAIN,
  reward = five,
): Promise<void> {
  const limited = { ...reward, limits: { ...reward.limits, ...limits } };
  shop = await openRedeemShop(undefined, { ...base, rewards: [limited] });
}

/** Instants of tests are days after this one; the shop's clock is UTC. */
const local = (days: number) => new Date(day(days)).toISOString().slice(0, 16);
const held = () => shop.rows('SELECT sum(held)::int AS held FROM members');

describe('a limit that stands against it moves nothing', () => {
  it.each<[string, Partial<RewardLimits>, string]>([
    ['before it begins', { from: local(22) }, 'not_yet'],
    ['at the instant it ends', { to: local(21) }, 'over'],
    ['for another level', { tiers: ['gold'] }, 'wrong_tier'],
    ['for a segment nobody tells us of', { segments: ['vip'] }, 'wrong_segment'],
    ['where none is left', { stock: 0 }, 'out_of_stock'],
  ])('%s', async (_when, limits, reason) => {
    await open(limits);
    await earn(shop, 1_000);
    await shop.fillPool(2);
    expect(await shop.at(day(21)).redeem()).toEqual({ ok: false, reason });
    expect(await held()).toEqual([{ held: 0 }]);
    expect(await shop.rows('SELECT FROM redemptions')).toEqual([]);
  });

  it('says first what comes first, and too few points last', async () => {
    await open({ from: local(22), tiers: ['gold'], stock: 0 });
    await earn(shop, 10);
    expect(await shop.at(day(21)).redeem()).toEqual({ ok: false, reason: 'not_yet' });
    expect(await shop.at(day(22)).redeem()).toEqual({ ok: false, reason: 'wrong_tier' });
  });

  it('holds for a reward without codes just as well', async () => {
    await open({ stock: 1 });
    await earn(shop, 1_000);
    expect(await shop.at(day(21)).redeem()).toEqual({ ok: false, reason: 'no_code_ready' });
  });
});

describe('a level', () => {
  it('is asked as it stands at this very instant', async () => {
    const [first, second] = TIERED.tiers?.levels ?? [];
    if (!first || !second) throw new Error('The preset has levels.');
    await open({ tiers: [second.id] }, TIERED);
    await shop.fillPool(1);
    await shop.feed([seenOrder('small', { price: '30.00' })]);
    await shop.at(day(20)).drain();
    expect(await shop.at(day(20)).redeem()).toEqual({ ok: false, reason: 'wrong_tier' });
    const climbed = String(second.threshold / 100);
    await shop.feed([seenOrder('large', { createdAt: day(1), price: climbed })]);
    await shop.at(day(20)).drain();
    expect(await shop.rows('SELECT tier FROM members')).toEqual([{ tier: second.id }]);
    expect(await shop.at(day(21)).redeem()).toMatchObject({ ok: true });
  });
});

describe('so many times', () => {
  it('counts what was not released, in the calendar’s period', async () => {
    await open({ times: { kind: 'per', period: 'month', times: 1 } });
    await earn(shop, 3_000);
    await shop.fillPool(4);
    const { redemption } = admitted(await shop.at(day(21)).redeem());
    const refused = { ok: false, reason: 'taken_too_often' };
    expect(await shop.at(day(21)).redeem()).toEqual(refused);
    await shop.at(day(21)).takeBack(redemption.code);
    // Asked back, and not released yet: an order may carry the code all the same.
    expect(await shop.at(day(21.1)).redeem()).toEqual(refused);
    const [row] = await shop.rows<{ id: number }>(
      'SELECT redemption_id::int AS id FROM redemptions',
    );
    expect(await shop.at(day(21.2)).release(row?.id ?? 0)).toEqual({ ok: true });
    expect(await shop.at(day(21.3)).redeem()).toMatchObject({ ok: true });
    expect(await shop.at(day(22)).redeem()).toEqual(refused);
    expect(await shop.at(day(60)).redeem()).toMatchObject({ ok: true });
  });

  it('counts all choices of a reward together, and each member’s alone', async () => {
    await open({ times: { kind: 'ever', times: 2 } }, PLAIN, stepped);
    await earn(shop, 3_000);
    await earn(shop, 500, 'c2');
    const rewardId = 'voucher';
    await shop.fillPool(2, { rewardId });
    await shop.fillPool(2, { rewardId, fingerprint: 'amount-off 1000 GBP' });
    const now = shop.at(day(21));
    admitted(await now.redeem({ rewardId: 'voucher:500' }));
    admitted(await now.redeem({ rewardId: 'voucher:900' }));
    const third = await now.redeem({ rewardId: 'voucher:500' });
    expect(third).toEqual({ ok: false, reason: 'taken_too_often' });
    const theirs = await now.redeem({ rewardId: 'voucher:500', customerId: 'c2' });
    expect(theirs).toMatchObject({ ok: true });
  });
});

describe('a stock', () => {
  const crowd = async () => {
    const seen = Array.from({ length: CROWD }, (_, place) =>
      seenOrder(`e${place}`, { customerId: `m${place}`, price: '900.00' }),
    );
    await shop.feed(seen);
    await shop.at(day(20)).drain();
  };
  const all = (choiceOf: (place: number) => string) =>
    Promise.all(
      Array.from({ length: CROWD }, (_, place) =>
        shop.at(day(21)).redeem({ customerId: `m${place}`, rewardId: choiceOf(place) }),
      ),
    );

  it('of ten gives ten to sixty-four who ask at once', async () => {
    await open({ stock: 10 });
    await crowd();
    await shop.fillPool(CROWD);
    const answers = await all(() => 'amount-off-5');
    expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused).toEqual(Array(CROWD - 10).fill({ ok: false, reason: 'out_of_stock' }));
    expect(await held()).toEqual([{ held: 5_000 }]);
  });

  it('is of all choices of a reward together', async () => {
    await open({ stock: 7 }, PLAIN, stepped);
    await crowd();
    const rewardId = 'voucher';
    await shop.fillPool(CROWD, { rewardId });
    await shop.fillPool(CROWD, { rewardId, fingerprint: 'amount-off 1000 GBP' });
    const answers = await all((place) => (place % 2 === 0 ? 'voucher:500' : 'voucher:900'));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(7);
    expect(await shop.rows('SELECT FROM redemptions')).toHaveLength(7);
  });

  it('is there again for what was released, and not for what was spent', async () => {
    await open({ stock: 1 });
    await earn(shop, 500);
    await earn(shop, 500, 'c2');
    await shop.fillPool(3);
    admitted(await shop.at(day(21)).redeem());
    const theirs = (days: number) => shop.at(day(days)).redeem({ customerId: 'c2' });
    expect(await theirs(21)).toEqual({ ok: false, reason: 'out_of_stock' });
    const [row] = await shop.rows<{ id: number }>(
      'SELECT redemption_id::int AS id FROM redemptions',
    );
    expect(await shop.at(day(22)).release(row?.id ?? 0)).toEqual({ ok: true });
    expect(await theirs(22)).toMatchObject({ ok: true });
    await shop.rows("UPDATE redemptions SET status = 'settled' WHERE status = 'open'");
    expect(await shop.at(day(22)).redeem()).toEqual({ ok: false, reason: 'out_of_stock' });
    await shop.rows("UPDATE redemptions SET status = 'open' WHERE status = 'settled'");
  });
});
