/**
 * Goal 17: one delivery in twenty dropped, an hour in which none came, and then none any more. One
 * comparison recovers all of it, and what that costs of the shop's budget is counted.
 */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Observation } from '../../app/contracts/observation.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { assertBooksBalance, netPositions } from '../support/books.ts';
import { day, foldInMemory, seenOrder } from '../support/drain-shop.ts';
import { type IntakeShop, openIntakeShop } from '../support/intake-shop.ts';

type SeenOrder = Extract<Observation, { type: 'order' }>;

const ORDERS = 400;
const EVERY_MIN = 1;
const OUTAGE = { from: 120, to: 180 };
const DELETED_AT = 360;
/** What a page of orders at a glance and a whole order cost of the budget, as the documents say. */
const POINTS = { page: 20, order: 110 };
const PAGE = 100;

let shop: IntakeShop;
beforeEach(async () => {
  shop = await openIntakeShop();
  shop.world.pageSize = PAGE;
});
afterEach(() => shop.close());

const isDelivered = (place: number) =>
  place % 20 !== 7 && (place < OUTAGE.from || place >= OUTAGE.to) && place < DELETED_AT;

async function tell(seen: readonly SeenOrder[]): Promise<void> {
  await shop.owner.query('SELECT * FROM ingest_deliveries($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    seen.map(() => shop.ref.domain),
    seen.map(({ orderId }) => `told ${orderId}`),
    seen.map(() => null),
    seen.map(() => 'orders/updated'),
    seen.map(() => 'waiting'),
    seen.map(() => null),
    seen.map(() => null),
    seen.map((one) => JSON.stringify(one)),
    seen.map(() => null),
  ]);
  await shop.drain();
}

it('recovers every lost order in one comparison, and fetches no other', async () => {
  const seen = Array.from({ length: ORDERS }, (_, place) => {
    const at = instant(day(0) + place * EVERY_MIN * 60_000);
    const customerId = `c${place % 37}`;
    const one = seenOrder(String(1_000 + place), { createdAt: at, customerId }) as SeenOrder;
    shop.world.orders.set(one.orderId, { snapshot: one.snapshot, refunds: [] });
    return one;
  });
  const lost = seen.filter((_one, place) => !isDelivered(place));
  await tell(seen.filter((_one, place) => isDelivered(place)));
  shop.time.now = day(1);
  await shop.work('reconcile');
  await shop.drain();

  const { last } = await shop.intake.readReconciliation(shop.ref);
  expect(last).toMatchObject({
    ...{ lookedAt: ORDERS, missing: lost.length, outdated: 0, repaired: lost.length },
  });
  expect(shop.world.fetched.toSorted()).toEqual(lost.map(({ orderId }) => orderId).toSorted());
  await assertBooksBalance(shop.database.ownerUrl);
  expect(await netPositions(shop.database.ownerUrl)).toEqual(foldInMemory(seen, shop.time.now));

  const pages = Math.ceil(ORDERS / PAGE) * POINTS.page;
  const each = (pages + shop.world.fetched.length * POINTS.order) / lost.length;
  console.log(`${lost.length} lost of ${ORDERS}: ${each.toFixed(1)} points for each at most`);
  expect(each).toBeLessThan(POINTS.order + 1);

  await shop.intake.askReconcile(shop.ref);
  await shop.work('reconcile');
  expect(shop.world.fetched).toHaveLength(lost.length);
});
