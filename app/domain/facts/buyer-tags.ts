/**
 * The tags of an order's buyer, as they were when we first heard of them: what an order earns must
 * not change because its buyer is called something else later. Shopify tells them where an order is
 * asked for, not in a webhook (https://shopify.dev/changelog, customer payloads of 2025-01).
 *
 * Law: the earliest snapshot that speaks of tags decides, whichever arrives first.
 */
import type { Instant } from '../kernel/instant.ts';
import type { OrderSnapshot } from './observed-order.ts';

export type SeenTags = {
  /** The snapshot's `updatedAt`. */
  readonly seenAt: Instant;
  readonly tags: readonly string[];
};

/** What a snapshot says of the buyer's tags; null where it says nothing. */
export function tagsOf({ customerTags, updatedAt }: OrderSnapshot): SeenTags | null {
  return customerTags && { seenAt: updatedAt, tags: customerTags };
}

/** The earlier of two; of two at one instant the choice is by content. `a` itself where equal. */
export function earlierTags(a: SeenTags | null, b: SeenTags | null): SeenTags | null {
  if (a === null || b === null) return a ?? b;
  if (a.seenAt !== b.seenAt) return a.seenAt < b.seenAt ? a : b;
  return JSON.stringify(a.tags) <= JSON.stringify(b.tags) ? a : b;
}
