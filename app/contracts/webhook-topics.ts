/**
 * The topics we read, one line each. Every other topic is parked, so that what Shopify sends before
 * we understand it is not lost.
 */
import { parseLosslessJson } from './lossless-json.ts';
import type { Hashing, Projection } from './observation.ts';
import { parked } from './parked-reason.ts';
import { fromShopifyOrder } from './shopify-order.ts';
import { fromShopifyRefund } from './shopify-refund.ts';

type Reader = (payload: unknown, hashing: Hashing) => Projection;

// A map, not an object: a topic named `constructor` must be as unknown as any other.
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['orders/create', fromShopifyOrder],
  ['orders/paid', fromShopifyOrder],
  ['orders/updated', fromShopifyOrder],
  ['orders/cancelled', fromShopifyOrder],
  ['refunds/create', fromShopifyRefund],
]);

/**
 * What a delivery's raw body tells us. Never throws. Refusals: `unknown_topic`, `malformed_json`,
 * `missing_order_id`, `missing_refund_id`, `invalid_field`.
 */
export function readDelivery(topic: string, body: Uint8Array, hashing: Hashing): Projection {
  const read = READERS.get(topic);
  if (!read) return parked('unknown_topic', topic);
  const json = parseLosslessJson(body);
  return json.ok ? read(json.value, hashing) : json;
}
