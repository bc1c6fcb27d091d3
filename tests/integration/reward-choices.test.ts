/** A reward of several choices: each has a price, a discount, codes, and a life of its own. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Observation } from '../../app/contracts/observation.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { fixedReward } from '../../app/domain/program/fixed-reward.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { Reward } from '../../app/domain/program/program.ts';
import { assertBooksBalance } from '../support/books.ts';
import { day, seenRefund } from '../support/drain-shop.ts';
import {
  admitted,
  earn,
  openRedeemShop,
  type RedeemShop,
  usingOrder,
} from '../support/redeem-shop.ts';

const step = (cost: number, amountMinor: number) =>
  ({
    cost: points(cost),
    gives: { kind: 'amount-off', amountMinor: minor(amountMinor) },
  }) as const;
const STEPS = [step(500, 500), step(900, 1_000), step(1_600, 2_000)];
const voucher: Reward = {
  ...fixedReward({ id: 'voucher', name: 'Voucher', ...step(500, 500) }),
  offer: { kind: 'stepped', steps: STEPS },
};
const tenth: Reward = fixedReward({
  ...{ id: 'tenth', name: 'A tenth off', cost: points(400) },
  gives: { kind: 'percent-off', percent: 10, mostMinor: null },
});
const card: Reward = fixedReward({
  ...{ id: 'card', name: 'Gift card', cost: points(500) },
  gives: { kind: 'gift-card', amountMinor: minor(500) },
});

let shop: RedeemShop;
beforeEach(async () => {
  const preset = pointsPreset({ currency: 'GBP', zone: 'UTC' });
  shop = await openRedeemShop(undefined, { ...preset, rewards: [voucher, tenth, card] });
  await earn(shop, 2_000);
});
afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

async function hear(days: number, ...seen: Observation[]): Promise<void> {
  await shop.feed(seen);
  await shop.at(day(days)).drain();
}

const balances = async () => {
  const [row] = await shop.rows<{ pending: number; available: number; held: number }>(
    `SELECT pending::int, available::int, held::int FROM members WHERE customer_id = 'c1'`,
  );
  return row;
};
const pool = (amountMinor: number) =>
  shop.fillPool(1, { rewardId: 'voucher', fingerprint: `amount-off ${amountMinor} GBP` });

describe('each step of a stepped reward', () => {
  it.each(STEPS.map(({ cost, gives }) => [cost, gives.amountMinor] as const))(
    'is redeemed for %i points, settles with its order and comes back with the goods',
    async (cost, amountMinor) => {
      const [code] = await pool(amountMinor);
      const rewardId = `voucher:${cost}`;
      const { redemption } = admitted(await shop.at(day(21)).redeem({ rewardId }));
      const rewardName = `Voucher: £${amountMinor / 100} off`;
      expect(redemption).toMatchObject({ code, rewardId, rewardName, cost, status: 'open' });
      const { redemptions } = await shop.at(day(21)).wallet();
      expect(redemptions).toEqual([redemption]);
      expect(await balances()).toEqual({ pending: 0, available: 2_000 - cost, held: cost });

      await hear(22, usingOrder('1', redemption.code, { offMinor: amountMinor }));
      const earned = 40 - amountMinor / 100;
      expect(await balances()).toEqual({ pending: earned, available: 2_000 - cost, held: 0 });

      await hear(24, seenRefund('1', { at: day(23) }));
      expect(await balances()).toMatchObject({ available: 2_000 - cost / 2 });
      await hear(26, seenRefund('1', { id: 'r2', at: day(25) }));
      expect(await balances()).toEqual({ pending: 0, available: 2_000, held: 0 });
    },
  );

  it('takes no code of another step', async () => {
    await pool(1_000);
    const answer = await shop.at(day(21)).redeem({ rewardId: 'voucher:500' });
    expect(answer).toEqual({ ok: false, reason: 'no_code_ready' });
  });

  it('is charged at its own price where its code was used without being given out', async () => {
    const [code = ''] = await pool(1_000);
    await hear(22, usingOrder('1', code, { offMinor: 1_000 }));
    const [row] = await shop.rows('SELECT status, cost::int, charged::int FROM redemptions');
    expect(row).toEqual({ status: 'unissued', cost: 900, charged: 900 });
    expect(await balances()).toMatchObject({ available: 1_100 });
  });

  it('is one request under one key, and another step is another', async () => {
    await pool(500);
    await pool(1_000);
    const key = 'one-tap-1';
    const now = shop.at(day(21));
    const first = await now.redeem({ key, rewardId: 'voucher:500' });
    expect(await now.redeem({ key, rewardId: 'voucher:500' })).toEqual(first);
    const other = await now.redeem({ key, rewardId: 'voucher:900' });
    expect(other).toEqual({ ok: false, reason: 'key_reused' });
  });

  it.each([
    ['voucher', 'unknown_choice'],
    ['voucher:501', 'unknown_choice'],
    ['vouchers:500', 'unknown_reward'],
  ])('is not known as %s: %s', async (rewardId, reason) => {
    expect(await shop.at(day(21)).redeem({ rewardId })).toEqual({ ok: false, reason });
  });
});

describe('a percentage off', () => {
  it('returns its points in the proportion in which its discount comes back', async () => {
    await shop.fillPool(1, { rewardId: 'tenth', fingerprint: 'percent-off 10' });
    const { redemption } = admitted(await shop.at(day(21)).redeem({ rewardId: 'tenth' }));
    // A tenth of three units at £11.11 is £3.33.
    const used = usingOrder('1', redemption.code, { price: '11.11', quantity: 3, offMinor: 333 });
    await hear(22, used);
    expect(await balances()).toMatchObject({ available: 1_600, held: 0 });
    const back: number[] = [];
    for (const place of [1, 2, 3]) {
      await hear(22 + place, seenRefund('1', { id: `r${place}`, at: day(22 + place) }));
      back.push(((await balances())?.available ?? 0) - 1_600);
    }
    // £1.11 of £3.33, then £2.22, then all: 400 points in thirds, and the rounding is not lost.
    expect(back).toEqual([133, 266, 400]);
  });
});

describe('what no code gives', () => {
  it('is never handed out, and costs nothing to ask for', async () => {
    await shop.fillPool(1, { rewardId: 'card', fingerprint: 'amount-off 500 GBP' });
    const answer = await shop.at(day(21)).redeem({ rewardId: 'card' });
    expect(answer).toEqual({ ok: false, reason: 'no_code_ready' });
    expect(await balances()).toEqual({ pending: 0, available: 2_000, held: 0 });
  });
});
