/**
 * *held, issued, bound* × *paid, cancelled, lapsed, deleted, used late, used twice, used unissued*,
 * each with its webhooks in time, missing, late and doubled: all at once in one shop at a twin,
 * two days of made time. What must be is read off the shop's orders (`redemption-cells.ts`).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeOrder, orderChanges } from '../../twin/control/change-orders.ts';
import { products } from '../../twin/model/kinds.ts';
import { orders } from '../../twin/model/order-kind.ts';
import { setUsageLag } from '../../twin/trade/discount-usage.ts';
import { placeOrder } from '../../twin/trade/place-order.ts';
import { addProduct, must, SHOP } from '../../twin/trade/shop-fixture.ts';
import { assertBooksBalance } from '../support/books.ts';
import {
  allCells,
  type Cell,
  CELLS_COUNT,
  deleteCodeAtShop,
  deleteDiscountAtShop,
  EARNED,
  EVENTS,
  isAtShop,
  isSaid,
  nameOf,
  oughtToBe,
  type Outcome,
  STATES,
  TOLD,
} from '../support/redemption-cells.ts';
import { openPost, type Post } from '../support/redemption-post.ts';
import { admitted } from '../support/redeem-shop.ts';
import { openTown, type Town } from '../support/town-at-twin.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** At the twin as late as this an order may use a code that another one has used. */
const USAGE_LAG_MS = 72 * HOUR_MS;

let town: Town;
let post: Post;
let cells: Cell[];
let plate: number;
/** Orders that Shopify's search and list do not show yet. */
const unseen = new Set<string>();
/** Three hours on, long before anything lapses. */
const afterHours = new Map<Cell, Outcome>();

const ofEvent = (...events: Cell['event'][]) =>
  cells.filter(({ event }) => (events as string[]).includes(event));
const inHand = ({ state }: Cell) => state !== 'bound';

beforeAll(async () => {
  town = await openTown((shopify) => ({
    ...shopify,
    ordersWithCode: async (...asked) =>
      (await shopify.ordersWithCode(...asked)).filter((id) => !unseen.has(id)),
    // Who is told by webhooks, be it late, is not found by the comparison first.
    listUpdatedOrders: async (...asked) => {
      const { orders: listed, next } = await shopify.listUpdatedOrders(...asked);
      return { orders: listed.filter(({ orderId }) => post.isUntold(orderId)), next };
    },
  }));
  post = await openPost(town, (orderId) => unseen.has(orderId));
  plate = addProduct(town.world, { title: 'Plate', priceMinor: 2500, stock: null }).id;
  for (const product of town.world.store.each(products, SHOP)) {
    town.world.store.put(products, town.at.shop.id, product);
  }
  setUsageLag(town.world, USAGE_LAG_MS);
  cells = allCells(await town.people(CELLS_COUNT, EARNED));
  await liveThrough();
}, 240_000);
afterAll(async () => {
  await post.close();
  await town.stop();
});

async function liveThrough(): Promise<void> {
  await redeemAll();
  await bindSome();
  await befall();
  for (let hour = 0; hour < 3; hour += 1) await passAnHour();
  for (const cell of cells) afterHours.set(cell, await isSaid(town, cell));
  for (let hour = 0; hour < 20; hour += 4) await passAnHour(4 * HOUR_MS);
  await lapse();
  await post.tellLate();
  for (let hour = 0; hour < 2; hour += 1) await passAnHour();
  await post.tellAgain();
  await town.drain();
  await rest();
}

/** Some of them do not hear the answer; that they ask again, and hear it then, is seen below. */
async function redeemAll(): Promise<void> {
  for (const [place, cell] of cells.entries()) {
    if (place % 15 === 0) await town.roundsUntil(isFull);
    const { redemption } = admitted(await town.redeem(cell));
    cell.code = redemption.code;
  }
  await town.roundsUntil(isFull);
}

