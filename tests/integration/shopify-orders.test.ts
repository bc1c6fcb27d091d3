/**
 * An order heard of by webhook and one read from the Admin API are one order: the same snapshot, to
 * the letter, and so the same points. Only the buyer's tags no webhook tells.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { parseLosslessJson } from '../../app/contracts/lossless-json.ts';
import { fromShopifyOrder } from '../../app/contracts/shopify-order.ts';
import {
  observeSnapshot,
  type OrderSnapshot,
  UNSEEN_ORDER,
} from '../../app/domain/facts/observed-order.ts';
import { glanceAt, isSurelyHeld, type OrderGlance } from '../../app/domain/facts/order-glance.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import type { HistoryOrder, ShopRef, Shopify } from '../../app/services/ports/shopify.ts';
import { changeOrder, orderChanges } from '../../twin/control/change-orders.ts';
import { products } from '../../twin/model/kinds.ts';
import { orders } from '../../twin/model/order-kind.ts';
import type { Order } from '../../twin/model/order.ts';
import { createCustomer } from '../../twin/trade/customers.ts';
import { issueGiftCard } from '../../twin/trade/gift-cards.ts';
import { type OrderToPlace, placeOrder } from '../../twin/trade/place-order.ts';
import { addProduct, SHOP } from '../../twin/trade/shop-fixture.ts';
import { FREE_SHIPPING, offGift } from '../support/discount-gifts.ts';
import { type PlatformAtTwin, startPlatformAtTwin } from '../support/platform-at-twin.ts';
import { DATA_KEY } from '../support/webhooks.ts';

const vault = openVault(DATA_KEY);

let at: PlatformAtTwin;
let shop: ShopRef;
let shopify: Shopify;

beforeAll(async () => {
  at = await startPlatformAtTwin();
  shop = await at.open();
  shopify = at.platform.shopify;
  catalog = stock();
});
afterAll(() => at.stop());

const world = () => at.twin.rooms.world;

function must<T>(outcome: { ok: true; value: T } | { ok: false; message: string }): T {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

let catalog: { readonly first: number; readonly second: number; readonly card: number };

/** Two goods and a gift card, in the shop of the test. */
function stock(): typeof catalog {
  const first = addProduct(world(), { title: 'Mug', priceMinor: 1115, stock: null });
  const second = addProduct(world(), { title: 'Plate', priceMinor: 2500, stock: null });
  const isGiftCard = true;
  const card = addProduct(world(), { title: 'Card', priceMinor: 2000, stock: null, isGiftCard });
  for (const product of world().store.each(products, SHOP)) {
    world().store.put(products, at.shop.id, product);
  }
  return { first: first.id, second: second.id, card: card.id };
}

let made = 0;

/** A reward's code, good for one order; null: of free shipping. */
async function newCode(amountOff: string | null = '5.00'): Promise<string> {
  const firstCode = `LAUREL-7K3M-9QXW-${String((made += 1)).padStart(4, '0')}`;
  const answer = await shopify.createDiscount(shop, {
    title: firstCode,
    gives: amountOff === null ? FREE_SHIPPING : offGift(amountOff),
    startsAt: instant(Date.now() - 60_000),
    endsAt: instant(Date.now() + 86_400_000),
    firstCode,
  });
  if (!answer.ok) throw new Error(answer.message);
  return firstCode;
}

function place(wanted: Partial<OrderToPlace> = {}): Order {
  const { first, second } = catalog;
  return must(
    placeOrder(world(), at.shop.id, {
      lines: [
        { variantId: first, quantity: 3 },
        { variantId: second, quantity: 1 },
      ],
      email: 'ada@example.com',
      ...wanted,
    }),
  );
}

/** What the newest webhook of the order told. */
async function heardOf(order: Order): Promise<OrderSnapshot> {
  await at.twin.settle();
  const bodies = at.heard
    .filter(({ topic }) => topic.startsWith('orders/'))
    .map(({ body }) => body);
  for (const body of bodies.toReversed()) {
    const json = parseLosslessJson(body);
    const reading = json.ok ? fromShopifyOrder(json.value, vault) : json;
    if (!reading.ok || reading.observation.type !== 'order') throw new Error('unreadable');
    if (reading.observation.orderId === String(order.id)) return reading.observation.snapshot;
  }
  throw new Error('No webhook told of the order.');
}

