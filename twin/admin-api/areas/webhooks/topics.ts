/**
 * Topics by both their names: `ORDERS_PAID` in GraphQL, `orders/paid` in headers. Every topic of
 * 2026-07 follows from the resources (checked against shopify-webhook-schemas 0.3.8 in a test).
 */

/** What stands before the slash, where it has more than one word. */
const LONG_RESOURCES = [
  'app_purchases_one_time',
  'app_subscriptions',
  'audit_events',
  'bulk_operations',
  'collection_listings',
  'collection_publications',
  'company_contact_roles',
  'company_contacts',
  'company_locations',
  'customer_account_settings',
  'customer_groups',
  'customer_payment_methods',
  'customers_email_marketing_consent',
  'customers_marketing_consent',
  'customers_whats_app_marketing_consent',
  'delivery_promise_settings',
  'draft_orders',
  'finance_app_staff_member',
  'finance_kyc_information',
  'fulfillment_events',
  'fulfillment_holds',
  'fulfillment_orders',
  'inventory_items',
  'inventory_levels',
  'inventory_shipments',
  'inventory_transfers',
  'markets_backup_region',
  'metafield_definitions',
  'order_transactions',
  'payment_schedules',
  'payment_terms',
  'product_feeds',
  'product_listings',
  'product_publications',
  'reverse_deliveries',
  'reverse_fulfillment_orders',
  'scheduled_product_listings',
  'selling_plan_groups',
  'shipping_addresses',
  'subscription_billing_attempts',
  'subscription_billing_cycle_edits',
  'subscription_billing_cycles',
  'subscription_contracts',
  'tax_services',
  'tender_transactions',
];

/** `customer.tags_added` and its like have a point. */
const WITH_POINT = /^customer_(tags_added|tags_removed|joined_segment|left_segment)$/;

/** `ORDERS_PAID` → `orders/paid` */
export function topicOfEnum(name: string): string {
  const lower = name.toLowerCase();
  const point = WITH_POINT.exec(lower);
  if (point !== null) return `customer.${point[1]}`;
  const long = LONG_RESOURCES.filter((one) => lower.startsWith(`${one}_`));
  const resource = long.sort((one, other) => other.length - one.length)[0] ?? lower.split('_')[0];
  return `${resource}/${lower.slice((resource ?? '').length + 1)}`;
}

/** `orders/paid` → `ORDERS_PAID` */
export function enumOfTopic(topic: string): string {
  return topic.replace(/[/.]/, '_').toUpperCase();
}
