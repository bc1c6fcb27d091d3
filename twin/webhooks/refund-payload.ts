/**
 * The body of `refunds/create`, which an order's `refunds` repeats: every key of Shopify's sample
 * (https://shopify.dev/docs/api/webhooks, version 2026-07, read 2026-11).
 */
import { countReturns, type RefundedLine } from './count-returns.ts';
import { moneySet, moneyText } from './money.ts';
import { idNumber, type ShopOrder, type ShopRefund, shopifyInstant } from './shop-order.ts';

/** Who made it: somebody of the shop's staff. */
const STAFF_ID = 548380009;

/** The body for one refund of the order; `order.refunds` must hold it and all made before it. */
export function refundPayload(order: ShopOrder, refundId: string) {
  const counted = countReturns(order).refunds.find(({ refund }) => refund.id === refundId);
  if (!counted) throw new Error(`Order ${order.id} has no refund ${refundId}.`);
  return countedRefundPayload(order, counted.refund, counted.lines);
}

/** The same, for a refund whose amounts are known already. */
export function countedRefundPayload(
  order: ShopOrder,
  refund: ShopRefund,
  lines: readonly RefundedLine[],
) {
  const { currency } = order;
  const at = shopifyInstant(refund.at);
  const totalMinor = lines.reduce((sum, line) => sum + line.subtotalMinor, 0);
  return {
    id: idNumber(refund.id),
    order_id: idNumber(order.id),
    created_at: at,
    note: refund.note,
    user_id: STAFF_ID,
    processed_at: at,
    duties: [],
    total_duties_set: moneySet(moneyText(0, currency), currency),
    return: null,
    refund_shipping_lines: [],
    restock: true,
    admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
    order_adjustments: [],
    refund_line_items: lines.map((line) => refundLineItem(line, currency)),
    transactions: totalMinor === 0 ? [] : [transaction(order, refund, totalMinor)],
  };
}

function refundLineItem(
  { id, line, quantity, subtotalMinor, left }: RefundedLine,
  currency: string,
) {
  const zero = moneyText(0, currency);
  return {
    id: idNumber(id),
    quantity,
    line_item_id: idNumber(line.id),
    location_id: null,
    restock_type: 'return',
    // Shopify writes these two as numbers, and every other amount as text.
    subtotal: Number(moneyText(subtotalMinor, currency)),
    total_tax: 0,
    subtotal_set: moneySet(moneyText(subtotalMinor, currency), currency),
    total_tax_set: moneySet(zero, currency),
    line_item: {
      id: idNumber(line.id),
      variant_id: null,
      title: line.title,
      quantity: line.quantity,
      sku: line.sku,
      variant_title: null,
      vendor: null,
      fulfillment_service: 'manual',
      product_id: null,
      requires_shipping: true,
      taxable: true,
      gift_card: false,
      name: line.title,
      variant_inventory_management: null,
      properties: [],
      product_exists: false,
      fulfillable_quantity: left,
      grams: 0,
      price: line.price,
      total_discount: zero,
      fulfillment_status: null,
      price_set: moneySet(line.price, currency),
      total_discount_set: moneySet(zero, currency),
      discount_allocations: [],
      duties: [],
      admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
      tax_lines: [],
    },
  };
}

/** The money going back; one transaction for each refund, so it may share the refund's number. */
function transaction(order: ShopOrder, refund: ShopRefund, totalMinor: number) {
  const at = shopifyInstant(refund.at);
  const unsettled = { amount: '0.0', currency: 'XXX' };
  return {
    id: idNumber(refund.id),
    order_id: idNumber(order.id),
    kind: 'refund',
    gateway: 'bogus',
    status: 'success',
    message: null,
    created_at: at,
    test: false,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: null,
    processed_at: at,
    device_id: null,
    error_code: null,
    source_name: 'web',
    receipt: {},
    amount: moneyText(totalMinor, order.currency),
    currency: order.currency,
    payment_id: `${order.name}.1`,
    total_unsettled_set: { presentment_money: unsettled, shop_money: unsettled },
    manual_payment_gateway: false,
    amount_rounding: null,
    admin_graphql_api_id: `gid://shopify/OrderTransaction/${refund.id}`,
  };
}
