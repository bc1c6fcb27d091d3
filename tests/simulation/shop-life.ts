/**
 * A shop's life, made up from dice: what was published, what Shopify told us of a few orders and
 * when it reached us, and when shoppers wanted something. Plain data, so that the books and the
 * auditor, who share no code, are given the same.
 *
 * Everything happens on a grid of six hours, so that equal instants, which a shop sees once a year,
 * are seen all the time; the dates lie around a change of the clocks.
 */
import { type Dice } from './dice.ts';
import {
  DAY_MS,
  GRID_MS,
  type Heard,
  type LifeOfOrder,
  liveOrder,
  MEMBERS,
  type Occasion,
} from './order-life.ts';

export type PlainVersion = {
  readonly version: number;
  readonly effectiveAt: number;
  readonly ratePoints: number;
  readonly ratePerMinor: number;
  readonly pendingDays: number;
};

/** Something we do, at our own instant: hear of an order, or serve a shopper. */
export type Happening =
  | { readonly at: number; readonly what: 'hear'; readonly heard: Heard }
  | {
      readonly at: number;
      readonly what: 'redeem';
      readonly member: string;
      readonly cost: number;
      readonly id: string;
    }
  | { readonly at: number; readonly what: 'release'; readonly id: string }
  | {
      readonly at: number;
      readonly what: 'adjust';
      readonly member: string;
      readonly points: number;
      readonly id: string;
    }
  | { readonly at: number; readonly what: 'wait' };

export type ShopLife = {
  readonly zone: string;
  readonly currency: string;
  readonly versions: readonly PlainVersion[];
  readonly orders: readonly LifeOfOrder[];
  /** In order of our own clock. */
  readonly happenings: readonly Happening[];
  readonly endsAt: number;
};

const ZONES = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Auckland',
] as const;

export function liveShop(dice: Dice, limits = { orders: 7, redemptions: 8 }): ShopLife {
  const startAt = Date.UTC(2026, dice.pick([2, 9]), 10, dice.roll(4) * 6);
  const versions = publish(dice, startAt);
  const currency = dice.pick(['GBP', 'GBP', 'GBP', 'JPY', 'KWD']);
  const served = serve(dice, startAt, limits.redemptions);
  const orders = buy(dice, { startAt, currency, served, ordersMax: limits.orders });
  const happenings: Happening[] = [
    ...orders.flatMap(({ heard }) => deliver(dice, heard)),
    ...served,
    ...adjust(dice, startAt),
    ...idle(dice, startAt),
  ];
  // Long enough after the last that whatever waits has matured.
  const endsAt = Math.max(startAt, ...happenings.map(({ at }) => at)) + 40 * DAY_MS;
  happenings.push({ at: endsAt, what: 'wait' });
  happenings.sort((a, b) => a.at - b.at);
  return { zone: dice.pick(ZONES), currency, versions, orders, happenings, endsAt };
}

/** The first version, perhaps later than the first order, and up to two more over the weeks. */
function publish(dice: Dice, startAt: number): PlainVersion[] {
  const versions: PlainVersion[] = [];
  let effectiveAt = startAt - DAY_MS + (dice.oneIn(4) ? dice.roll(20) * DAY_MS : 0);
  const count = 1 + dice.roll(3);
  for (let version = 1; version <= count; version += 1) {
    versions.push({
      version,
      effectiveAt,
      ratePoints: dice.pick([1, 2, 3, 1]),
      ratePerMinor: dice.pick([100, 100, 250, 1]),
      pendingDays: dice.pick([14, 3, 0, 14, 30]),
    });
    effectiveAt += dice.roll(60) * GRID_MS;
  }
  return versions;
}

/**
 * Shopify delivers late, twice, shuffled, or not at all; a clock ahead of ours delivers from the
 * future.
 */
function deliver(dice: Dice, heard: readonly Heard[]): Happening[] {
  return heard.flatMap((one) => {
    if (dice.oneIn(20)) return [];
    const times = dice.oneIn(5) ? 2 : 1;
    return Array.from({ length: times }, (_): Happening => {
      const delayMs = dice.oneIn(4) ? dice.roll(120) * GRID_MS : dice.oneIn(12) ? -GRID_MS : 0;
      return { at: one.at + delayMs, what: 'hear', heard: one };
    });
  });
}

function serve(dice: Dice, startAt: number, redemptionsMax: number): Happening[] {
  const happenings: Happening[] = [];
  const count = dice.roll(redemptionsMax + 1);
  for (let number = 1; number <= count; number += 1) {
    const at = startAt + (20 + dice.roll(260)) * GRID_MS;
    const id = `R${number}`;
    const cost = dice.pick([5, 5, 20, 20, 60, 500]);
    happenings.push({ at, what: 'redeem', member: dice.pick(MEMBERS), cost, id });
    if (dice.oneIn(3)) continue;
    happenings.push({ at: at + dice.roll(60) * GRID_MS, what: 'release', id });
  }
  return happenings;
}

/**
 * Orders of all kinds, and those that rewards are used in: mostly by who redeemed them, now and
 * then twice, in time, long after the release, or before anybody was given the code.
 */
function buy(
  dice: Dice,
  shop: { startAt: number; currency: string; served: readonly Happening[]; ordersMax: number },
): LifeOfOrder[] {
  const { startAt, currency, served, ordersMax } = shop;
  const orders: LifeOfOrder[] = [];
  const live = (occasion: Omit<Occasion, 'id' | 'currency'>): void => {
    orders.push(liveOrder(dice, { id: String(orders.length + 1), currency, ...occasion }));
  };
  const count = 1 + dice.roll(ordersMax);
  for (let number = 1; number <= count; number += 1) {
    live({ createdAt: startAt + dice.roll(30) * DAY_MS });
  }
  for (const wish of served) {
    if (wish.what !== 'redeem') continue;
    for (let uses = dice.pick([0, 1, 0, 1, 1, 2]); uses > 0; uses -= 1) {
      const createdAt = wish.at + (dice.oneIn(8) ? -dice.roll(40) : dice.roll(30)) * GRID_MS;
      const theirs = dice.oneIn(4) ? {} : { customerId: wish.member };
      live({ createdAt, code: wish.id, ...theirs });
    }
  }
  return orders;
}

/** Staff give points, or take some. */
function adjust(dice: Dice, startAt: number): Happening[] {
  return Array.from({ length: dice.pick([0, 0, 1, 2]) }, (_, place) => ({
    at: startAt + (20 + dice.roll(260)) * GRID_MS,
    what: 'adjust' as const,
    member: dice.pick(MEMBERS),
    points: dice.pick([10, 75, -5, -40]),
    id: `A${place + 1}`,
  }));
}

/** Moments at which nothing happens but time. */
function idle(dice: Dice, startAt: number): Happening[] {
  return Array.from({ length: dice.roll(4) }, () => ({
    at: startAt + dice.roll(400) * GRID_MS,
    what: 'wait' as const,
  }));
}
