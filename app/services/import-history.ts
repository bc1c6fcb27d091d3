/**
 * A shop's orders from before we knew it. Shopify gathers them as a bulk operation, we read its
 * file as a stream into the same inbox that webhooks fill, and the drain does the rest.
 *
 * Each step is bounded and may be cut short anywhere: its state says up to which byte the file is
 * in the inbox, and an order put there twice is known by its delivery. So a file of a million
 * orders is read once, in as much memory as a hundred orders take. While the drain is behind,
 * reading rests, so that today's orders never wait behind last year's.
 */
import { type ImportState, NEW_IMPORT, parseImportState } from '../contracts/import-state.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { fetchByTens } from './fetch-by-tens.ts';
import type { ChoreHandler, ChoreOutcome } from './ports/chores.ts';
import type { InboxInsert } from './ports/ingest.ts';
import type { IntakeStore, KeyHash } from './ports/intake.ts';
import type { Log } from './ports/log.ts';
import type { FetchedOrder, HistoryPart, Shopify, ShopRef } from './ports/shopify.ts';
import type { Wake } from './ports/wake.ts';
import { storeOrders } from './store-orders.ts';

export type ImportNeeds = {
  readonly shopify: Pick<Shopify, 'startHistory' | 'readBulk' | 'readHistory' | 'fetchOrders'>;
  readonly store: Pick<IntakeStore, 'countWaiting'>;
  readonly insert: InboxInsert;
  readonly keyHash: KeyHash;
  /** Never rejects. */
  readonly wake: Wake;
  readonly log: Log;
  readonly clock: () => Instant;
};

const POLL_MS = 2_000;
const BUSY_MS = 30_000;
const REST_MS = 1_000;
const STEP_MS = 5_000;
const ORDERS_AT_ONCE = 100;
const WAITING_MAX = 2_000;

/** The chore `history`: asked for again once it is over, it starts afresh. */
export function importHistory(needs: ImportNeeds): ChoreHandler {
  return (shop, given, asOf) => {
    const state = parseImportState(given);
    if (state?.phase === 'running') return lookWhetherDone(needs, shop, { state, asOf });
    if (state?.phase === 'reading') return readOn(needs, shop, { state, asOf });
    return start(needs, shop, asOf);
  };
}

async function start({ shopify }: ImportNeeds, shop: ShopRef, asOf: Instant) {
  const started = await shopify.startHistory(shop);
  if (started.ok) {
    const state: ImportState = { ...NEW_IMPORT, phase: 'running', bulkId: started.bulkId };
    return { state, again: later(asOf, POLL_MS) };
  }
  if (started.code === 'OPERATION_IN_PROGRESS') {
    const problem = 'Shopify is busy with another operation of this shop; it is tried again.';
    return { state: { ...NEW_IMPORT, problem }, again: later(asOf, BUSY_MS) };
  }
  return failed(NEW_IMPORT, `Shopify refused to gather the orders: ${started.message}`, asOf);
}

type Step = { readonly state: ImportState; readonly asOf: Instant };

async function lookWhetherDone(
  { shopify, log }: ImportNeeds,
  shop: ShopRef,
  { state, asOf }: Step,
): Promise<ChoreOutcome> {
  const bulk = await shopify.readBulk(shop, state.bulkId ?? '');
  const seen = { ...state, objects: bulk.objects };
  switch (bulk.status) {
    case 'running':
      return { state: seen, again: later(asOf, POLL_MS) };
    case 'completed':
      if (bulk.url === null) return done(seen, asOf);
      return { state: { ...seen, phase: 'reading' }, again: asOf };
    default: {
      const why = bulk.problem ?? bulk.status;
      log.warn({ programId: shop.programId, why }, 'Shopify could not gather the orders.');
      return failed(seen, sayUngathered(why), asOf);
    }
  }
}

