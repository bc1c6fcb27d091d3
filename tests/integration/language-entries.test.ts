/** Points for a level, and rewards, under a program whose members are folded from scratch. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { points } from '../../app/domain/kernel/points.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { drainBatch } from '../../app/services/drain-batch.ts';
import { redeemReward } from '../../app/services/redeem-reward.ts';
import { refoldMember } from '../../app/services/refold-member.ts';
import { day, seenOrder, seenRefund } from '../support/drain-shop.ts';
import { dyingBooks } from '../support/dying-books.ts';
import { gate, heldBefore } from '../support/gate.ts';
import { HERE, type LanguageShop, openLanguageShop } from '../support/language-shop.ts';
import { usingOrder } from '../support/redeem-shop.ts';

const PRESET = pointsTiersPreset(HERE);
const { tiers } = PRESET;
/** Silver gives 40 points, Gold 90. */
const ENTERED: ProgramDefinition = {
  ...PRESET,
  tiers: tiers && {
    ...tiers,
    levels: tiers.levels.map((level, place) => ({
      ...level,
      entryPoints: points([0, 40, 90][place] ?? 0),
    })),
  },
};

let shop: LanguageShop;
beforeEach(async () => {
  shop = await openLanguageShop(ENTERED);
});
afterEach(() => shop.close());

const order = (id: string, days: number, price: string, quantity = 1) =>
  seenOrder(id, { createdAt: day(days), price, quantity });
const entries = () =>
  shop.rows(
    `SELECT content->>'levelId' AS level, (content->>'points')::int AS points
     FROM decisions WHERE kind = 'entry' ORDER BY at`,
  );
const batch = (days: number) => {
  return { programId: shop.programId, claim: { atMost: 200 }, asOf: day(days) };
};
const SILVER = { level: 'silver', points: 40 };
const GOLD = { level: 'gold', points: 90 };

/** A member who reached Silver by what was told, which nobody has folded yet. */
async function flagged(): Promise<{ programId: number; memberId: number; asOf: typeof asOf }> {
  const asOf = day(20);
  await shop.tell([order('1', 0, '300.00', 2)]);
  await drainBatch(shop.needs(asOf), batch(20));
  const { memberId, refold } = await shop.member();
  expect(refold).toBe(true);
  return { programId: shop.programId, memberId, asOf };
}

describe('points for a level', () => {
  it('are given once, however often the member is folded and whatever is learnt', async () => {
    await shop.tell([order('1', 0, '300.00', 2)]);
    await shop.drain(day(1));
    expect(await entries()).toEqual([SILVER]);
    expect(await shop.member()).toMatchObject({ pending: 600, available: 40, tier: 'silver' });
    for (let again = 0; again < 3; again += 1) {
      await shop.rows('UPDATE members SET refold = true');
      await shop.drain(day(2 + again));
    }
    // It was never reached, as is learnt now, and is reached again later.
    await shop.tell([
      seenOrder('1', {
        ...{ createdAt: day(0), quantity: 2, price: '300.00' },
        ...{ updatedAt: day(6), cancelledAt: day(0) },
      }),
    ]);
    await shop.drain(day(6));
    expect(await shop.member()).toMatchObject({ pending: 0, available: 40, tier: 'bronze' });
    await shop.tell([order('2', 7, '550.00')]);
    await shop.drain(day(8));
    expect(await entries()).toEqual([SILVER]);
    await shop.tell([order('3', 9, '2600.00')]);
    await shop.drain(day(10));
    expect(await entries()).toEqual([SILVER, GOLD]);
    await shop.expectFresh(day(10));
  });

  it('are given for the level reached and not for those skipped', async () => {
    await shop.tell([order('1', 0, '2100.00')]);
    await shop.drain(day(1));
    expect(await entries()).toEqual([GOLD]);
    await shop.expectFresh(day(1));
  });

  it.each(['loadMember', 'writeRefold', 'writeDecisions'] as const)(
    'are given once where two processes fold the member, one of them held before %s',
    async (operation) => {
      const at = await flagged();
      const held = gate();
      const needs = shop.needs(day(20));
      const books = heldBefore(needs.books, operation, held.pass);
      const slow = refoldMember({ ...needs, books }, at);
      await held.arrived;
      const quick = refoldMember(needs, at);
      held.open();
      expect(await Promise.all([slow, quick])).toEqual([true, false]);
      expect(await entries()).toEqual([SILVER]);
      await shop.expectFresh(day(20));
    },
  );

  it('are given once where a process dies at any step and another goes on', async () => {
    const asOf = day(20);
    for (let dieAt = 1; ; dieAt += 1) {
      const customerId = `c${dieAt}`;
      await shop.tell([seenOrder(customerId, { customerId, price: '600.00' })]);
      await drainBatch(shop.needs(asOf), batch(20));
      const { memberId } = await shop.member(customerId);
      const needs = shop.needs(asOf);
      const { books, died } = dyingBooks(needs.books, dieAt);
      const at = { programId: shop.programId, memberId, asOf };
      await refoldMember({ ...needs, books }, at).catch(() => {});
      await shop.drain(asOf);
      expect(await shop.member(customerId)).toMatchObject({ available: 640, tier: 'silver' });
      if (!died()) break;
    }
    await shop.expectFresh(asOf);
  });

  it('are given once where a reward is taken while the member is folded', async () => {
    const at = await flagged();
    await shop.fillPool(1);
    const held = gate();
    const needs = shop.needs(day(20));
    const books = heldBefore(needs.books, 'writeDecisions', held.pass);
    const folding = refoldMember({ ...needs, books }, at);
    await held.arrived;
    const taking = shop.at(day(20)).redeem();
    held.open();
    expect(await folding).toBe(true);
    expect(await taking).toMatchObject({ ok: true });
    expect(await entries()).toEqual([SILVER]);
    expect(await shop.member()).toMatchObject({ available: 140, held: 500 });
    await shop.expectFresh(day(20));
  });

  it('are given to whoever takes a reward before the member was folded', async () => {
    await flagged();
    await shop.fillPool(1);
    expect(await shop.at(day(20)).redeem()).toMatchObject({ ok: true });
    expect(await entries()).toEqual([SILVER]);
    expect(await shop.member()).toMatchObject({ available: 140, held: 500, refold: false });
    await shop.drain(day(21));
    await shop.expectFresh(day(21));
  });
});

