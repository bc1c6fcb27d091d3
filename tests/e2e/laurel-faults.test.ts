/**
 * Laurel where Shopify stumbles: webhooks that come twice, late, shuffled or never, and an Admin
 * API that turns calls away, breaks off, or does what it was told and does not say so. What stands
 * in the books in the end is counted anew from the shop's own orders.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../app/contracts/card.ts';
import { discounts, metafields, redeemCodes } from '../../twin/model/kinds.ts';
import type { Order } from '../../twin/model/order.ts';
import {
  button,
  emailOf,
  gatherLaurel,
  isAtShopify,
  openPanel,
  redeemInTheme,
} from '../support/laurel-people.ts';
import { ask } from '../support/laurel-shop.ts';
import {
  changeOrder,
  command,
  customerIdOf,
  DAY_MS,
  moveClock,
  openLaurel,
  pointsOf,
  type Purchase,
  redemptionsOf,
  settle,
  shopperBuys,
} from '../support/laurel-stories.ts';
import { recount } from '../support/recount.ts';
import { expectReadable } from '../support/twin-stories.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;
/** How the rewards end that were used on paid orders; the sixth is on one cancelled unpaid. */
const ALL_BUT_ONE = ['settled', 'settled', 'settled', 'settled', 'settled'];
const NAMES = ['ada', 'bea', 'cleo', 'fay', 'gus'] as const;
const BASKETS: readonly Purchase['goods'][] = [
  { MUG: 2 },
  { LAMP: 1 },
  { CHAIR: 1, MUG: 1 },
  { DESK: 1 },
  { LAMP: 2, MUG: 3 },
  { CHAIR: 2 },
];

const people = gatherLaurel('faults', { ada: 2, bea: 2, cleo: 2, dora: 1 });
const { shop, welcome } = people;

/** Two rewards of each who has points for them; by the place of the order that will use them. */
async function takeRewards(): Promise<Map<number, string>> {
  const codes = new Map<number, string>();
  for (const [name, places] of [
    ['ada', [5, 10]],
    ['bea', [6, 11]],
    ['cleo', [7, 17]],
  ] as const) {
    const { page, context } = await welcome(name, 390);
    for (const place of places) codes.set(place, await redeemInTheme(page, shop()));
    await context.close();
  }
  return codes;
}

async function placeOrders(codes: ReadonlyMap<number, string>): Promise<Order[]> {
  const placed: Order[] = [];
  for (let place = 0; place < 30; place += 1) {
    const code = codes.get(place);
    placed.push(
      await shopperBuys(shop(), {
        email: emailOf(NAMES[place % 5] ?? ''),
        goods: BASKETS[place % 6] ?? {},
        payment: place % 7 === 3 ? 'bank_deposit' : 'card',
        // Typed by hand at times: Shopify takes a code in any case, and keeps it so.
        ...(code === undefined ? {} : { codes: [place === 5 ? code.toLowerCase() : code] }),
      }),
    );
  }
  return placed;
}

/** Pays, cancels and gives back, some of it twice, as it comes. */
async function changeTheirMinds(placed: readonly Order[]): Promise<void> {
  const change = async (place: number, ...how: Tail<Parameters<typeof changeOrder>>) => {
    const order = placed[place];
    if (order) await changeOrder(shop(), order, ...how);
  };
  const oneOf = (place: number, line: number) => ({
    lines: [{ lineId: placed[place]?.lines[line]?.id ?? 0, quantity: 1 }],
  });
  await change(3, 'pay');
  await change(10, 'pay');
  await change(17, 'cancel', { reason: 'customer' });
  for (const place of [1, 6, 11, 21]) await change(place, 'refund', oneOf(place, 0));
  for (const place of [4, 16, 22]) await change(place, 'refund', oneOf(place, 1));
  await change(4, 'refund', oneOf(4, 0));
  await change(12, 'refund', { amountMinor: 1_000 });
  for (const place of [7, 13, 27]) await change(place, 'cancel', { reason: 'customer' });
  await change(16, 'refund', { all: true });
  for (const place of [0, 5, 20]) await change(place, 'fulfil');
}

type Tail<T extends unknown[]> = T extends [unknown, unknown, ...infer Rest] ? Rest : never;

/** The books hold of each shopper what they must; answers how the rewards ended. */
async function expectRecounted(): Promise<string[]> {
  const ends: string[] = [];
  for (const name of NAMES) {
    const email = emailOf(name);
    const { earned, spent, codes } = recount(shop().twin, email);
    const { pending, available, held } = await pointsOf(shop(), email);
    expect({ name, points: pending + available + held }).toEqual({ name, points: earned - spent });
    const taken = await redemptionsOf(shop(), email);
    expect(Object.fromEntries(taken.map(({ code, status }) => [code, status]))).toEqual(codes);
    expect(taken.filter(({ charged }) => charged > 0)).toEqual([]);
    ends.push(...taken.map(({ status }) => status));
  }
  return ends.sort();
}

/** Whoever has points has a card at Shopify, and it says what the books say. */
async function expectCards(): Promise<void> {
  const { world, shop: store } = shop().twin.rooms;
  for (const name of [...NAMES, 'dora']) {
    const kept = world.store
      .find(metafields, store().id, 'owner', `Customer/${customerIdOf(shop(), emailOf(name))}`)
      .find(({ key }) => key === 'card');
    const { pending, available, held } = JSON.parse(kept?.value ?? '{}') as Card;
    expect({ pending, available, held }).toEqual(await pointsOf(shop(), emailOf(name)));
  }
}