const isFull = async () => {
  const [live] = await town.rows<{ full: number }>(
    `SELECT count(*)::int AS full FROM reward_discounts d WHERE d.status = 'live' AND (
       SELECT count(*) FROM codes c WHERE c.discount_key = d.discount_key AND c.status = 'ready'
     ) >= 20`,
  );
  return live?.full === 2;
};

async function bindSome(): Promise<void> {
  town.world.clock.moveBy(10 * MINUTE_MS);
  for (const cell of cells) if (!inHand(cell)) place(cell, 'unpaid');
  await post.tell(cells);
  await rest();
}

/** The first two hours: all that happens by anybody's doing. */
async function befall(): Promise<void> {
  town.world.clock.moveBy(30 * MINUTE_MS);
  for (const cell of ofEvent('paid', 'cancelled', 'used twice')) await askAgain(cell);
  for (const cell of ofEvent('paid')) {
    if (inHand(cell)) place(cell, 'paid');
    else pay(cell);
  }
  for (const cell of ofEvent('cancelled').filter(inHand)) place(cell, 'unpaid');
  for (const cell of ofEvent('used twice')) {
    place(cell, 'paid');
    if (inHand(cell)) place(cell, 'paid');
    else pay(cell);
  }
  for (const cell of ofEvent('used beside an unissued code')) await useUnissued(cell);
  for (const cell of ofEvent('its code deleted')) deleteCodeAtShop(town, cell);
  deleteDiscountAtShop(town, ofEvent('its discount deleted')[0]);
  await post.tell(cells);
  town.world.clock.moveBy(MINUTE_MS);
  for (const cell of ofEvent('cancelled')) cancel(cell);
  // What is used late is ordered while its first order is being cancelled.
  for (const cell of ofEvent('used late').filter((one) => !inHand(one))) {
    hide(place(cell, 'paid'));
    cancel(cell);
  }
  await post.tell(cells);
  await town.drain();
  await showAgain();
}

/** A day is over: what is in hand lapses, but for codes that are used in the very last moment. */
async function lapse(): Promise<void> {
  const [last] = await town.rows<{ at: Date }>('SELECT min(lapses_at) AS at FROM redemptions');
  if (last) town.world.clock.moveTo(Math.max(town.clock(), last.at.getTime() - 20_000));
  for (const cell of ofEvent('used late').filter(inHand)) {
    await askAgain(cell);
    hide(place(cell, 'paid'));
  }
  town.world.clock.moveBy(HOUR_MS / 2);
  await showAgain();
  await passAnHour();
}

const hide = (orderId: number) => unseen.add(String(orderId));

/** Releases go their way, and see nothing of orders that are searched too early. */
async function showAgain(): Promise<void> {
  await rest();
  unseen.clear();
  await post.tell(cells);
  await rest();
}

async function passAnHour(ms = HOUR_MS): Promise<void> {
  town.world.clock.moveBy(ms);
  await rest();
}

const WAITING = `
  SELECT 1 FROM redemptions WHERE status = 'open' AND coalesce(asked_at, lapses_at) <= $1
  UNION ALL SELECT 1 FROM codes WHERE status = 'minting'
  UNION ALL SELECT 1 FROM inbox WHERE status = 'waiting'`;

/** Rounds until nothing waits to be released, told or drained. */
async function rest(): Promise<void> {
  for (let round = 0; round < 4; round += 1) await town.round();
  await town.roundsUntil(async () => {
    const waiting = await town.rows(WAITING, [new Date(town.clock())]);
    return waiting.length === 0;
  });
}

/** Who lost the answer asks again under the same key, and hears of the very same code. */
async function askAgain(cell: Cell): Promise<void> {
  if (cell.state !== 'held') return;
  expect(admitted(await town.redeem(cell)).redemption.code).toBe(cell.code);
}

