/**
 * The body of `orders/create`, `orders/paid` and `orders/updated`: every key of Shopify's sample
 * (https://shopify.dev/docs/api/webhooks, version 2026-07, read 2026-11), with money that adds up.
 * The orders are paid in full at once; discounts, taxes, tips and shipping are none.
 */
import { countReturns, type CountedReturns } from './count-returns.ts';
import { INVENTED_IP, inventAddress, inventCustomer } from './invent-buyer.ts';
import { moneySet, moneyText, worthMinor } from './money.ts';
import { countedRefundPayload } from './refund-payload.ts';
import { idNumber, type ShopLine, type ShopOrder, shopifyInstant } from './shop-order.ts';

/** The order as it stands at its `updatedAt`. */
export function orderPayload(order: ShopOrder) {
  const returns = countReturns(order);
  return {
    ...identity(order),
    ...totals(order, returns),
    ...circumstances(order),
    billing_address: inventAddress(),
    customer: order.customerId === null ? null : inventCustomer(order.customerId, order.currency),
    discount_applications: [],
    fulfillments: [],
    line_items: order.lines.map((line) =>
      lineItem(line, returns.left.get(line.id) ?? 0, order.currency),
    ),
    payment_terms: null,
    refunds: returns.refunds.map(({ refund, lines }) => countedRefundPayload(order, refund, lines)),
    shipping_address: inventAddress(),
    shipping_lines: [],
    returns: [],
    line_item_groups: [],
  };
}

function identity(order: ShopOrder) {
  const created = shopifyInstant(order.createdAt);
  return {
    id: idNumber(order.id),
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    name: order.name,
    number: order.number,
    order_number: order.number,
    token: `token-${order.id}`,
    confirmation_number: null,
    confirmed: true,
    test: false,
    created_at: created,
    processed_at: created,
    updated_at: shopifyInstant(order.updatedAt),
    closed_at: null,
    cancel_reason: null,
    cancelled_at: null,
    // An order without an e-mail has the empty text in one field and null in the other.
    email: order.email ?? '',
    contact_email: order.email,
  };
}

function totals(order: ShopOrder, { left }: CountedReturns) {
  const { currency } = order;
  let [soldMinor, currentMinor, unitsLeft] = [0, 0, 0];
  for (const line of order.lines) {
    const units = left.get(line.id) ?? 0;
    soldMinor += worthMinor(line.price, line.quantity, currency);
    currentMinor += worthMinor(line.price, units, currency);
    unitsLeft += units;
  }
  const text = (minor: number) => moneyText(minor, currency);
  const set = (minor: number) => moneySet(text(minor), currency);
  return {
    currency,
    presentment_currency: currency,
    financial_status:
      order.refunds.length === 0 ? 'paid' : unitsLeft === 0 ? 'refunded' : 'partially_refunded',
    subtotal_price: text(soldMinor),
    subtotal_price_set: set(soldMinor),
    total_line_items_price: text(soldMinor),
    total_line_items_price_set: set(soldMinor),
    total_price: text(soldMinor),
    total_price_set: set(soldMinor),
    total_outstanding: text(0),
    current_subtotal_price: text(currentMinor),
    current_subtotal_price_set: set(currentMinor),
    current_total_price: text(currentMinor),
    current_total_price_set: set(currentMinor),
    current_total_discounts: text(0),
    current_total_discounts_set: set(0),
    current_total_tax: text(0),
    current_total_tax_set: set(0),
    current_shipping_price_set: set(0),
    current_total_additional_fees_set: null,
    current_total_duties_set: null,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    total_cash_rounding_payment_adjustment_set: set(0),
    total_cash_rounding_refund_adjustment_set: set(0),
    total_discounts: text(0),
    total_discounts_set: set(0),
    total_shipping_price_set: set(0),
    total_tax: text(0),
    total_tax_set: set(0),
    total_tip_received: text(0),
    total_weight: 0,
    tax_lines: [],
    taxes_included: false,
    tax_exempt: false,
    estimated_taxes: false,
    duties_included: false,
    discount_codes: [],
  };
}

function circumstances(order: ShopOrder) {
  return {
    app_id: null,
    browser_ip: INVENTED_IP,
    buyer_accepts_marketing: false,
    cart_token: null,
    checkout_token: null,
    client_details: null,
    customer_locale: 'en',
    device_id: null,
    fulfillment_status: null,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: 'MTU0ODM4MDAwOQ',
    merchant_of_record_app_id: null,
    note: null,
    note_attributes: [],
    order_status_url: `https://shop.example.com/orders/${order.id}`,
    payment_gateway_names: ['bogus'],
    phone: null,
    po_number: null,
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: 'web',
    source_url: null,
    tags: '',
    user_id: null,
  };
}

function lineItem(line: ShopLine, left: number, currency: string) {
  const zero = moneyText(0, currency);
  return {
    id: idNumber(line.id),
    admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
    attributed_staffs: [],
    current_quantity: left,
    fulfillable_quantity: left,
    fulfillment_service: 'manual',
    fulfillment_status: null,
    gift_card: false,
    grams: 0,
    name: line.title,
    price: line.price,
    price_set: moneySet(line.price, currency),
    product_exists: false,
    product_id: null,
    properties: [],
    quantity: line.quantity,
    requires_shipping: true,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: true,
    title: line.title,
    total_discount: zero,
    total_discount_set: moneySet(zero, currency),
    variant_id: null,
    variant_inventory_management: null,
    variant_title: null,
    vendor: null,
    tax_lines: [],
    duties: [],
    discount_allocations: [],
  };
}
