/**
 * A shop's life, made up from dice: what was published, what Shopify told us of a few orders and
 * when it reached us, and when shoppers wanted something. Plain data, so that the books and the
 * auditor, who share no code, are given the same.
 *
 * Everything happens on a grid of six hours, so that equal instants, which a shop sees once a year,
 * are seen all the time; the dates lie around a change of the clocks.
 */
import type { ActivityFact, StandingFact } from '../../app/domain/facts/activity.ts';
import type { Claim } from '../../app/domain/identity/guest-orders.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import type { Dice } from './dice.ts';
import { choicesOf } from '../../app/domain/rewards/choices-of.ts';
import { BUYERS } from '../support/random-conditions.ts';
import { claim, unite } from './life-together.ts';
import { bring, doMore, invite, publish, type Shop } from './member-life.ts';
import {
  DAY_MS,
  GRID_MS,
  type Heard,
  type LifeOfOrder,
  liveOrder,
  MEMBERS,
  type Occasion,
  TO_MERGE,
} from './order-life.ts';

/** Something we do, at our own instant: hear of an order, or serve a shopper. */
export type Happening =
  | { readonly at: number; readonly what: 'hear'; readonly heard: Heard }
  | {
      readonly at: number;
      readonly what: 'redeem';
      readonly member: string;
      readonly rewardId: string;
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
  | { readonly at: number; readonly what: 'undo'; readonly id: string }
  | {
      readonly at: number;
      readonly what: 'import';
      readonly member: string;
      readonly points: number;
      readonly earnedAt: number;
      readonly expiresAt: number | null;
      readonly id: string;
    }
  | { readonly at: number; readonly what: 'told'; readonly member: string; readonly fact: Told }
  | {
      readonly at: number;
      readonly what: 'grant';
      readonly member: string;
      readonly levelId: string;
      readonly until: number | null;
      readonly id: string;
    }
  /** A customer joined with a verified e-mail. */
  | { readonly at: number; readonly what: 'claim'; readonly claim: Claim }
  | {
      readonly at: number;
      readonly what: 'merge';
      readonly from: string;
      readonly into: string;
      readonly id: string;
    }
  | { readonly at: number; readonly what: 'unmerge'; readonly id: string }
  | { readonly at: number; readonly what: 'wait' };

/** Something a member did without buying, or whether they want to take part. */
export type Told = ActivityFact | StandingFact;

export type ShopLife = {
  readonly zone: string;
  readonly currency: string;
  readonly versions: readonly ProgramVersion[];
  readonly orders: readonly LifeOfOrder[];
  /** The segments each member is in. */
  readonly segmentIds: ReadonlyMap<string, readonly string[]>;
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

/** How full a life is; programs are the Points preset at some rate and wait where `plain`. */
export type Fullness = {
  readonly orders: number;
  readonly redemptions: number;
  /** The most that is done without buying; as it comes where it is not said. */
  readonly doings?: number;
  readonly plain?: boolean;
  /** One of so many lives is of three who join with e-mails, are merged and parted; else none. */
  readonly together?: number;
};

/** Everything that can happen; members are merged in one life of so many. */
export const FULL: Fullness = { orders: 7, redemptions: 8, together: 3 };

export function liveShop(dice: Dice, limits: Fullness = { orders: 7, redemptions: 8 }): ShopLife {
  // Around a change of the clocks, or the end of a year.
  const startAt = Date.UTC(2026, dice.pick([2, 9, 10]), 10, dice.roll(4) * 6);
  // Rules that remember nothing are kept by part of the lots, and are worth lives of their own.
  const isPlain = limits.plain ?? dice.oneIn(5);
  const stretch = isPlain ? 1 : dice.pick([1, 1, 4, 12]);
  const currency = dice.pick(['GBP', 'GBP', 'GBP', 'JPY', 'KWD']);
  const zone = dice.pick(ZONES);
  const isTogether = limits.together !== undefined && dice.oneIn(limits.together);
  const members = isTogether ? TO_MERGE : MEMBERS;
  const shop = { startAt, stretch, currency, zone, members };
  const versions = publish(dice, shop, isPlain);
  const served = serve(dice, { ...shop, versions }, limits.redemptions + (isTogether ? 3 : 0));
  const guests = isTogether ? 3 : 10;
  const orders = buy(dice, { ...shop, served, guests, ordersMax: limits.orders });
  const segmentIds = new Map(
    TO_MERGE.map((member) => [member, BUYERS.segments.filter(() => dice.oneIn(2))]),
  );
  const happenings: Happening[] = [
    ...orders.flatMap(({ heard }) => deliver(dice, heard)),
    ...served,
    ...adjust(dice, shop),
    ...idle(dice, shop),
    ...(isPlain ? [] : [...doMore(dice, shop, limits.doings), ...bring(dice, shop)]),
    ...(isPlain ? [] : invite(dice, shop)),
    ...(isTogether ? [...claim(dice, shop), ...unite(dice, shop)] : []),
  ];
  // Long enough after the last that whatever waits has matured.
  const endsAt = Math.max(startAt, ...happenings.map(({ at }) => at)) + 40 * DAY_MS * stretch;
  happenings.push({ at: endsAt, what: 'wait' });
  happenings.sort((a, b) => a.at - b.at);
  return { zone, currency, versions, orders, segmentIds, happenings, endsAt };
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

function serve(
  dice: Dice,
  shop: Shop & { readonly versions: readonly ProgramVersion[] },
  redemptionsMax: number,
): Happening[] {
  const { startAt, stretch, members } = shop;
  const happenings: Happening[] = [];
  const count = dice.roll(redemptionsMax + 1);
  for (let number = 1; number <= count; number += 1) {
    const at = startAt + (20 + dice.roll(260)) * GRID_MS * stretch;
    const id = `R${number}`;
    const wish = wished(dice, { ...shop, at });
    happenings.push({ at, what: 'redeem', member: dice.pick(members), ...wish, id });
    if (dice.oneIn(2)) continue;
    happenings.push({ at: at + dice.roll(60) * GRID_MS * stretch, what: 'release', id });
  }
  return happenings;
}

/** A choice of a reward that is published then; now and then what is not there, or costs else. */
function wished(
  dice: Dice,
  { versions, at }: { readonly versions: readonly ProgramVersion[]; readonly at: number },
) {
  const inForce = versions.findLast(({ effectiveAt }) => effectiveAt <= at);
  const { definition } = dice.oneIn(8) || !inForce ? dice.pick(versions) : inForce;
  // Most want what others want too.
  const [first = dice.pick(definition.rewards)] = definition.rewards;
  const reward = dice.oneIn(2) ? first : dice.pick(definition.rewards);
  const choice = dice.pick(choicesOf(reward));
  const rewardId = dice.oneIn(20) ? 'reward-9' : reward.id;
  return { rewardId, cost: dice.oneIn(12) ? choice.cost + 1 : choice.cost };
}

/**
 * Orders of all kinds, and those that rewards are used in: mostly by who redeemed them, now and
 * then twice, in time, long after the release, or before anybody was given the code.
 */
function buy(
  dice: Dice,
  shop: Shop & {
    readonly served: readonly Happening[];
    readonly guests: number;
    readonly ordersMax: number;
  },
): LifeOfOrder[] {
  const { startAt, stretch, currency, served, ordersMax, members, guests } = shop;
  const orders: LifeOfOrder[] = [];
  const live = (occasion: Pick<Occasion, 'createdAt' | 'code' | 'customerId'>): void => {
    // Now and then somebody pays in another currency than the program's.
    const paid = dice.oneIn(20) ? (currency === 'GBP' ? 'JPY' : 'GBP') : currency;
    const id = String(orders.length + 1);
    const where = { id, currency: paid, stretch, members, guests };
    orders.push(liveOrder(dice, { ...where, ...occasion }));
  };
  const count = 1 + dice.roll(ordersMax);
  for (let number = 1; number <= count; number += 1) {
    live({ createdAt: startAt + dice.roll(30) * DAY_MS * stretch });
  }
  for (const wish of served) {
    if (wish.what !== 'redeem') continue;
    for (let uses = dice.pick([0, 1, 1, 1, 2, 2]); uses > 0; uses -= 1) {
      const steps = dice.oneIn(8) ? -dice.roll(40) : dice.roll(30);
      const createdAt = wish.at + steps * GRID_MS * stretch;
      const theirs = dice.oneIn(4) ? {} : { customerId: wish.member };
      live({ createdAt, code: wish.id, ...theirs });
    }
  }
  return orders;
}

/** Staff give points, or take some; and now and then they are sorry. */
function adjust(dice: Dice, { startAt, stretch, members }: Shop): Happening[] {
  const happenings: Happening[] = [];
  for (let number = dice.pick([0, 0, 1, 2]); number > 0; number -= 1) {
    const at = startAt + (20 + dice.roll(260)) * GRID_MS * stretch;
    const id = `A${number}`;
    const amount = { member: dice.pick(members), points: dice.pick([10, 75, -5, -40]) };
    happenings.push({ at, what: 'adjust', ...amount, id });
    if (dice.oneIn(3)) {
      happenings.push({ at: at + dice.roll(90) * GRID_MS * stretch, what: 'undo', id });
    }
  }
  return happenings;
}

/** Moments at which nothing happens but time. */
function idle(dice: Dice, { startAt, stretch }: Shop): Happening[] {
  return Array.from({ length: dice.roll(4) }, () => ({
    at: startAt + dice.roll(400) * GRID_MS * stretch,
    what: 'wait' as const,
  }));
}
