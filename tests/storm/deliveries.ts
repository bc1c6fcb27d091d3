/**
 * Webhooks on their way: signed, repeated, late, in no order, and sent again as long as they are
 * not answered, as Shopify does. What was sent when is no part of what the books come to.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../simulation/dice.ts';
import { signedHeaders } from '../support/webhooks.ts';
import type { LifeStep } from './made-orders.ts';
import { orderWebhook, refundWebhook } from './told-orders.ts';

export type Delivery = {
  readonly shop: string;
  readonly topic: string;
  readonly deliveryId: string;
  /** Built when its turn comes: those of a storm are too many to hold. */
  readonly body: () => Buffer;
};

/** What tells of a step; several topics may, and each may come up to four times. */
export function tellStep(
  dice: Dice,
  shop: string,
  { orderId, step }: { readonly orderId: string; readonly step: LifeStep },
): Delivery[] {
  return topicsOf(dice, step).flatMap((topic) => {
    const deliveryId = randomUUID();
    const times = dice.oneIn(5) ? 2 + dice.roll(3) : 1;
    return Array.from({ length: times }, (_, time) => ({
      ...{ shop, topic, body: () => bodyOf(topic, orderId, step) },
      // A retry has the same id; a second subscription's delivery has another.
      deliveryId: time % 2 === 0 ? deliveryId : randomUUID(),
    }));
  });
}

function topicsOf(dice: Dice, { kind, snapshot }: LifeStep): string[] {
  if (kind === 'refund') return ['refunds/create', 'orders/updated'];
  if (kind === 'cancel') return ['orders/cancelled'];
  if (kind === 'pay') return ['orders/paid'];
  if (kind === 'edit' || kind === 'send') return ['orders/updated'];
  if (!snapshot.paid) return ['orders/create'];
  return dice.pick([['orders/create'], ['orders/paid'], ['orders/paid', 'orders/create']]);
}

function bodyOf(topic: string, orderId: string, { snapshot }: LifeStep): Buffer {
  const refund = snapshot.refunds.at(-1);
  return topic === 'refunds/create' && refund
    ? refundWebhook(orderId, snapshot.currency, refund)
    : orderWebhook(orderId, snapshot);
}

export type Post = {
  readonly add: (deliveries: readonly Delivery[]) => void;
  /** Answered with 200. */
  readonly delivered: () => number;
  /** Sendings that were not: refused, broken off, or not answered with success. */
  readonly retries: () => number;
  /** Nothing more will be added: resolves when all is delivered. */
  readonly finish: () => Promise<void>;
};

const AT_ONCE = 32;
const PATIENCE_MS = 10_000;

/** Sends what is added, so many at once, from the first to the last. */
export function openPost(url: string): Post {
  const waiting: Delivery[] = [];
  let next = 0;
  let isClosed = false;
  let delivered = 0;
  let retries = 0;
  const carrier = async () => {
    for (;;) {
      const delivery = waiting[next];
      if (delivery === undefined) {
        if (isClosed && delivered === waiting.length) return;
        await sleep(5);
        continue;
      }
      next += 1;
      while (!(await isTaken(url, delivery))) {
        retries += 1;
        await sleep(100);
      }
      delivered += 1;
    }
  };
  const carriers = Array.from({ length: AT_ONCE }, carrier);
  return {
    // One by one: a hundred thousand orders’ are more than a call takes arguments.
    add: (deliveries) => {
      for (const one of deliveries) waiting.push(one);
    },
    delivered: () => delivered,
    retries: () => retries,
    finish: async () => {
      isClosed = true;
      await Promise.all(carriers);
    },
  };
}

async function isTaken(url: string, { body, ...delivery }: Delivery): Promise<boolean> {
  const bytes = body();
  try {
    const response = await fetch(`${url}/webhooks`, {
      method: 'POST',
      headers: signedHeaders({ ...delivery, body: bytes }),
      body: new Uint8Array(bytes),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.text();
    return response.status === 200;
  } catch {
    return false;
  }
}
