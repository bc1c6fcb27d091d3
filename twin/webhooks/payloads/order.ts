/**
 * The body of `orders/create`, `/paid`, `/updated`, `/cancelled`, `/fulfilled` and
 * `/partially_fulfilled`: every key of Shopify's sample (https://shopify.dev/docs/api/webhooks,
 * version 2026-07, read 2026-11), from an order's record alone.
 */
import type { Order, OrderEdit } from '../../model/order.ts';
import {
  currentSums,
  financialStatus,
  fulfillmentStatus,
  orderSums,
  outstandingMinor,
} from '../../model/order-sums.ts';
import { addressPayload, nestedCustomer } from './customer.ts';
import { nestedFulfillment } from './fulfillment.ts';
import type { OrderContext, OrderShop } from './order-context.ts';
import {
  discountApplication,
  joinTaxLines,
  lineItem,
  shippingLine,
  taxLines,
} from './order-lines.ts';
import { refundPayload } from './refund.ts';
import type { PayloadWriter } from './writer.ts';

/** The order as it stands. */
export function orderPayload(order: Order, context: OrderContext) {
  const { writer, customer } = context;
  return {
    ...identity(order, writer),
    ...circumstances(order, context),
    ...sold(order, writer),
    ...current(order, writer),
    ...withoutSource(writer),
    billing_address: order.billingAddress && addressPayload(order.billingAddress),
    customer: customer && nestedCustomer(customer, writer),
    discount_applications: order.discountApplications.map(discountApplication),
    fulfillments: order.fulfillments.map((one) => nestedFulfillment(order, one, context)),
    line_items: order.lines.map((line) => lineItem(order, line, context)),
    refunds: order.refunds.map((refund) => refundPayload(order, refund, context)),
    shipping_address: order.shippingAddress && addressPayload(order.shippingAddress),
    shipping_lines: order.shippingLines.map((line) => shippingLine(order, line, writer)),
  };
}

function identity(order: Order, writer: PayloadWriter) {
  return {
    id: writer.id(order.id),
    admin_graphql_api_id: writer.gid('Order', order.id),
    name: order.name,
    // Shops begin with order 1001, which is their number 1.
    number: order.number > 1000 ? order.number - 1000 : order.number,
    order_number: order.number,
    token: order.token,
    confirmation_number: order.confirmationNumber,
    confirmed: true,
    test: order.isTest,
    created_at: writer.at(order.createdAt),
    processed_at: writer.at(order.processedAt),
    updated_at: writer.at(order.updatedAt),
    closed_at: writer.atOrNull(order.closedAt),
    cancel_reason: order.cancelReason,
    cancelled_at: writer.atOrNull(order.cancelledAt),
    // An order without an e-mail has the empty text in one field and null in the other.
    email: order.email ?? '',
    contact_email: order.email,
    phone: order.phone,
  };
}

function circumstances(order: Order, { shop, writer, customer }: OrderContext) {
  return {
    app_id: writer.idOrNull(order.appId),
    browser_ip: order.browserIp,
    buyer_accepts_marketing: customer?.emailConsent.state === 'SUBSCRIBED',
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    customer_locale: order.customerLocale,
    financial_status: financialStatus(order),
    fulfillment_status: fulfillmentStatus(order),
    landing_site: order.landingSite,
    location_id: writer.idOrNull(order.locationId),
    merchant_business_entity_id: Buffer.from(`1${shop.id}`).toString('base64url'),
    note: order.note,
    note_attributes: order.attributes,
    order_status_url: orderStatusUrl(shop, order),
    payment_gateway_names: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    source_name: order.sourceName,
    tags: order.tags.join(', '),
    user_id: writer.idOrNull(order.userId),
  };
}

/** Where the buyer sees the order without logging in. */
function orderStatusUrl(shop: OrderShop, order: Pick<Order, 'id' | 'token'>): string {
  return `https://${shop.domain}/${shop.id}/orders/${order.token}/authenticate?key=${order.token}`;
}

/** As sold, with what edits added. */
function sold(order: Order, writer: PayloadWriter) {
  const sums = orderSums(order);
  const { text, set } = writer;
  return {
    currency: order.currency,
    presentment_currency: order.presentmentCurrency,
    subtotal_price: text(sums.subtotalMinor),
    subtotal_price_set: set(sums.subtotalMinor),
    total_line_items_price: text(sums.linesMinor),
    total_line_items_price_set: set(sums.linesMinor),
    total_price: text(sums.totalMinor),
    total_price_set: set(sums.totalMinor),
    total_discounts: text(sums.discountsMinor),
    total_discounts_set: set(sums.discountsMinor),
    total_shipping_price_set: set(sums.shippingMinor),
    total_tax: text(sums.taxMinor),
    total_tax_set: set(sums.taxMinor),
    total_tip_received: text(sums.tipMinor),
    total_weight: sums.grams,
    tax_lines: taxLines(joinTaxLines(order), writer),
    taxes_included: order.taxesIncluded,
    tax_exempt: order.taxExempt,
    estimated_taxes: false,
    discount_codes: order.discountCodes.map(({ code, amountMinor, type }) => ({
      code,
      amount: text(amountMinor),
      type,
    })),
  };
}

/** After edits and returns. */
function current(order: Order, writer: PayloadWriter) {
  const sums = currentSums(order);
  const { text, set } = writer;
  return {
    total_outstanding: text(outstandingMinor(order)),
    current_subtotal_price: text(sums.subtotalMinor),
    current_subtotal_price_set: set(sums.subtotalMinor),
    current_total_price: text(sums.totalMinor),
    current_total_price_set: set(sums.totalMinor),
    current_total_discounts: text(sums.discountsMinor),
    current_total_discounts_set: set(sums.discountsMinor),
    current_total_tax: text(sums.taxMinor),
    current_total_tax_set: set(sums.taxMinor),
    current_shipping_price_set: set(sums.shippingNetMinor),
  };
}

/** What no record tells of: the twin has no duties, fees, companies, returns or bundles. */
function withoutSource({ zero }: PayloadWriter) {
  return {
    client_details: null,
    current_total_additional_fees_set: null,
    current_total_duties_set: null,
    device_id: null,
    duties_included: false,
    landing_site_ref: null,
    line_item_groups: [],
    merchant_of_record_app_id: null,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_terms: null,
    po_number: null,
    reference: null,
    referring_site: null,
    returns: [],
    source_identifier: null,
    source_url: null,
    total_cash_rounding_payment_adjustment_set: zero.set,
    total_cash_rounding_refund_adjustment_set: zero.set,
  };
}

/** `orders/delete`, `products/delete`: nothing but the id. */
export const deletedPayload = (id: number, writer: PayloadWriter) => ({ id: writer.id(id) });

/** `orders/edited`: what changed, in units and no more; the order comes by `orders/updated`. */
export function orderEditPayload(
  { order, edit, notifiesCustomer }: { order: Order; edit: OrderEdit; notifiesCustomer: boolean },
  { writer }: OrderContext,
) {
  const at = writer.at(edit.at);
  const deltas = (changes: OrderEdit['additions']) =>
    changes.map(({ lineId, delta }) => ({ id: writer.id(lineId), delta }));
  return {
    order_edit: {
      id: writer.id(edit.id),
      app_id: null,
      created_at: at,
      committed_at: at,
      notify_customer: notifiesCustomer,
      order_id: writer.id(order.id),
      staff_note: edit.staffNote ?? '',
      user_id: null,
      line_items: { additions: deltas(edit.additions), removals: deltas(edit.removals) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}
