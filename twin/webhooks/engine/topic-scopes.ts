/**
 * The access an app needs to hear of a topic: one of these, for reading. As published with the
 * topics of 2026-07 (`access_scopes` of shopify-webhook-schemas 0.3.8).
 */
import { allowsScope } from '../../apps/access-scopes.ts';

const ORDERS = ['orders', 'marketplace_orders'];
const ORDER_CHANGES = [...ORDERS, 'buyer_membership_orders'];

const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'orders/create': ORDERS,
  'orders/paid': ORDERS,
  'orders/fulfilled': ORDERS,
  'orders/partially_fulfilled': ORDERS,
  'orders/updated': ORDER_CHANGES,
  'orders/cancelled': ORDER_CHANGES,
  'orders/edited': ORDER_CHANGES,
  'refunds/create': ORDER_CHANGES,
  'order_transactions/create': ORDER_CHANGES,
  'customers/merge': ['customer_merge'],
};

/** Of all topics of a kind; what stands in neither table is open to every app. */
const SCOPES_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  orders: ['orders'],
  tender_transactions: ['orders'],
  carts: ['orders'],
  checkouts: ['orders'],
  fulfillments: ['fulfillments', 'marketplace_orders'],
  customer: ['customers'],
  customers: ['customers'],
  customers_marketing_consent: ['customers'],
  customers_email_marketing_consent: ['customers'],
  segments: ['customers'],
  products: ['products'],
  variants: ['products'],
  collections: ['products'],
  inventory_levels: ['inventory'],
  discounts: ['discounts'],
  themes: ['themes'],
  metaobjects: ['metaobjects'],
};

const COMPLIANCE = new Set(['customers/data_request', 'customers/redact', 'shop/redact']);

/** Resources one of which an app must be allowed to read; none: every app may listen. */
export function scopesOfTopic(topic: string): readonly string[] {
  if (COMPLIANCE.has(topic)) return [];
  return SCOPES[topic] ?? SCOPES_OF_KIND[topic.split(/[/.]/)[0] ?? ''] ?? [];
}

/** Whether an app with these scopes may listen to the topic. */
export function mayHear(granted: readonly string[], topic: string): boolean {
  const needed = scopesOfTopic(topic);
  return needed.length === 0 || needed.some((one) => allowsScope(granted, `read_${one}`));
}