/** Shopify's code for why a bulk operation ended is for the log; the owner is told what to do. */
function sayUngathered(why: string): string {
  const known: Readonly<Record<string, string>> = {
    ACCESS_DENIED: 'Shopify does not let Laurel read your orders. Open Laurel again to allow it.',
    TIMEOUT: 'Shopify took too long to gather the orders. Import again.',
    canceled: 'The import was stopped at Shopify. Import again.',
  };
  return known[why] ?? 'Shopify could not gather the orders. Import again; nothing is lost.';
}

/** The address of the file is asked for each time: it ends after a while. */
async function readOn(
  needs: ImportNeeds,
  shop: ShopRef,
  { state, asOf }: Step,
): Promise<ChoreOutcome> {
  const { url } = await needs.shopify.readBulk(shop, state.bulkId ?? '');
  if (url === null) {
    return failed(state, 'What Shopify gathered is not there any more. Import again.', asOf);
  }
  const deadline = needs.clock() + STEP_MS;
  // What an older release read, it counted in orders only: the file is begun again.
  let now = state.offset === 0 ? { ...state, read: 0, failed: 0 } : state;
  for await (const orders of byHundreds(needs.shopify.readHistory(url, now.offset))) {
    now = await takeIn(needs, shop, { state: now, orders });
    await needs.wake(shop.programId);
    if ((await needs.store.countWaiting(shop, WAITING_MAX)) >= WAITING_MAX) {
      return { state: now, again: later(needs.clock(), REST_MS) };
    }
    if (needs.clock() >= deadline) return { state: now, again: needs.clock() };
  }
  return done(now, needs.clock());
}

async function* byHundreds(file: AsyncIterable<HistoryPart>) {
  let batch: HistoryPart[] = [];
  for await (const order of file) {
    batch.push(order);
    if (batch.length < ORDERS_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Puts a batch into the inbox; orders that the file cannot show whole are fetched one by one. */
async function takeIn(
  { shopify, insert, keyHash, log }: ImportNeeds,
  shop: ShopRef,
  { state, orders }: { readonly state: ImportState; readonly orders: readonly HistoryPart[] },
): Promise<ImportState> {
  const whole: FetchedOrder[] = [];
  const partly = new Set<string>();
  let unreadable = 0;
  for (const one of orders) {
    if (one.whole) whole.push(one.order);
    else if (one.orderId) partly.add(one.orderId);
    else {
      unreadable += 1;
      const problem = 'problem' in one ? one.problem : null;
      log.warn({ programId: shop.programId, problem }, 'An order of the history is unreadable.');
    }
  }
  const fetched = await fetchByTens({ shopify, log }, shop, [...partly]);
  const all = [...whole, ...fetched.orders];
  const bulk = (state.bulkId ?? '').replace(/^.*\//, '');
  const refused = await storeOrders(insert, shop, {
    topic: 'laurel/history',
    // Shopify's id of an order is not kept in the clear where redaction could not find it.
    orders: all.map((order) => ({
      deliveryId: `history:${bulk}:${keyHash({ kind: 'order', id: order.orderId })}`,
      order,
    })),
  });
  return {
    ...state,
    read: state.read + orders.length,
    offset: orders.at(-1)?.endsAt ?? state.offset,
    failed: state.failed + unreadable + fetched.unreadable + refused,
    oldestAt: all.reduce<number | null>(
      (oldest, { snapshot }) => Math.min(oldest ?? snapshot.createdAt, snapshot.createdAt),
      state.oldestAt,
    ),
  };
}

function done(state: ImportState, asOf: Instant): ChoreOutcome {
  const problem =
    state.failed === 0 ? null : `${state.failed} of ${state.read} orders could not be read.`;
  return { state: { ...state, phase: 'done', problem, finishedAt: asOf }, again: null, keep: true };
}

function failed(state: ImportState, problem: string, asOf: Instant): ChoreOutcome {
  const over: ImportState = { ...state, phase: 'failed', problem, finishedAt: asOf };
  return { state: over, again: null, keep: true };
}

const later = (at: Instant, ms: number): Instant => instant(at + ms);
