/**
 * Which objects are protected customer data, level 1: an app that is not approved for it may not
 * see them at all (https://shopify.dev/docs/apps/launch/protected-customer-data, read 2026-11).
 * Level 2, the single fields, is marked in the schema itself.
 */
const OBJECTS = new Set([
  'AbandonedCheckout',
  'Abandonment',
  'CalculatedDraftOrder',
  'CalculatedOrder',
  'Company',
  'CompanyContact',
  'CompanyLocation',
  'Customer',
  'CustomerPaymentMethod',
  'CustomerSegmentMember',
  'CustomerVisit',
  'DraftOrder',
  'Fulfillment',
  'FulfillmentOrder',
  'MailingAddress',
  'Order',
  'OrderTransaction',
  'Refund',
  'Return',
  'StoreCreditAccount',
  'SubscriptionContract',
]);

/** Whether objects of the type tell of a customer. */
export function isCustomerData(typeName: string): boolean {
  return OBJECTS.has(typeName);
}
