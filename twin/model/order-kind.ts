/** How orders are found, searched and sorted, with the names of Shopify's order search. */
import { defineKind, flag, instant, number, text, word } from '../store/kind.ts';
import type { Order } from './order.ts';
import { currentSums, financialStatus, fulfillmentStatus, orderSums } from './order-sums.ts';

export const orders = defineKind<Order>('Order', {
  name: text((order) => [order.name, order.name.replace(/^#/, '')]),
  order_number: number((order) => order.number),
  token: text((order) => order.token),
  email: text((order) => order.email),
  customer_id: number((order) => order.customerId),
  /** Each status it answers to; sorting by these uses the first. */
  status: text((order) => openness(order)),
  financial_status: text((order) => financialStatus(order)),
  /** With the older words Shopify still takes. */
  fulfillment_status: text((order) => fulfilment(order)),
  fulfillment_sort: text((order) => fulfillmentStatus(order) ?? 'unfulfilled'),
  return_status: text(() => 'no_return'),
  risk_level: text(() => 'low'),
  sales_channel: text((order) => order.sourceName),
  current_total_price: number((order) => currentSums(order).totalMinor / 100),
  total_weight: number((order) => orderSums(order).grams),
  total_items_quantity: number((order) => itemsOf(order)),
  subtotal_line_items_quantity: number((order) => itemsOf(order)),
  customer_name: text((order) => nameOf(order)),
  destination: text((order) => order.shippingAddress?.countryCode ?? ''),
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

function fulfilment(order: Order): string[] {
  const status = fulfillmentStatus(order);
  if (status === 'fulfilled') return ['fulfilled', 'shipped'];
  return status === 'partial' ? ['partial'] : ['unfulfilled', 'unshipped'];
}

const itemsOf = (order: Order) =>
  order.lines.reduce((sum, { quantity, isTip }) => sum + (isTip ? 0 : quantity), 0);

function nameOf({ shippingAddress, billingAddress }: Order): string {
  const address = shippingAddress ?? billingAddress;
  return `${address?.lastName ?? ''}, ${address?.firstName ?? ''}`;
}
