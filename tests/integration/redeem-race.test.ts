/** Redeeming and the drain, each stopped at the very place where the other could slip past. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drainBatch } from '../../app/services/drain-batch.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { redeemReward } from '../../app/services/redeem-reward.ts';
import { refoldMember } from '../../app/services/refold-member.ts';
import { releaseRedemption } from '../../app/services/release-redemption.ts';
import { assertBooksBalance } from '../support/books.ts';
import { BOUNDS, day } from '../support/drain-shop.ts';
import { gate, heldBefore } from '../support/gate.ts';
import {
  admitted,
  earn,
  openRedeemShop,
  type RedeemShop,
  usingOrder,
} from '../support/redeem-shop.ts';

let shop: RedeemShop;
beforeEach(async () => {
  shop = await openRedeemShop();
  await earn(shop, 500);
});
afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

const redemptions = () => shop.rows('SELECT status, charged::int FROM redemptions');
const batch = () => ({ programId: shop.programId, claim: { atMost: 10 }, asOf: day(22) });
const ask = () => {
  const { programId, shopId } = shop;
  const who = { programId, shopId, customerId: 'c1' };
  return { ...who, rewardId: 'amount-off-5', key: 'one-tap-1', via: 'theme' } as const;
};
const drainAll = () => drainProgram(shop.needs(day(22)), shop.programId, BOUNDS);

describe('a code that an order carries in the moment it is handed out', () => {
  it('is found with its holder by a drain that comes while it is being handed out', async () => {
    const [code = ''] = await shop.fillPool(1);
    const { needs } = shop.at(day(21));
    const atWrite = gate();
    const books = heldBefore(needs.books, 'writeBatch', atWrite.pass);
    const redeeming = redeemReward({ ...needs, books })(ask());
    await atWrite.arrived;
    await shop.feed([usingOrder('1', code, { customerId: 'friend' })]);
    const draining = drainBatch(shop.needs(day(22)), batch());
    atWrite.open();
    expect(admitted(await redeeming).redemption.code).toBe(code);
    await draining;
    await drainAll();
    expect(await redemptions()).toEqual([{ status: 'settled', charged: 0 }]);
  });

  it('is not handed out any more once a drain has seen it', async () => {
    const [code = ''] = await shop.fillPool(1);
    await shop.feed([usingOrder('1', code, { customerId: 'friend' })]);
    const atLock = gate();
    const needs = shop.needs(day(22));
    const books = heldBefore(needs.books, 'lockMembers', atLock.pass);
    const draining = drainBatch({ ...needs, books }, batch());
    await atLock.arrived;
    expect(await shop.at(day(21)).redeem()).toEqual({ ok: false, reason: 'no_code_ready' });
    atLock.open();
    await draining;
    await drainAll();
    expect(await redemptions()).toEqual([{ status: 'unissued', charged: 500 }]);
  });
});

describe('the holder of a code, folded again beside the batch that tells of its order', () => {
  it.each(['lockMembers', 'writeBatch'] as const)(
    'settles, where it waits at %s',
    async (place) => {
      await shop.fillPool(1);
      const { code } = admitted(await shop.at(day(21)).redeem()).redemption;
      await shop.feed([usingOrder('1', code, { customerId: null })]);
      await shop.rows('UPDATE members SET refold = true');
      const [member] = await shop.rows<{ member_id: string }>('SELECT member_id FROM members');
      const at = gate();
      const needs = shop.needs(day(22));
      const batching = drainBatch(
        { ...needs, books: heldBefore(needs.books, place, at.pass) },
        batch(),
      );
      await at.arrived;
      const memberId = Number(member?.member_id);
      const who = { programId: shop.programId, memberId, asOf: day(22) };
      const refolding = refoldMember(needs, who);
      if (place === 'lockMembers') expect(await refolding).toBe(true);
      at.open();
      await Promise.all([batching, refolding]);
      await drainAll();
      expect(await redemptions()).toEqual([{ status: 'settled', charged: 0 }]);
    },
  );
});

describe('a release beside the order that carries the code after all', () => {
  it('either comes first: then the order is charged, and the points are spent once', async () => {
    await shop.fillPool(1);
    const { code } = admitted(await shop.at(day(20)).redeem()).redemption;
    const [row] = await shop.rows<{ redemption_id: string }>(
      'SELECT redemption_id FROM redemptions',
    );
    const { needs } = shop.at(day(22));
    const atWrite = gate();
    const books = heldBefore(needs.books, 'writeRefold', atWrite.pass);
    const { programId } = shop;
    const redemptionId = Number(row?.redemption_id);
    const releasing = releaseRedemption({ ...needs, books })({ programId, redemptionId });
    await atWrite.arrived;
    await shop.feed([usingOrder('1', code)]);
    const draining = drainBatch(shop.needs(day(22)), batch());
    atWrite.open();
    expect(await releasing).toEqual({ ok: true });
    await draining;
    await drainAll();
    expect(await redemptions()).toEqual([{ status: 'released', charged: 500 }]);
    expect(await shop.rows('SELECT available::int, held::int FROM members')).toEqual([
      { available: 0, held: 0 },
    ]);
  });
});