async function fetched(order: Order): Promise<OrderSnapshot> {
  const [found] = await shopify.fetchOrders(shop, [String(order.id)]);
  if (!found) throw new Error('The order is not there.');
  expect(found.orderId).toBe(String(order.id));
  expect(found.refunds).toEqual(found.snapshot.refunds);
  return found.snapshot;
}

async function glancedAt(order: Order): Promise<OrderGlance> {
  const since = { updatedAt: instant(now(order).updatedAt - 1_000), after: null };
  const { orders: listed } = await shopify.listUpdatedOrders(shop, since);
  const found = listed.find(({ orderId }) => orderId === String(order.id));
  if (!found) throw new Error('The order is not listed.');
  return found.glance;
}

type Changes = Parameters<typeof changeOrder>;

function change(order: Order, name: Changes[1], said: unknown): Order {
  const place = { world: world(), shop: at.shop, order: now(order) };
  must(changeOrder(place, name, orderChanges[name].parse(said)));
  return now(order);
}

function now(order: Order): Order {
  const found = world().store.get(orders, at.shop.id, order.id);
  if (found === null) throw new Error('The order is gone.');
  return found;
}

/** The digest is over all that was said, the tags too. */
const withoutTags = (seen: OrderSnapshot) => ({ ...seen, customerTags: null, digest: '' });

/** A customer with tags. */
function wholesaler(): number {
  const fields = { email: 'bo@example.com', tags: ['wholesale', 'vip'] };
  return must(createCustomer(world(), at.shop.id, { fields })).id;
}

const firstLine = (order: Order) => order.lines[0]?.id ?? 0;
const one = (order: Order) => [{ lineId: firstLine(order), quantity: 1 }];

const byBank = { payment: { method: 'bank_deposit' } } as const;
const shipped = () => ({
  shippingAddress: { countryCode: at.shop.countryCode },
  shippingRateCode: at.shop.shippingRates[0]?.code ?? null,
  lines: [{ variantId: catalog.first, quantity: 1 }],
});

const STORIES: readonly [string, () => Order | Promise<Order>][] = [
  ['a plain order', () => place()],
  ['a guest without an e-mail', () => place({ email: null })],
  ['our code for an amount', async () => place({ codes: [await newCode()] })],
  [
    'both kinds of our codes',
    async () => place({ ...shipped(), codes: [await newCode(), await newCode(null)] }),
  ],
  ['a tip', () => place({ tipMinor: 300 })],
  ['a gift card', () => place({ lines: [{ variantId: catalog.card, quantity: 2 }] })],
  [
    'one sent whole, placed by subscription',
    () => change(place({ ...shipped(), sourceName: 'subscription_contract' }), 'fulfil', {}),
  ],
  [
    'one sent in part',
    () => {
      const order = place({ sourceName: 'pos' });
      return change(order, 'fulfil', { lines: one(order) });
    },
  ],
  ['a test order', () => place({ isTest: true })],
  ['one to be paid by bank transfer', () => place(byBank)],
  ['one paid later', () => change(place(byBank), 'pay', {})],
  [
    'a refund of one unit, with our code',
    async () => {
      const order = place({ codes: [await newCode()] });
      return change(order, 'refund', { lines: one(order) });
    },
  ],
  [
    'refunds of other amounts than the lines were worth',
    () => {
      const order = place();
      change(order, 'refund', { lines: one(order), amountMinor: 1 });
      change(order, 'refund', { amountMinor: 150 });
      return change(order, 'refund', { lines: one(order), amountMinor: 2000 });
    },
  ],
  ['refunded shipping', () => change(place(shipped()), 'refund', { shipping: true })],
  [
    'a unit edited out, and another good in',
    () => {
      const order = place({ lines: [{ variantId: catalog.first, quantity: 3 }] });
      const set = [{ lineId: firstLine(order), quantity: 1 }];
      return change(order, 'edit', { set, add: [{ variantId: catalog.second, quantity: 2 }] });
    },
  ],
  ['a cancellation with its money back', () => change(place(), 'cancel', {})],
];

