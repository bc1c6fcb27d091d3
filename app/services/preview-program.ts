/**
 * What a draft would have given for the shop's own orders, as far back as they are known. Each
 * member's are folded as if the draft had always been in force, by the very fold that posts for
 * good; nothing is posted. Bonuses for levels reached are left out, as somebody decides on them.
 *
 * Law: the same orders under the same definition give the points the books would hold for them.
 */
import type { KnownHistory, WhatIf } from '../contracts/admin-program.ts';
import type { ImportView } from '../contracts/intake-context.ts';
import type { OrderFact } from '../domain/facts/order-fact.ts';
import { orderFact } from '../domain/facts/order-timeline.ts';
import { foldMember } from '../domain/fold.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import type { ProgramDefinition } from '../domain/program/program.ts';
import { leastCost } from '../domain/rewards/choices-of.ts';
import type { ReadTrade, TradeOrder } from './ports/admin.ts';
import type { ShopRef } from './ports/shopify.ts';
import { worthOfPoints } from './worth-of-points.ts';

const DAY_MS = 86_400_000;
const BATCH = 2_000;
const ORDERS_MAX = 20_000;
/** How long what was read is good enough: an owner moves a number and looks again. */
const KEPT_MS = 60_000;
const SHOPS_KEPT = 20;

type Sale = { readonly memberId: number | null; readonly order: OrderFact };
export type Trade = { readonly sales: readonly Sale[]; readonly isCut: boolean };

/**
 * The days of which every order is known. Where Shopify shows sixty, older ones that a refund or an
 * edit told us of are a few of many, and no basis for a percentage.
 */
export function knownHistory(view: Pick<ImportView, 'limitedTo60Days' | 'status'>): KnownHistory {
  return { days: view.limitedTo60Days ? 60 : 365, isIn: view.status === 'done' };
}

/** Reads a shop's trade, newest first and up to a bound, and keeps it for a minute. */
export function recentTrade(readTrade: ReadTrade) {
  const kept = new Map<string, { readonly readAt: Instant; readonly trade: Promise<Trade> }>();
  return (shop: ShopRef, days: KnownHistory['days'], asOf: Instant): Promise<Trade> => {
    const key = `${shop.programId}:${shop.shopId}:${days}`;
    const known = kept.get(key);
    if (known && asOf - known.readAt < KEPT_MS) return known.trade;
    kept.delete(key);
    const [longest] = kept.keys();
    if (kept.size >= SHOPS_KEPT && longest !== undefined) kept.delete(longest);
    const trade = readAll(readTrade, shop, instant(asOf - days * DAY_MS));
    kept.set(key, { readAt: asOf, trade });
    trade.catch(() => kept.delete(key));
    return trade;
  };
}

async function readAll(readTrade: ReadTrade, shop: ShopRef, since: Instant): Promise<Trade> {
  const sales: Sale[] = [];
  let before: number | null = null;
  while (sales.length < ORDERS_MAX) {
    const page: readonly TradeOrder[] = await readTrade(shop, { since, before, atMost: BATCH });
    sales.push(...page.flatMap(saleOf));
    before = page.at(-1)?.orderKey ?? null;
    if (page.length < BATCH) return { sales, isCut: false };
  }
  return { sales, isCut: true };
}

/** None for a test or an order nobody paid. */
function saleOf({ orderKey, memberId, observed }: TradeOrder): Sale[] {
  const order = orderFact(String(orderKey), observed);
  return order && order.steps.length > 0 ? [{ memberId, order }] : [];
}

/** The what-if of a definition over the trade. Orders in another currency are left out. */
export function whatIf(
  definition: ProgramDefinition,
  { sales, isCut }: Trade,
  history: KnownHistory,
): WhatIf {
  const ordersByMember = new Map<number, OrderFact[]>();
  const sums = { orders: 0, guestOrders: 0, salesMinor: 0, points: 0 };
  for (const { memberId, order } of sales) {
    if (order.currency !== definition.currency) continue;
    if (memberId !== null) {
      const known = ordersByMember.get(memberId);
      if (known) known.push(order);
      else ordersByMember.set(memberId, [order]);
    }
    const left = keptMinor(order);
    if (left === 0) continue;
    sums.orders += 1;
    sums.salesMinor += left;
    if (memberId === null) sums.guestOrders += 1;
  }
  const earned = [...ordersByMember.values()].flatMap((orders) =>
    orders.some((order) => keptMinor(order) > 0) ? [earnedBy(orders, definition)] : [],
  );
  sums.points = earned.reduce((sum, each) => sum + each, 0);
  const worth = worthOfPoints(definition, sums.points);
  return {
    ...sums,
    isCut,
    history,
    members: earned.length,
    worthMinor: worth?.minor ?? null,
    worthBy: worth?.rewardName ?? null,
    reachPercent: reachPercent(definition, earned),
  };
}

/** Goods that were not returned. */
function keptMinor({ steps }: OrderFact): number {
  return steps.at(-1)?.eligibleMinor ?? 0;
}

/** What a member's orders would have earned in all, after everything that came back. */
function earnedBy(orders: readonly OrderFact[], definition: ProgramDefinition): number {
  const always = [{ version: 1, effectiveAt: instant(0), definition }];
  const last = orders.reduce((latest, { steps }) => Math.max(latest, steps.at(-1)?.at ?? 0), 0);
  const { state } = foldMember({ orders, decisions: [], uses: [] }, always, instant(last));
  return [...state.lots.values()].reduce((sum, { awarded }) => sum + awarded, 0);
}

/** How many of a hundred members could have had the cheapest reward; null where nobody could. */
function reachPercent({ rewards }: ProgramDefinition, earned: readonly number[]): number | null {
  if (rewards.length === 0 || earned.length === 0) return null;
  const cheapest = Math.min(...rewards.map(leastCost));
  const reached = earned.filter((points) => points >= cheapest).length;
  return Math.round((100 * reached) / earned.length);
}
