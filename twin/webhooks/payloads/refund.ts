/**
 * The body of `refunds/create`, which an order's `refunds` repeats: every key of Shopify's sample
 * (https://shopify.dev/docs/api/webhooks, version 2026-07, read 2026-11).
 */
import type { Order, Refund, RefundLine } from '../../model/order.ts';
import type { OrderContext } from './order-context.ts';
import { shippingLine, shortLineItem } from './order-lines.ts';
import { nestedTransaction } from './transaction.ts';

/** One refund of the order. Throws where it names a line that the order has not. */
export function refundPayload(order: Order, refund: Refund, context: OrderContext) {
  const { writer } = context;
  const at = writer.at(refund.at);
  const transactions = order.transactions.filter(({ id }) => refund.transactionIds.includes(id));
  return {
    id: writer.id(refund.id),
    order_id: writer.id(order.id),
    created_at: at,
    note: refund.note,
    user_id: writer.idOrNull(refund.userId),
    processed_at: at,
    duties: [],
    total_duties_set: writer.zero.set,
    return: null,
    refund_shipping_lines: refund.shipping.map((one) => refundedShipping(order, one, context)),
    restock: refund.restock,
    admin_graphql_api_id: writer.gid('Refund', refund.id),
    order_adjustments: refund.adjustments.map((one) => adjustment(order, refund, one, context)),
    refund_line_items: refund.lines.map((line) => refundLineItem(order, line, context)),
    transactions: transactions.map((one) => nestedTransaction(order, one, context)),
  };
}

function refundLineItem(order: Order, line: RefundLine, context: OrderContext) {
  const { writer } = context;
  const sold = order.lines.find(({ id }) => id === line.lineId);
  if (sold === undefined) throw new Error(`Order ${order.name} has no line ${line.lineId}.`);
  const subtotal = writer.text(line.subtotalMinor);
  return {
    id: writer.id(line.id),
    quantity: line.quantity,
    line_item_id: writer.id(line.lineId),
    location_id: writer.idOrNull(line.locationId),
    restock_type: line.restockType,
    // Shopify writes these two as numbers, and every other amount as text.
    subtotal: Number(subtotal),
    total_tax: Number(writer.text(line.taxMinor)),
    subtotal_set: writer.set(line.subtotalMinor),
    total_tax_set: writer.set(line.taxMinor),
    line_item: shortLineItem(order, sold, context),
  };
}

/** Of keys as in RefundShippingLine of Admin GraphQL 2026-07; no published sample has one. */
function refundedShipping(
  order: Order,
  { id, shippingLineId, amountMinor, taxMinor }: Refund['shipping'][number],
  { writer }: OrderContext,
) {
  const sold = order.shippingLines.find((line) => line.id === shippingLineId);
  return {
    id: writer.id(id),
    shipping_line: sold === undefined ? null : shippingLine(order, sold, writer),
    subtotal_amount_set: writer.set(amountMinor),
    tax_amount_set: writer.set(taxMinor),
  };
}

function adjustment(
  order: Order,
  refund: Refund,
  { id, kind, reason, amountMinor, taxMinor }: Refund['adjustments'][number],
  { writer }: OrderContext,
) {
  return {
    id: writer.id(id),
    amount: writer.text(amountMinor),
    amount_set: writer.set(amountMinor),
    kind,
    order_id: writer.id(order.id),
    reason,
    refund_id: writer.id(refund.id),
    tax_amount: writer.text(taxMinor),
    tax_amount_set: writer.set(taxMinor),
  };
}
