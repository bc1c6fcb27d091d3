/**
 * One storm: lives out of a seed come in as webhooks while everything that can be killed is killed,
 * and in the end the books must be the auditor's. What it comes to is printed and compared by the
 * test; nobody lends a hand but to bring the ten minutes of reconciliation to their end.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { type Dice, seededDice } from '../simulation/dice.ts';
import type { Heard } from '../simulation/order-told.ts';
import type { QueueBackend } from '../support/redis.ts';
import { type Chaos, openChaos } from './chaos.ts';
import { type Delivery, openPost, tellStep } from './deliveries.ts';
import { liveOrder, type OrderLife } from './made-orders.ts';
import { openShoppers, type Shopper, type Taken } from './shoppers.ts';
import { startStormHouse, type StormHouse } from './storm-house.ts';
import { bytesOf } from './told-orders.ts';

export type StormPlan = {
  readonly orders: number;
  readonly seed: number;
  readonly backend: QueueBackend;
  readonly chaos: Readonly<Record<Chaos, number>>;
  /** Whether the worker is killed amid the comparison, whose lease is a minute. */
  readonly killsComparison: boolean;
};

export type Storm = {
  readonly house: StormHouse;
  /** By domain and customer, everything that Laurel heard of their orders. */
  readonly told: Map<string, Map<string, Heard[]>>;
  readonly taken: readonly Taken[];
  /** Customers who were erased, by domain, with their orders. */
  readonly erased: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  readonly counts: Record<string, number>;
};

const HOUR_MS = 3_600_000;
/** Ordinary lives are over when the storm begins; codes are used while it rages. */
const LIVED_MS = 80 * HOUR_MS;
/** A shop's first comparison looks back a day: what was lost lies within. */
const COMPARED_MS = 20 * HOUR_MS;
const PLACE = { currency: 'GBP', zone: 'UTC' };
/** Spendable at once, so that rewards are taken; with tiers; and as shops begin, with its wait. */
const SHOPS = [
  { domain: 'storm-points.myshopify.com', of: 2, is: { ...pointsPreset(PLACE), pendingDays: 0 } },
  {
    domain: 'storm-tiers.myshopify.com',
    of: 2,
    is: { ...pointsTiersPreset(PLACE), pendingDays: 0 },
  },
  { domain: 'storm-waiting.myshopify.com', of: 1, is: pointsPreset(PLACE) },
] as const;

/** Lives, kills, mends; resolves when nothing is under way any more. */
export async function rage(house: StormHouse, plan: StormPlan): Promise<Storm> {
  const dice = seededDice(plan.seed);
  const beganAt = performance.now();
  const took: Record<string, number> = {};
  const seconds = (phase: string) => {
    took[`${phase} at s`] = Math.round((performance.now() - beganAt) / 1_000);
  };
  const lives = makeLives(dice, plan.orders);
  const { deliveries, told, lost } = tellAll(dice, lives);
  const erased = erase(dice, { lives, deliveries });
  atShopify(house, lives);
  const shoppers = lives.filter(({ domain, customerId }) => {
    return domain !== SHOPS[2].domain && !erased.get(domain)?.has(customerId);
  });
  const post = openPost(house.url);
  let ids = 10 ** 9;
  const tills = openShoppers({
    ...{ url: house.url, dice, shoppers, nextOrderId: () => `77${(ids += 1)}` },
    happened: ({ domain, customerId, orderId, step }) => {
      house.admin.shop(domain).orders.set(orderId, step.snapshot);
      hear(told, { domain, customerId, orderId }, step.snapshot);
      post.add(tellStep(dice, domain, { orderId, step }));
    },
  });
  post.add(deliveries.map((one) => one.delivery));
  const chaos = openChaos(house, dice, {
    ...{ plan: plan.chaos, progress: () => post.delivered() / deliveries.length },
  });
  while (post.delivered() < deliveries.length) await sleep(50);
  seconds('delivered');
  await tills.finish();
  await post.finish();
  await chaos.finish();
  seconds('told');
  await reconcile(house, plan);
  seconds('reconciled');
  await settle(house);
  seconds('settled');
  return {
    ...{ house, told, erased, taken: tills.taken },
    counts: {
      ...{ orders: plan.orders + (ids - 10 ** 9), ordersWithCodes: ids - 10 ** 9 },
      ...{ deliveries: post.delivered(), sentAgain: post.retries(), ordersNotTold: lost },
      ...{ rewards: tills.taken.length, customersErased: sizeOf(erased), ...chaos.done },
      ...Object.fromEntries(tills.answers),
      ...took,
    },
  };
}

export const startStorm = (backend: QueueBackend) =>
  startStormHouse(backend, new Map(SHOPS.map(({ domain, is }) => [domain, is])));

type Life = OrderLife & Shopper;

function makeLives(dice: Dice, count: number): Life[] {
  const startsAt = Math.floor((Date.now() - LIVED_MS) / 1_000) * 1_000;
  const endsAt = startsAt + LIVED_MS - HOUR_MS;
  const places = SHOPS.flatMap((shop) => Array<string>(shop.of).fill(shop.domain));
  return Array.from({ length: count }, (_, place) => {
    const domain = dice.pick(places);
    const customerId = String(7_000_000_000_000_000_000n + BigInt(dice.roll(Math.ceil(count / 6))));
    const createdAt = startsAt + 1_000 * dice.roll((endsAt - startsAt) / 1_000 - 60);
    const orderId = String(9_100_000_000_000_000_000n + BigInt(place) * 1_000n);
    const life = liveOrder(dice, { orderId, customerId, createdAt }, endsAt);
    return { ...life, domain };
  });
}