function place(cell: Cell, how: 'paid' | 'unpaid', code = cell.code): number {
  const { countryCode, shippingRates } = town.at.shop;
  const rate = shippingRates.find(
    ({ countryCodes, priceMinor }) =>
      priceMinor > 0 && (countryCodes === null || countryCodes.includes(countryCode)),
  );
  const placed = placeOrder(town.world, town.at.shop.id, {
    lines: [{ variantId: plate, quantity: 1 }],
    customerId: Number(cell.customerId),
    codes: [code],
    payment: { method: how === 'paid' ? 'card' : 'bank_deposit' },
    ...(rate ? { shippingAddress: { countryCode }, shippingRateCode: rate.code } : {}),
  });
  const { id } = must(placed);
  cell.orderIds.push(id);
  post.belongsTo(String(id), cell);
  return id;
}

/** The first order of the cell. */
function change(cell: Cell, name: 'pay' | 'cancel'): void {
  const order = town.world.store.get(orders, town.at.shop.id, cell.orderIds[0] ?? 0);
  if (!order) throw new Error(`${nameOf(cell)}: there is an order.`);
  const { world, at } = town;
  must(changeOrder({ world, shop: at.shop, order }, name, orderChanges[name].parse({})));
}
const pay = (cell: Cell) => change(cell, 'pay');
const cancel = (cell: Cell) => change(cell, 'cancel');

async function useUnissued(cell: Cell): Promise<void> {
  const [last] = await town.rows<{ code: string }>(
    `SELECT max(c.code) AS code
     FROM codes c JOIN reward_discounts d USING (program_id, discount_key)
     WHERE c.status = 'ready' AND d.reward_id = $1 AND NOT c.code = ANY ($2)`,
    [cell.rewardId, cells.flatMap(({ unissued }) => unissued ?? [])],
  );
  cell.unissued = String(last?.code);
  place(cell, 'paid', cell.unissued);
}

describe.each(TOLD)('told %s', (told) => {
  describe.each(STATES)('a reward that is %s', (state) => {
    const cellOf = (event: Cell['event']): Cell => {
      const found = ofEvent(event).find((one) => one.state === state && one.told === told);
      if (!found) throw new Error('The table has every cell.');
      return found;
    };
    it.each(EVENTS)('and %s costs what the shop’s orders say', async (event) => {
      const cell = cellOf(event);
      const ought = oughtToBe(town, cell);
      expect(await isSaid(town, cell)).toEqual(ought);
      // Points that came back leave no code behind that still works.
      if (ought.held === 0 && ought.spentTimes === 0) {
        expect(isAtShop(town, cell.code)).toBe(false);
      }
    });

    it('has its points back within hours where it is used up or gone at Shopify', () => {
      for (const event of ['cancelled', 'its code deleted', 'its discount deleted'] as const) {
        const cell = cellOf(event);
        // Of a cancelled order nobody told us; one that is not paid yet keeps the points.
        const isKept = state === 'bound' && event !== 'cancelled';
        if (told === 'late' && event === 'cancelled') continue;
        const back = { available: EARNED - (isKept ? cell.cost : 0), held: isKept ? cell.cost : 0 };
        expect(afterHours.get(cell), event).toMatchObject(back);
      }
    });
  });
});

it('takes the road each is named for', async () => {
  const rows = await town.rows<{ code: string; status: string; charged: number }>(
    'SELECT code, status, charged::int FROM redemptions',
  );
  const roadOf = ({ code }: Pick<Cell, 'code'>) => rows.find((row) => row.code === code);
  const afterRelease = ofEvent('used late').filter((one) => inHand(one) || one.told !== 'late');
  expect(afterRelease.map(roadOf)).toEqual(
    afterRelease.map(({ code, cost }) => ({ code, status: 'released', charged: cost })),
  );
  const twice = ofEvent('used twice');
  expect(twice.map(roadOf)).toEqual(
    twice.map(({ code, cost }) => ({ code, status: 'settled', charged: cost })),
  );
  const unissued = ofEvent('used beside an unissued code').map((one) => String(one.unissued));
  expect(unissued.map((code) => roadOf({ code })?.status)).toEqual(unissued.map(() => 'unissued'));
});

it('leaves books that balance, and nothing parked', async () => {
  await assertBooksBalance(town.at.database.ownerUrl);
  expect(await town.rows("SELECT reason FROM inbox WHERE status = 'parked'")).toEqual([]);
});
