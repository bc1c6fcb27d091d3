/** One event over many lots: many movements in the books, and one line wherever it is told. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminStore } from '../../app/adapters/postgres/admin-store.server.ts';
import { openMirrors } from '../../app/adapters/postgres/mirrors.server.ts';
import type { LedgerLine } from '../../app/contracts/admin-members.ts';
import { buildCard } from '../../app/services/build-card.ts';
import type { AdminStore } from '../../app/services/ports/admin.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import { assertBooksBalance } from '../support/books.ts';
import { day, seenOrder } from '../support/drain-shop.ts';
import { admitted, openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';

const LOTS = 130;
/** Of 4 points each: more lots than a page reads movements. */
const TAKEN = 500 / 4;

let shop: RedeemShop;
let ref: ShopRef;
let store: AdminStore;
let memberId: number;

beforeAll(async () => {
  shop = await openRedeemShop();
  ref = { programId: shop.programId, shopId: shop.shopId, domain: shop.domain };
  store = adminStore(shop.pool);
  await shop.feed(
    Array.from({ length: LOTS }, (_, place) =>
      seenOrder(`${place}`, { createdAt: day(place / 64), price: '4.00' }),
    ),
  );
  await shop.at(day(20)).drain();
  await shop.fillPool(1);
  const [row] = await shop.rows<{ member_id: string }>('SELECT member_id FROM members');
  memberId = Number(row?.member_id);
});
afterAll(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

test('a card tells it in one line, at once and at Shopify', async () => {
  const { card } = admitted(await shop.at(day(21)).redeem());
  const text = '500 points reserved for “£5 off”.';
  expect(card.lines[0]).toEqual({ at: day(21), points: -500, text });
  expect(card.lines.filter((line) => line.text === text)).toHaveLength(1);
  const { news } = await openMirrors(shop.pool).readMembers(ref, { after: null, atMost: 5 });
  const told = news[0]?.card;
  expect(told && buildCard({ ...told, zone: 'UTC' })).toEqual(card);
});

test('the ledger tells it in one line, and no page cuts it in two', async () => {
  const pages: (readonly LedgerLine[])[] = [];
  let before: number | null = null;
  do {
    const page = await store.readMember(ref, { memberId, before, zone: 'UTC' });
    pages.push(page?.ledger ?? []);
    before = page?.olderBefore ?? null;
  } while (before !== null);
  const lines = pages.flat();
  const last = 2 * LOTS + TAKEN;
  expect(lines[0]).toMatchObject({ change: -500, points: 500, seq: last });
  expect(lines[0]?.firstSeq).toBe(last - TAKEN + 1);
  expect(Math.max(...pages.map((page) => page.length))).toBe(20);
  // Every movement is in one line, and in one only.
  expect(lines.map(({ seq }) => seq + 1).slice(1)).toEqual(
    lines.slice(0, -1).map(({ firstSeq }) => firstSeq),
  );
  expect(lines.at(-1)?.firstSeq).toBe(1);
  expect(lines.reduce((sum, { change }) => sum + change, 0)).toBe(4 * LOTS - 500);
});
