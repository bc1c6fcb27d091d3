/** One try of one delivery, and what follows from the answer. */
import type { App, Delivery } from '../../model/app.ts';
import { apps, shops, webhookSubscriptions } from '../../model/kinds.ts';
import type { World } from '../../world/world.ts';
import { signedHeaders } from '../sign.ts';
import type { DeliveryArchive } from './archive.ts';
import { isAllowed } from './audience.ts';
import type { OutgoingPost, Poster } from './post.ts';
import { FAILURES_MAX, retryAfterMs } from './retries.ts';

/** `delivered`: answered 2xx. `postponed`: to be tried again. `dropped`: the app is gone. */
export type Fate = 'delivered' | 'postponed' | 'failed' | 'dropped';

export type Due = { readonly shopId: number; readonly id: number };

type Means = { readonly archive: DeliveryArchive; readonly poster: Poster };

/** Null where the delivery does not wait any more. */
export async function tryDelivery(
  world: World,
  { shopId, id }: Due,
  { archive, poster }: Means,
): Promise<Fate | null> {
  const delivery = archive.get(shopId, id);
  if (delivery?.status !== 'waiting') return null;
  const shop = world.store.get(shops, 0, shopId);
  const app = world.store.get(apps, 0, delivery.appId);
  if (!app || !shop || !isAllowed(world, shopId, app.id, delivery.topic)) {
    archive.settle(shopId, { ...delivery, status: 'dropped', dueAt: null });
    return 'dropped';
  }
  const at = world.clock.now();
  const startedMs = performance.now();
  const answer = await poster.post(signed(delivery, app, shop.domain));
  const attempt = { at, answer, ms: Math.round(performance.now() - startedMs) };
  // Somebody may have touched it while it was under way: only the tries are ours.
  return world.transact(() =>
    conclude(world, archive, { shopId, attempt, delivery: archive.get(shopId, id) ?? delivery }),
  );
}

function signed(delivery: Delivery, { apiSecret }: App, shop: string): OutgoingPost {
  const body = Buffer.from(delivery.body);
  return {
    url: delivery.url,
    headers: signedHeaders({ ...delivery, shop, body }, apiSecret),
    body,
  };
}

type Tried = {
  readonly shopId: number;
  readonly delivery: Delivery;
  readonly attempt: Delivery['attempts'][number];
};

function conclude(
  world: World,
  archive: DeliveryArchive,
  { shopId, delivery, attempt }: Tried,
): Fate {
  const attempts = [...delivery.attempts, attempt];
  const isDelivered = /^2\d\d$/.test(attempt.answer);
  countFailures(world, shopId, { delivery, failures: isDelivered ? 0 : attempts.length });
  const waitMs = isDelivered ? null : retryAfterMs(attempts.length);
  if (waitMs !== null) {
    archive.keep(shopId, { ...delivery, attempts, dueAt: attempt.at + waitMs });
    return 'postponed';
  }
  const status = isDelivered ? 'delivered' : 'failed';
  archive.settle(shopId, { ...delivery, attempts, status, dueAt: null });
  return status;
}

/** A subscription made by the API is deleted when a delivery fails too often in a row. */
function countFailures(
  { store }: World,
  shopId: number,
  { delivery, failures }: { delivery: Delivery; failures: number },
): void {
  const { subscriptionId } = delivery;
  if (subscriptionId === null) return;
  const subscription = store.get(webhookSubscriptions, shopId, subscriptionId);
  if (subscription === null) return;
  const inRow = failures === 0 ? 0 : Math.max(subscription.failuresInRow, failures);
  if (inRow >= FAILURES_MAX && !subscription.isAppSpecific) {
    store.remove(webhookSubscriptions, shopId, subscriptionId);
  } else if (inRow !== subscription.failuresInRow) {
    store.put(webhookSubscriptions, shopId, { ...subscription, failuresInRow: inRow });
  }
}