describe('an order read from the Admin API', () => {
  it.each(STORIES)('is what its webhook told: %s', async (_what, story) => {
    const order = await story();
    const told = await heardOf(order);
    expect(told.customerTags).toBeNull();
    const asked = await fetched(order);
    expect(withoutTags(asked)).toEqual(withoutTags(told));
  });

  it.each(STORIES)('is known at a glance, or looked at again: %s', async (_what, story) => {
    const order = await story();
    const told = await heardOf(order);
    const glance = await glancedAt(order);
    // An edit is all that a list shows and a webhook does not.
    const isInvolved = told.refunds.length > 0 || now(order).edits.length > 0;
    expect(glance).toEqual({ ...glanceAt(told), isInvolved });
    expect(isSurelyHeld(observeSnapshot(UNSEEN_ORDER, told), glance)).toBe(!isInvolved);
  });

  it('is looked at again where it was paid with a gift card', async () => {
    const card = must(issueGiftCard(world(), at.shop.id, { initialMinor: 100_000 }));
    const order = place({ giftCardIds: [card.id] });
    expect(await glancedAt(order)).toMatchObject({ paid: true, isInvolved: true });
  });

  it('says what its buyer is called, and by whom and where it was placed', async () => {
    const order = place({ ...shipped(), customerId: wholesaler(), sourceName: 'pos' });
    const asked = await fetched(change(order, 'fulfil', {}));
    expect(asked).toMatchObject({ customerTags: ['vip', 'wholesale'], channel: 'pos' });
    expect(asked.fulfilledAt).toBe(asked.updatedAt);
    expect(asked.shippingMinor).toBeGreaterThan(0);
    const [mug] = asked.lines;
    expect(mug?.productId).toMatch(/^\d+$/);
    expect(mug?.taxMinor).toBeGreaterThan(0);
    expect(await fetched(place())).toMatchObject({ fulfilledAt: null, channel: 'online' });
  });

  it('is left out where there is none', async () => {
    expect(await shopify.fetchOrders(shop, ['1', '2'])).toEqual([]);
  });

  it('carries our code, and the search finds it by that', async () => {
    const code = await newCode();
    const order = place({ codes: [code] });
    place({ codes: [await newCode()] });
    expect(await shopify.ordersWithCode(shop, code)).toEqual([String(order.id)]);
  });
});

describe('the orders of a shop', () => {
  it('are listed by their last update, oldest first, page by page', async () => {
    const newest = Array.from({ length: 105 }, () => place());
    const since = { updatedAt: instant(Date.UTC(2020, 0, 1)), after: null };
    const first = await shopify.listUpdatedOrders(shop, since);
    expect(first.orders).toHaveLength(100);
    const rest = await shopify.listUpdatedOrders(shop, { ...since, after: first.next });
    const ids = [...first.orders, ...rest.orders].map(({ orderId }) => orderId);
    expect(ids).toEqual(expect.arrayContaining(newest.map(({ id }) => String(id))));
    expect(new Set(ids).size).toBe(ids.length);
    const times = [...first.orders, ...rest.orders].map(({ glance }) => glance.updatedAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const later = { updatedAt: instant(Date.now() + 60_000), after: null };
    expect(await shopify.listUpdatedOrders(shop, later)).toEqual({ orders: [], next: null });
  });

  it('come as a file, each as when it is fetched, those with refunds by name', async () => {
    const refunded = place();
    change(refunded, 'refund', { lines: one(refunded) });
    const plain = place({ codes: [await newCode()], tipMinor: 100 });
    const started = await shopify.startHistory(shop);
    if (!started.ok) throw new Error(started.message);
    let state = await shopify.readBulk(shop, started.bulkId);
    while (state.status === 'running') {
      await sleep(100);
      state = await shopify.readBulk(shop, started.bulkId);
    }
    expect(state).toMatchObject({ status: 'completed', problem: null });
    const read: HistoryOrder[] = [];
    for await (const order of shopify.readHistory(state.url ?? '', 0)) read.push(order);
    expect(read).toHaveLength(state.objects);
    expect(read).toContainEqual(
      expect.objectContaining({ whole: false, orderId: String(refunded.id) }),
    );
    const found = read.find((each) => each.whole && each.order.orderId === String(plain.id));
    expect(found?.whole === true && found.order.snapshot).toEqual(await fetched(plain));
    expect(read.filter((each) => 'problem' in each)).toEqual([]);
  });
});
