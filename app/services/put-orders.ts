import type { KeyHash } from './ports/intake.ts';
import type { InboxInsert } from './ports/ingest.ts';
import type { PutOrders } from './ports/releases.ts';
import type { Wake } from './ports/wake.ts';
import { storeOrders } from './store-orders.ts';

type PutNeeds = {
  readonly insert: InboxInsert;
  readonly keyHash: KeyHash;
  readonly wake: Wake;
};

/** Puts orders that we asked for by their code where webhooks put theirs, and wakes the drain. */
export function putOrders({ insert, keyHash, wake }: PutNeeds): PutOrders {
  return async (shop, fetched) => {
    const orders = fetched.map((order) => {
      const hash = keyHash({ kind: 'order', id: order.orderId });
      // Of one state of an order one delivery is enough, whoever asks again.
      return { deliveryId: `code:${hash}:${order.snapshot.updatedAt}`, order };
    });
    await storeOrders(insert, shop, { topic: 'laurel/reconcile', orders });
    await wake(shop.programId);
  };
}
