/** Which schemas the twin keeps, by the names Shopify's package gives them. */

export const SCHEMA_NAMES = [
  'admin_2026-07',
  'admin_2026-10',
  'storefront-graphql_2026-07',
  'customer_2026-07',
  'functions_cart_checkout_validation_2026-07',
  'functions_cart_transform_2026-07',
  'functions_delivery_customization_2026-07',
  'functions_discount_2026-07',
  'functions_fulfillment_constraints_2026-07',
  'functions_order_discounts_2026-07',
  'functions_order_routing_location_rule_2026-07',
  'functions_payment_customization_2026-07',
  'functions_product_discounts_2026-07',
  'functions_shipping_discounts_2026-07',
] as const;

export type SchemaName = (typeof SCHEMA_NAMES)[number];
