/** What time alone does under the loyalty language: no webhook comes, and the books follow. */
import { afterEach, describe, expect, it } from 'vitest';
import { instant } from '../../app/domain/kernel/instant.ts';
import { beautyClubPreset } from '../../app/domain/program/presets/beauty-club.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { starsPreset } from '../../app/domain/program/presets/stars.ts';
import { day, seenOrder, seenRefund } from '../support/drain-shop.ts';
import { HERE, type LanguageShop, openLanguageShop } from '../support/language-shop.ts';

let shop: LanguageShop;
afterEach(() => shop.close());

const before = (at: number) => instant(at - 1);
const order = (id: string, days: number, price: string, customerId = 'c1') =>
  seenOrder(id, { createdAt: day(days), price, customerId });
const movements = () =>
  shop.rows('SELECT kind, lot_id, points::int, at FROM movements ORDER BY member_id, seq');

describe('points with a date', () => {
  it('expire at their instant, and the world is told', async () => {
    shop = await openLanguageShop(starsPreset(HERE));
    await shop.tell([order('1', 0, '100.00')]);
    await shop.drain(day(1));
    // Earned on 28 May 2026, 20:26:40; six months and seven days of grace later.
    const end = instant(Date.parse('2026-12-05T20:26:40Z'));
    expect(await shop.sweep(before(end))).toBe(false);
    expect(await shop.member()).toMatchObject({ available: 200 });
    expect(await shop.sweep(end)).toBe(true);
    expect(await shop.member()).toMatchObject({ available: 0, refold: false });
    expect((await movements()).at(-1)).toMatchObject({ kind: 'expire', at: new Date(end) });
    expect(await shop.rows('SELECT seq::int FROM outbox')).toEqual([{ seq: 2 }]);
    await shop.expectFresh(end);
    expect(await shop.sweep(end)).toBe(false);
  });

  it('of a member who stays away expire together, and a visit keeps them all', async () => {
    shop = await openLanguageShop(beautyClubPreset(HERE));
    await shop.tell([
      order('1', 0, '80.00'),
      order('2', 100, '20.00'),
      order('3', 0, '9.00', 'c2'),
    ]);
    await shop.drain(day(120));
    await shop.sweep(day(400));
    expect(await shop.member('c2')).toMatchObject({ available: 0 });
    expect(await shop.member('c1')).toMatchObject({ available: 150 });
    await shop.sweep(day(500));
    expect(await shop.member('c1')).toMatchObject({ available: 0 });
    await shop.expectFresh(day(500));
  });
});

describe('a tier', () => {
  it('lapses without a webhook and without a movement, and the next order earns less', async () => {
    shop = await openLanguageShop(pointsTiersPreset(HERE));
    await shop.tell([order('1', 0, '600.00'), order('2', 10, '100.00')]);
    await shop.drain(day(11));
    expect(await shop.member()).toMatchObject({ pending: 725, tier: 'silver' });
    // £600 are met until day 365, and Silver is kept for 365 days more.
    await shop.sweep(before(day(730)));
    expect(await shop.member()).toMatchObject({ available: 725, tier: 'silver' });
    const told = await movements();
    expect(await shop.sweep(day(730))).toBe(true);
    expect(await shop.member()).toMatchObject({ available: 725, tier: 'bronze', refold: false });
    expect(await movements()).toEqual(told);
    await shop.tell([order('3', 731, '100.00')]);
    await shop.drain(day(731));
    expect(await shop.member()).toMatchObject({ available: 725, pending: 100 });
    await shop.expectFresh(day(731));
  });

  it('falls with a late refund, and so does what later orders earned by it', async () => {
    shop = await openLanguageShop(pointsTiersPreset(HERE));
    const twoUnits = { createdAt: day(0), quantity: 2, price: '300.00' };
    await shop.tell([seenOrder('1', twoUnits), order('2', 10, '100.00')]);
    await shop.drain(day(30));
    expect(await shop.member()).toMatchObject({ available: 725, tier: 'silver' });
    await shop.tell([seenRefund('1', { at: day(5) })]);
    await shop.drain(day(31));
    // Silver for the five days on which £600 were spent, and kept for a year from then.
    expect(await shop.member()).toMatchObject({ available: 425, tier: 'silver' });
    await shop.tell([seenOrder('1', { ...twoUnits, updatedAt: day(8), cancelledAt: day(0) })]);
    await shop.drain(day(32));
    expect(await shop.member()).toMatchObject({ available: 100, tier: 'bronze' });
    await shop.expectFresh(day(32));
  });
});