/** One living discount for each reward; its unused codes are the books', no more and no fewer. */
async function expectPools(): Promise<void> {
  const { world, shop: store } = shop().twin.rooms;
  const now = world.clock.now();
  const living = [...world.store.each(discounts, store().id)].filter(
    ({ endsAt, deactivatedAt }) => deactivatedAt === null && (endsAt ?? now + 1) > now,
  );
  expect(living.map(({ kind }) => kind).sort()).toEqual(['basic', 'free_shipping']);
  const known = await ask<{ code: string; status: string }>(
    shop(),
    `SELECT c.code, c.status FROM codes c LEFT JOIN redemptions r USING (program_id, code)
     WHERE c.status IN ('ready', 'minting') OR r.status IN ('open', 'bound') ORDER BY 1`,
  );
  const there = living.flatMap(({ id }) =>
    world.store.find(redeemCodes, store().id, 'discount_id', id),
  );
  const unused = there.filter(({ usageCount }) => usageCount === 0).map(({ code }) => code);
  expect(unused.sort()).toEqual(known.map(({ code }) => code));
  expect(known.filter(({ status }) => status === 'ready').length).toBeGreaterThanOrEqual(40);
}

/** Three orders were surely missed; chance, and how busy the machine is, may have hidden others. */
function expectPutRight(said: string): void {
  const counts = /; (\d+) had never reached us and (\d+) had changed\. (\d+) orders put right\./;
  const [missing = 0, changed = 0, repaired = 0] = (counts.exec(said) ?? []).slice(1).map(Number);
  expect(missing).toBeGreaterThanOrEqual(2);
  expect(changed).toBeGreaterThanOrEqual(1);
  expect(repaired).toBe(missing + changed);
}

describe('thirty orders whose webhooks come twice, late, shuffled, or not at all', () => {
  it('are counted to the point once the owner compares with Shopify', async () => {
    const codes = await takeRewards();
    await command(shop(), 'PUT', '/faults', {
      webhooks: {
        twice: 0.7,
        shuffledWithinMs: 5_000,
        late: { minMs: 0, maxMs: 3_000 },
        dropped: { probability: 0.1, next: 0, topics: [] },
      },
    });
    const placed = await placeOrders(codes);
    await changeTheirMinds(placed);
    await moveClock(shop(), MINUTE_MS);
    await settle(shop());
    // Others may tell of what a lost one told of; of these three orders nothing more is heard.
    await command(shop(), 'PUT', '/faults', {
      webhooks: { dropped: { probability: 1, next: 0, topics: [] } },
    });
    await shopperBuys(shop(), { email: emailOf('gus'), goods: { MUG: 1 } });
    await shopperBuys(shop(), { email: emailOf('fay'), goods: { LAMP: 1 } });
    await changeOrder(shop(), placed[29] as Order, 'refund', { all: true });
    await settle(shop());
    await command(shop(), 'DELETE', '/faults');
    const { page } = people.owner();
    const laurel = await openLaurel(people.owner(), shop(), '/status', 'Status');
    // Leaving the page before it was answered would take the question back.
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await laurel.getByRole('button', { name: 'Compare with Shopify now' }).click();
    await answered;
    // The page says what was when it was opened: it is opened again until the worker has been by.
    await until(async () => {
      const status = await openLaurel(people.owner(), shop(), '/status', 'Status');
      return (await status.getByText(/orders? put right/).count()) > 0;
    });
    await settle(shop());
    await openLaurel(people.owner(), shop(), '/status', 'Status');
    expectPutRight(await laurel.getByText(/orders? put right/).innerText());
    await expectReadable(page);
    expect(await expectRecounted()).toEqual(['released', ...ALL_BUT_ONE]);
    await expectCards();
    await expectPools();
  });
});

describe('an Admin API that turns calls away and breaks off', () => {
  it('has pools, cards and deleted codes in the end, each of them once', async () => {
    const { page } = await welcome('dora');
    const code = await redeemInTheme(page, shop());
    await command(shop(), 'PUT', '/faults', {
      api: { tooMany: 0.2, broken: 0.2, cutsBefore: 2, cutsAfter: 4, timeoutsAfter: 1, only: ONLY },
    });
    await giveBack(page);
    // The discounts are not renewed meanwhile, and end: new ones with new codes must be made.
    await moveClock(shop(), 4 * DAY_MS);
    await shopperBuys(shop(), { email: emailOf('gus'), goods: { CHAIR: 1 } });
    await settle(shop());
    await expectStumbled();
    await command(shop(), 'DELETE', '/faults');
    await settle(shop());
    expect(isAtShopify(shop(), code)).toBe(false);
    expect(await pointsOf(shop(), emailOf('dora'))).toMatchObject({ available: 600, held: 0 });
    await expectCards();
    await expectPools();
    expect(await redeemInTheme(page, shop())).toMatch(/^LAUREL-/);
    await expectReadable(page);
  });
});

const ONLY = [
  'discountCodeBasicCreate',
  'discountCodeFreeShippingCreate',
  'discountRedeemCodeBulkAdd',
  'discountCodeRedeemCodeBulkDelete',
  'metafieldsSet',
];

async function giveBack(page: Page): Promise<void> {
  const panel = await openPanel(page, shop());
  await panel.getByRole('button', { name: /^Give back/ }).click();
  await panel.getByText('You gave the reward back.').waitFor();
  await button(page, 'Close').click();
}

/** All that were counted down have happened. */
async function expectStumbled(): Promise<void> {
  const { api } = await command<{ api: Record<string, number> }>(shop(), 'GET', '/faults');
  const { cutsBefore, cutsAfter, timeoutsAfter } = api;
  expect({ cutsBefore, cutsAfter, timeoutsAfter }).toEqual({
    ...{ cutsBefore: 0, cutsAfter: 0, timeoutsAfter: 0 },
  });
}
