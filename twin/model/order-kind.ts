/** How orders are found, searched and sorted, with the names of Shopify's order search. */
import { defineKind, flag, instant, number, text, word } from '../store/kind.ts';
import type { Order } from './order.ts';
import { financialStatus, fulfillmentStatus, orderSums } from './order-sums.ts';

export const orders = defineKind<Order>('Order', {
  name: text((order) => [order.name, order.name.replace(/^#/, '')]),
  order_number: number((order) => order.number),
  token: text((order) => order.token),
  email: text((order) => order.email),
  customer_id: number((order) => order.customerId),
  /** Each status it answers to; sorting by these uses the first. */
  status: text((order) => openness(order)),
  financial_status: text((order) => financialStatus(order)),
  fulfillment_status: text((order) => fulfillmentStatus(order) ?? 'unfulfilled'),
  discount_code: text((order) => order.discountCodes.map(({ code }) => code)),
  tag: text((order) => order.tags),
  sku: text((order) => order.lines.map(({ sku }) => sku)),
  product_id: number((order) => order.lines.map(({ productId }) => productId)),
  line_item_id: number((order) => order.lines.map(({ id }) => id)),
  refund_id: number((order) => order.refunds.map(({ id }) => id)),
  fulfillment_id: number((order) => order.fulfillments.map(({ id }) => id)),
  transaction_id: number((order) => order.transactions.map(({ id }) => id)),
  source_name: text((order) => order.sourceName),
  channel: text((order) => order.sourceName),
  gateway: text((order) => order.transactions.map(({ gateway }) => gateway)),
  checkout_token: text((order) => order.checkoutToken),
  cart_token: text((order) => order.cartToken),
  confirmation_number: text((order) => order.confirmationNumber),
  location_id: number((order) => order.locationId),
  user_id: number((order) => order.userId),
  test: flag((order) => order.isTest),
  total_price: number((order) => orderSums(order).totalMinor),
  created_at: instant((order) => order.createdAt),
  processed_at: instant((order) => order.processedAt),
  updated_at: instant((order) => order.updatedAt),
  default: word((order) => [
    order.name,
    order.email,
    order.shippingAddress?.firstName ?? null,
    order.shippingAddress?.lastName ?? null,
    ...order.tags,
    ...order.lines.map(({ title }) => title),
  ]),
});

function openness(order: Order): string[] {
  if (order.cancelledAt !== null) return ['cancelled', 'any'];
  return [order.closedAt === null ? 'open' : 'closed', 'not_closed', 'any'];
}