describe('tiers published in mid-life', () => {
  const TRADE = [
    order('1', 0, '600.00'),
    order('2', 0, '20.00', 'c2'),
    order('3', 20, '2500.00', 'c3'),
  ];
  const tiers = () => shop.rows('SELECT customer_id, tier FROM members ORDER BY customer_id');
  const THEN = [
    { customer_id: 'c1', tier: 'silver' },
    { customer_id: 'c2', tier: 'bronze' },
    { customer_id: 'c3', tier: 'gold' },
  ];

  it('fold everybody again, as if the ladder had always been there', async () => {
    shop = await openLanguageShop(pointsPreset(HERE));
    await shop.tell(TRADE);
    await shop.drain(day(25));
    await shop.publish(pointsTiersPreset(HERE), day(30));
    expect(await shop.sweep(day(30))).toBe(true);
    expect(await tiers()).toEqual(THEN);
    await shop.tell([order('4', 31, '100.00')]);
    await shop.drain(day(31));
    expect(await shop.member()).toMatchObject({ pending: 125, available: 600 });
    await shop.expectFresh(day(31));
  });

  it('wait for the instant at which they are in force', async () => {
    shop = await openLanguageShop(pointsPreset(HERE));
    await shop.tell(TRADE);
    await shop.drain(day(25));
    await shop.publish(pointsTiersPreset(HERE), day(30), day(40));
    await shop.sweep(before(day(40)));
    expect(new Set((await tiers()).map((row) => (row as { tier: null }).tier))).toEqual(
      new Set([null]),
    );
    expect(await shop.sweep(day(40))).toBe(true);
    expect(await tiers()).toEqual(THEN);
    await shop.expectFresh(day(40));
  });

  it('give points for levels that were reached before, once, without a webhook', async () => {
    shop = await openLanguageShop(pointsPreset(HERE));
    await shop.tell(TRADE);
    await shop.drain(day(36));
    await shop.publish(beautyClubPreset(HERE), day(40));
    await shop.sweep(day(40));
    expect(await shop.member('c1')).toMatchObject({ available: 650, tier: 'favourite' });
    expect(await shop.member('c2')).toMatchObject({ available: 20, tier: 'friend' });
    expect(await shop.member('c3')).toMatchObject({ available: 2_650, tier: 'icon' });
    await shop.expectFresh(day(40));
  });

  it('and withdrawn again leave no tier, and every order to its own version', async () => {
    shop = await openLanguageShop(pointsTiersPreset(HERE));
    await shop.tell(TRADE);
    await shop.drain(day(36));
    await shop.publish(pointsPreset(HERE), day(40));
    await shop.tell([order('4', 39, '100.00'), order('5', 41, '100.00')]);
    await shop.drain(day(41));
    expect(await shop.member()).toMatchObject({ available: 600, pending: 225, tier: null });
    await shop.expectFresh(day(41));
  });
});

describe('a member with a long history', () => {
  it('of 2,000 orders is folded once for all of them, and once for a late fact', async () => {
    shop = await openLanguageShop(pointsTiersPreset(HERE));
    const orders = Array.from({ length: 2_000 }, (_, place) =>
      seenOrder(String(place), { createdAt: day(place / 4), quantity: 2, price: '7.31' }),
    );
    await shop.tell(orders);
    expect(await shop.drain(day(510))).toMatchObject({ rows: 2_000, refolded: 1, parked: 0 });
    await shop.tell([seenRefund('3', { at: day(4) })]);
    expect(await shop.drain(day(510))).toMatchObject({ rows: 1, refolded: 1 });
    expect(await shop.member()).toMatchObject({ tier: 'gold', refold: false });
    await shop.expectFresh(day(510));
  });
});
