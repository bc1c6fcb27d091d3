/**
 * Webhooks are not guaranteed (https://shopify.dev/docs/apps/build/webhooks/best-practices, read
 * 2026-11): every ten minutes, and when asked, all orders updated since the last time are listed,
 * compared with what we hold, and those we missed are fetched into the inbox.
 *
 * A walk begins a little before where the last one ended, as Shopify's search lags. An order of the
 * same second as ours may still be another state of it: where a glance does not settle that, it is
 * fetched once, and its delivery in the inbox says that it was.
 */
import {
  parseReconciliationState,
  type ReconciliationState,
  type Walk,
} from '../contracts/reconciliation-state.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { fetchByTens } from './fetch-by-tens.ts';
import type { ChoreHandler } from './ports/chores.ts';
import type { InboxInsert } from './ports/ingest.ts';
import type { Compared, IntakeStore, KeyHash, ListedOrder, Notices } from './ports/intake.ts';
import type { Log } from './ports/log.ts';
import { type Shopify, ShopifyUnavailable, type ShopRef } from './ports/shopify.ts';
import type { Wake } from './ports/wake.ts';
import { storeOrders } from './store-orders.ts';

export type ReconcileNeeds = {
  readonly shopify: Pick<Shopify, 'listUpdatedOrders' | 'fetchOrders'>;
  readonly store: Pick<IntakeStore, 'compare'>;
  readonly notices: Pick<Notices, 'inProgram'>;
  readonly insert: InboxInsert;
  readonly keyHash: KeyHash;
  /** Never rejects. */
  readonly wake: Wake;
  readonly log: Log;
  readonly clock: () => Instant;
};

const EVERY_MS = 10 * 60_000;
const OVERLAP_MS = 5 * 60_000;
/** A shop's first walk: what is older comes with its history. */
const FIRST_MS = 24 * 60 * 60_000;
const STEP_MS = 5_000;

/** The chore `reconcile`: never done, due again every ten minutes. */
export function reconcileOrders(needs: ReconcileNeeds): ChoreHandler {
  return async (shop, given, asOf) => {
    const state = parseReconciliationState(given);
    try {
      return await walkOn(needs, shop, { state, asOf });
    } catch (error) {
      if (!(error instanceof ShopifyUnavailable) || error.why !== 'uninstalled') throw error;
      // That it left us was a webhook too, and may have been lost like any other.
      await noteLeft(needs.notices, shop, asOf);
      return { state: { ...state, walk: null }, again: null, keep: true };
    }
  };
}

type Step = { readonly state: ReconciliationState; readonly asOf: Instant };

async function walkOn(needs: ReconcileNeeds, shop: ShopRef, { state, asOf }: Step) {
  const deadline = needs.clock() + STEP_MS;
  let walk = state.walk ?? newWalk(state.updatedTo, asOf);
  for (;;) {
    const { since, after } = walk;
    const page = await needs.shopify.listUpdatedOrders(shop, { updatedAt: instant(since), after });
    walk = { ...(await repair(needs, shop, { walk, listed: page.orders })), after: page.next };
    if (page.next === null) return finished(state, walk, asOf);
    if (needs.clock() >= deadline) return { state: { ...state, walk }, again: needs.clock() };
  }
}

function newWalk(updatedTo: number | null, asOf: Instant): Walk {
  const since = updatedTo === null ? asOf - FIRST_MS : updatedTo - OVERLAP_MS;
  return { since, after: null, newest: null, lookedAt: 0, missing: 0, outdated: 0, repaired: 0 };
}

/** Compares a page and fetches what we do not hold as it is. */
async function repair(
  { shopify, store, insert, keyHash, wake, log }: ReconcileNeeds,
  shop: ShopRef,
  { walk, listed }: { readonly walk: Walk; readonly listed: readonly ListedOrder[] },
): Promise<Walk> {
  const deliveryId = ({ orderId, glance }: ListedOrder) =>
    `reconcile:${keyHash({ kind: 'order', id: orderId })}:${glance.updatedAt}`;
  const compared = await store.compare(
    shop,
    listed.map((one) => ({
      ...one,
      keyHash: keyHash({ kind: 'order', id: one.orderId }),
      deliveryId: deliveryId(one),
    })),
  );
  const wanted = new Map(
    compared
      .filter(({ held }) => held !== 'known' && held !== 'erased')
      .map((one) => [one.orderId, one]),
  );
  const fetched = await fetchByTens({ shopify, log }, shop, [...wanted.keys()]);
  const orders = fetched.orders.flatMap((order) => {
    const one = wanted.get(order.orderId);
    return one ? [{ deliveryId: deliveryId(one), order, held: one.held }] : [];
  });
  const refused = await storeOrders(insert, shop, { topic: 'laurel/reconcile', orders });
  if (orders.length > 0) await wake(shop.programId);
  const missed = orders.filter(({ held }) => held !== 'unverified').length;
  return {
    ...walk,
    newest: listed.reduce<number | null>(
      (newest, { glance: { updatedAt } }) => Math.max(newest ?? updatedAt, updatedAt),
      walk.newest,
    ),
    lookedAt: walk.lookedAt + listed.length,
    missing: walk.missing + countOf(compared, 'missing'),
    outdated: walk.outdated + countOf(compared, 'outdated'),
    repaired: walk.repaired + Math.max(0, missed - refused),
  };
}

function countOf(compared: readonly Compared[], held: Compared['held']): number {
  return compared.filter((one) => one.held === held).length;
}

/**
 * By Shopify's clock: ours may be another. A walk that found nothing leaves its beginning behind,
 * so that what happens while nobody looks, be it for days, is found by the next one.
 */
function finished(state: ReconciliationState, walk: Walk, asOf: Instant) {
  const { newest, since, lookedAt, missing, outdated, repaired } = walk;
  const updatedTo = Math.max(newest ?? since, state.updatedTo ?? since);
  const report = { finishedAt: asOf, lookedAt, missing, outdated, repaired };
  const next: ReconciliationState = { updatedTo, walk: null, report };
  return { state: next, again: instant(asOf + EVERY_MS) };
}

function noteLeft(notices: ReconcileNeeds['notices'], shop: ShopRef, asOf: Instant): Promise<void> {
  return notices.inProgram(shop.programId, async (open) => {
    const { installedAt, uninstalledAt } = await open.readShop(shop.shopId);
    const isOfThisInstallation = installedAt !== null && installedAt < asOf;
    if (!isOfThisInstallation || uninstalledAt !== null) return;
    await open.noteUninstalled(shop.shopId, asOf);
  });
}
