/**
 * The topics we read, one line each. Every other topic is parked, so that what Shopify sends before
 * we understand it is not lost.
 */
import { parseLosslessJson } from './lossless-json.ts';
import type { Hashing, Notice, Observation, Projection } from './observation.ts';
import { parked } from './parked-reason.ts';
import { fromCustomerDataRequest, fromCustomerRedact } from './shopify-compliance.ts';
import { fromCustomerMerge } from './shopify-customer-merge.ts';
import { fromShopifyCustomer } from './shopify-customer.ts';
import { fromShopifyDispute } from './shopify-dispute.ts';
import { fromBulkFinish, fromScopesUpdate, fromShopUpdate } from './shopify-lifecycle.ts';
import { fromShopifyOrder } from './shopify-order.ts';
import { fromShopifyRefund } from './shopify-refund.ts';
import { fromShopifyTransaction } from './shopify-transaction.ts';

type Told = Observation | Notice;
type Reader<T> = (payload: unknown, hashing: Hashing) => Projection<T>;

/** These tell all there is to tell by having been sent; nothing of their bodies is looked at. */
const saying =
  (notice: Notice): Reader<Notice> =>
  () => ({ ok: true, observation: notice });

// Maps, not objects: a topic named `constructor` must be as unknown as any other.
const NOTICES: ReadonlyMap<string, Reader<Notice>> = new Map<string, Reader<Notice>>([
  ['app/uninstalled', saying({ type: 'uninstalled' })],
  ['app/scopes_update', fromScopesUpdate],
  ['shop/update', fromShopUpdate],
  ['bulk_operations/finish', fromBulkFinish],
  ['customers/data_request', fromCustomerDataRequest],
  ['customers/redact', fromCustomerRedact],
  ['customers/merge', fromCustomerMerge],
  ['customers/create', fromShopifyCustomer],
  ['customers/update', fromShopifyCustomer],
  ['shop/redact', saying({ type: 'shop-redact' })],
]);

const READERS: ReadonlyMap<string, Reader<Told>> = new Map<string, Reader<Told>>([
  ['orders/create', fromShopifyOrder],
  ['orders/paid', fromShopifyOrder],
  ['orders/updated', fromShopifyOrder],
  ['orders/cancelled', fromShopifyOrder],
  ['refunds/create', fromShopifyRefund],
  ['order_transactions/create', fromShopifyTransaction],
  ['disputes/create', fromShopifyDispute],
  ['disputes/update', fromShopifyDispute],
  ...NOTICES,
]);

/** Whether a delivery of the topic is a notice: of a shop we do not know, it says nothing to us. */
export function isNoticeTopic(topic: string): boolean {
  return NOTICES.has(topic);
}

/**
 * What a delivery's raw body tells us. Never throws. Refusals: `unknown_topic`, `malformed_json`,
 * `missing_order_id`, `missing_refund_id`, `invalid_field`.
 */
export function readDelivery(topic: string, body: Uint8Array, hashing: Hashing): Projection<Told> {
  const read = READERS.get(topic);
  if (!read) return parked('unknown_topic', topic);
  const json = parseLosslessJson(body);
  return json.ok ? read(json.value, hashing) : json;
}
