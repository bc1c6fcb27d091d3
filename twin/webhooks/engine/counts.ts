/** How many deliveries came to which end, by topic, since the shop began. */
import type { Store } from '../../store/store.ts';

export type Outcome = 'delivered' | 'failed' | 'dropped';

export type TopicCounts = Readonly<Record<string, Readonly<Record<Outcome, number>>>>;

const NOTHING: Readonly<Record<Outcome, number>> = { delivered: 0, failed: 0, dropped: 0 };

const settingOf = (shopId: number) => `webhooks:${shopId}`;

export function readCounts(store: Store, shopId: number): TopicCounts {
  const told = store.setting(settingOf(shopId));
  return told === null ? {} : (JSON.parse(told) as TopicCounts);
}

/** One more. */
export function countOne(
  store: Store,
  shopId: number,
  { topic, outcome }: { topic: string; outcome: Outcome },
): void {
  const counts = readCounts(store, shopId);
  const one = counts[topic] ?? NOTHING;
  const next = { ...counts, [topic]: { ...one, [outcome]: one[outcome] + 1 } };
  store.saveSetting(settingOf(shopId), JSON.stringify(next));
}

/** Over all topics. */
export function sumCounts(counts: TopicCounts): Record<Outcome, number> {
  const sums = { ...NOTHING };
  for (const one of Object.values(counts)) {
    sums.delivered += one.delivered;
    sums.failed += one.failed;
    sums.dropped += one.dropped;
  }
  return sums;
}