describe('a reward taken while the member waits to be folded again', () => {
  it('is refused where a refund that nobody has folded took what it costs', async () => {
    await shop.tell([order('1', 0, '300.00', 2)]);
    await shop.drain(day(20));
    await shop.fillPool(1);
    await shop.tell([seenRefund('1', { at: day(10) })]);
    await drainBatch(shop.needs(day(21)), batch(21));
    expect(await shop.member()).toMatchObject({ available: 640, refold: true });
    const refused = { ok: false, reason: 'insufficient_points' };
    expect(await shop.at(day(21)).redeem()).toMatchObject(refused);
    await shop.drain(day(21));
    expect(await shop.member()).toMatchObject({ available: 340, held: 0 });
    await shop.expectFresh(day(21));
  });

  it('never reserves more than there is, however many tap at once beside the drain', async () => {
    await shop.tell([order('1', 0, '300.00', 2), order('2', 1, '460.00')]);
    await shop.drain(day(20));
    await shop.fillPool(8);
    // 1,215 are to be spent by the books; a refund of 300 is on its way.
    expect(await shop.member()).toMatchObject({ available: 1_215 });
    await shop.tell([seenRefund('1', { at: day(10) })]);
    const { needs } = shop.at(day(21));
    const { programId, shopId } = shop;
    const taps = Array.from({ length: 6 }, (_, tap) =>
      redeemReward(needs)({
        ...{ programId, shopId, customerId: 'c1', rewardId: 'amount-off-5' },
        ...{ key: `tap-number-${tap}`, via: 'theme' },
      }),
    );
    const draining = shop.drain(day(21));
    const taken = (await Promise.all(taps)).filter(({ ok }) => ok).length;
    await draining;
    await shop.drain(day(21));
    const { available, held } = await shop.member();
    expect(held).toBe(500 * taken);
    expect(available + held).toBe(915);
    // Whoever came before the refund was known may have taken two; nobody can take three.
    expect([1, 2]).toContain(taken);
    await shop.expectFresh(day(21));
  });

  it('is settled, and comes back with its goods, as under any other program', async () => {
    await shop.tell([order('1', 0, '300.00', 2)]);
    await shop.drain(day(20));
    const [code = ''] = await shop.fillPool(1);
    expect(await shop.at(day(21)).redeem()).toMatchObject({ ok: true });
    await shop.feed([usingOrder('u1', code, { createdAt: day(22) })]);
    await shop.drain(day(22));
    expect(await shop.rows('SELECT status FROM redemptions')).toEqual([{ status: 'settled' }]);
    // £40 of mugs less £5 of the code, at Silver: 43.75; then half of it, 21.875.
    expect(await shop.member()).toMatchObject({ available: 140, held: 0, pending: 43 });
    await shop.feed([seenRefund('u1', { at: day(23) })]);
    await shop.drain(day(24));
    expect(await shop.member()).toMatchObject({ available: 390, held: 0, pending: 21 });
  });
});