type Late = { readonly at: number; readonly delivery: Delivery };

/**
 * All deliveries, as late as they come. One order in twenty is told in part or not at all: from
 * some step on nothing arrives, until a comparison finds its last state.
 */
function tellAll(dice: Dice, lives: readonly Life[]) {
  const told: Storm['told'] = new Map();
  const late: Late[] = [];
  let lost = 0;
  for (const life of lives) {
    const { updatedAt = 0 } = life.steps.at(-1)?.snapshot ?? {};
    const isRecent = updatedAt > Date.now() - COMPARED_MS;
    const lostFrom = isRecent && dice.oneIn(6) ? dice.roll(life.steps.length) : Infinity;
    if (lostFrom !== Infinity) lost += 1;
    for (const [place, step] of life.steps.entries()) {
      const isLast = place === life.steps.length - 1;
      if (place < lostFrom || isLast) hear(told, life, step.snapshot);
      if (place >= lostFrom) continue;
      for (const delivery of tellStep(dice, life.domain, { orderId: life.orderId, step })) {
        const delay = dice.oneIn(6) ? dice.roll(LIVED_MS) : dice.roll(HOUR_MS);
        late.push({ at: step.snapshot.updatedAt + delay, delivery });
      }
    }
  }
  return { deliveries: late.sort((a, b) => a.at - b.at), told, lost };
}

function hear(
  told: Storm['told'],
  { domain, customerId, orderId }: Shopper & { readonly orderId: string },
  snapshot: Life['steps'][number]['snapshot'],
): void {
  const shop = told.get(domain) ?? new Map<string, Heard[]>();
  told.set(domain, shop);
  const heard = shop.get(customerId) ?? [];
  shop.set(customerId, heard);
  heard.push({ at: snapshot.updatedAt, orderId, snapshot });
}

/** One customer in a hundred asks to be forgotten, amid everything. */
function erase(
  dice: Dice,
  { lives, deliveries }: { readonly lives: readonly Life[]; readonly deliveries: Late[] },
) {
  const erased = new Map<string, Map<string, string[]>>();
  for (const { domain, customerId, orderId } of lives) {
    if (BigInt(customerId) % 100n !== 17n) continue;
    const shop = erased.get(domain) ?? new Map<string, string[]>();
    erased.set(domain, shop);
    shop.set(customerId, [...(shop.get(customerId) ?? []), orderId]);
  }
  for (const [domain, customers] of erased) {
    for (const [customerId, orderIds] of customers) {
      const payload = {
        ...{ shop_domain: domain, customer: { id: `@${customerId}` } },
        orders_to_redact: orderIds.map((id) => `@${id}`),
      };
      const delivery = {
        ...{ shop: domain, topic: 'customers/redact', body: () => bytesOf(payload) },
        deliveryId: `redact-${customerId}`,
      };
      const place = Math.floor(deliveries.length / 2) + dice.roll(deliveries.length / 2);
      deliveries.splice(place, 0, { at: deliveries[place]?.at ?? 0, delivery });
    }
  }
  return erased;
}

function atShopify({ admin }: StormHouse, lives: readonly Life[]): void {
  for (const { domain, orderId, steps } of lives) {
    const last = steps.at(-1);
    if (last) admin.shop(domain).orders.set(orderId, last.snapshot);
  }
}

/** The ten minutes are over: one cycle finds all that was lost. */
async function reconcile(house: StormHouse, { killsComparison }: StormPlan): Promise<void> {
  await house.rows(`UPDATE chores SET due_at = now(), failures = 0 WHERE kind = 'reconcile'`);
  await until(
    house,
    'reconciliation begins',
    async () => (house.admin.asked.get('FetchOrder') ?? 0) > 20,
  );
  if (killsComparison) await house.kill('worker');
  await until(house, 'reconciliation is through', async () => {
    const done = await house.rows(
      `SELECT FROM chores WHERE kind = 'reconcile' AND state ? 'report'
         AND (state -> 'report') <> 'null' AND (state -> 'walk') = 'null' AND due_at > now()`,
    );
    return done.length === house.shops.length;
  });
}

/** Nothing waits: no delivery, no folding, nothing to tell Shopify, no reward on its way back. */
async function settle(house: StormHouse): Promise<void> {
  await until(house, 'the books settle', async () => {
    const left = await readLeft(house);
    return left.every(({ count }) => Number(count) === 0);
  });
}

/** What waits, and why. */
const readLeft = ({ rows }: StormHouse) =>
  rows<{ what: string; count: string; why: string | null }>(`
    SELECT 'deliveries' AS what, count(*), NULL AS why FROM inbox WHERE status = 'waiting'
    UNION ALL
    SELECT 'foldings', count(*), min(refold_reason) FROM members WHERE refold
    UNION ALL SELECT 'news', count(*), NULL FROM outbox
    UNION ALL
    SELECT 'releases', count(*), min(reason) FROM redemptions
    WHERE status = 'open' AND asked_at IS NOT NULL
    UNION ALL
    SELECT 'comparisons', count(*), min(coalesce(reason, state::text)) FROM chores
    WHERE kind = 'reconcile' AND due_at <= now()`);

const PATIENCE_MS = 4 * 60_000;

/** Bounds a storm that would never end; says nothing about how fast it ought to be. */
async function until(house: StormHouse, what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(200)) {
    if (await isSo().catch(() => false)) return;
  }
  throw new Error(`Waited in vain: ${what}. ${JSON.stringify(await readLeft(house))}`);
}

const sizeOf = (groups: ReadonlyMap<string, ReadonlyMap<string, unknown>>) =>
  [...groups.values()].reduce((sum, group) => sum + group.size, 0);
