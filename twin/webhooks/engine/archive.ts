/**
 * Deliveries as they are kept: those that wait, the newest of those that are settled with their
 * bodies, and of all others the counts only, so that neither file nor memory grows with time.
 */
import type { Delivery } from '../../model/app.ts';
import { deliveries } from '../../model/kinds.ts';
import { parseSearch, type Search } from '../../store/search-syntax.ts';
import type { Page, Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import { countOne, type Outcome, readCounts, sumCounts, type TopicCounts } from './counts.ts';

export type DeliveryCounts = Readonly<Record<Outcome | 'waiting', number>> & {
  /** Settled ones since the shop began. */
  readonly byTopic: TopicCounts;
};

export type DeliveryQuery = {
  readonly topic?: string;
  readonly status?: Delivery['status'];
  readonly limit?: number;
  /** The id of the last delivery of the page before. */
  readonly after?: number | null;
};

export type DeliveryArchive = ReturnType<typeof openArchive>;

const KEPT = 2_000;
/** Old ones go by the hundred: looking for them one by one costs more than they do. */
const SLACK = 100;
const SETTLED = parseSearch('-status:waiting');
const WAITING = parseSearch('status:waiting');

/** Keeps the newest `kept` settled deliveries of each shop. */
export function openArchive({ store }: World, kept: number = KEPT) {
  /** Settled since old ones were last looked for, by shop. */
  const settledSince = new Map<number, number>();

  function prune(shopId: number): void {
    const since = settledSince.get(shopId) ?? SLACK;
    settledSince.set(shopId, since < SLACK ? since + 1 : 1);
    if (since < SLACK) return;
    const limit = store.count(deliveries, shopId, SETTLED) - kept;
    if (limit <= 0) return;
    const { records } = store.page(deliveries, shopId, { filter: SETTLED, limit });
    for (const { record } of records) store.remove(deliveries, shopId, record.id);
  }

  return {
    /** A delivery that waits, new or changed. */
    keep: (shopId: number, delivery: Delivery): Delivery => store.put(deliveries, shopId, delivery),
    /** A delivery that is done with, one way or another. */
    settle(shopId: number, delivery: Delivery & { readonly status: Outcome }): void {
      store.transact(() => {
        store.put(deliveries, shopId, delivery);
        countOne(store, shopId, { topic: delivery.topic, outcome: delivery.status });
        prune(shopId);
      });
    },
    get: (shopId: number, id: number): Delivery | null => store.get(deliveries, shopId, id),
    /** Those whose turn it is next, earliest first. */
    upcoming: (shopId: number, limit: number): Delivery[] =>
      store.page(deliveries, shopId, { sort: 'due_at', limit }).records.map(({ record }) => record),
    /** Ids of all that wait. */
    waiting: (shopId: number): number[] => waitingIds(store, shopId),
    /** Newest first. */
    list: (shopId: number, query: DeliveryQuery = {}): Page<Delivery> =>
      listDeliveries(store, shopId, query),
    counts(shopId: number): DeliveryCounts {
      const byTopic = readCounts(store, shopId);
      const waiting = store.count(deliveries, shopId, WAITING);
      return { ...sumCounts(byTopic), waiting, byTopic };
    },
  };
}

function waitingIds(store: Store, shopId: number): number[] {
  const ids: number[] = [];
  for (;;) {
    const last = ids.at(-1);
    const after = last === undefined ? null : { value: last, id: last };
    const page = store.page(deliveries, shopId, { filter: WAITING, limit: SLACK, after });
    ids.push(...page.records.map(({ record }) => record.id));
    if (!page.hasNext) return ids;
  }
}

function listDeliveries(
  store: Store,
  shopId: number,
  { topic, status, limit = 50, after = null }: DeliveryQuery,
): Page<Delivery> {
  const parts = [
    ...(topic === undefined ? [] : [term('topic', topic)]),
    ...(status === undefined ? [] : [term('status', status)]),
  ];
  return store.page(deliveries, shopId, {
    isReversed: true,
    limit,
    filter: parts.length === 0 ? null : { type: 'and', parts },
    after: after === null ? null : { value: after, id: after },
  });
}

const term = (field: string, value: string): Search => ({
  type: 'term',
  field,
  comparison: '=',
  value,
  isPrefix: false,
  isQuoted: true,
});
