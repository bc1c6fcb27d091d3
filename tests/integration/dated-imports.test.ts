/** Points brought with a date end on it, also where new facts are appended to a few lots. */
import { afterEach, expect, it } from 'vitest';
import { instant } from '../../app/domain/kernel/instant.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { day, seenOrder } from '../support/drain-shop.ts';
import { HERE, type LanguageShop, openLanguageShop } from '../support/language-shop.ts';

let shop: LanguageShop;
afterEach(() => shop.close());

const order = (id: string, days: number) =>
  seenOrder(id, { createdAt: day(days), price: '100.00', customerId: 'c1' });
const expired = () =>
  shop.rows(`SELECT lot_id, points::int, at FROM movements WHERE kind = 'expire' ORDER BY seq`);

/** Order 1 on day 0, and on day 2 seventy points from elsewhere for each of the dates. */
async function openWith(dates: readonly number[]): Promise<void> {
  shop = await openLanguageShop(pointsPreset(HERE));
  await shop.tell([order('1', 0)]);
  await shop.drain(day(1));
  const { memberId } = await shop.member();
  for (const [nth, on] of dates.entries()) {
    const content = { id: `old-${on}`, points: 70, source: 'Old', earnedAt: day(-100) };
    await shop.rows(
      `INSERT INTO decisions (program_id, member_id, at, kind, content)
       VALUES ($1, $2, $3, 'import', $4)`,
      [shop.programId, memberId, new Date(day(2) + nth), { ...content, expiresAt: day(on) }],
    );
  }
  await shop.rows('UPDATE members SET refold = true');
  await shop.drain(day(3));
}

it('between two orders, of which the second is appended', async () => {
  await openWith([20]);
  await shop.tell([order('2', 25)]);
  await shop.drain(day(26));
  expect(await expired()).toEqual([{ lot_id: 'import:old-20', points: 70, at: new Date(day(20)) }]);
  await shop.expectFresh(day(26));
});

it('whatever is appended before, each on its own', async () => {
  await openWith([20, 40]);
  await shop.tell([order('2', 5)]);
  await shop.drain(day(6));
  await shop.expectFresh(day(6));
  // Order 1 matures, and the next thing that time does is the first date.
  expect(await shop.sweep(day(15))).toBe(true);
  await shop.expectFresh(day(15));
  expect(await shop.sweep(day(21))).toBe(true);
  await shop.expectFresh(day(21));
  expect(await shop.sweep(instant(day(40) - 1))).toBe(false);
  expect(await shop.sweep(day(40))).toBe(true);
  await shop.expectFresh(day(40));
  expect(await expired()).toHaveLength(2);
});

it('staff take what ends first, and the rest still ends', async () => {
  await openWith([20]);
  await shop.sweep(day(15));
  const { memberId } = await shop.member();
  const taken = await shop.at(day(16)).adjust({ memberId, points: -30 });
  expect(taken).toMatchObject({ ok: true });
  await shop.expectFresh(day(16));
  expect(await shop.sweep(day(20))).toBe(true);
  expect(await expired()).toMatchObject([{ lot_id: 'import:old-20', points: 40 }]);
  await shop.expectFresh(day(20));
});
