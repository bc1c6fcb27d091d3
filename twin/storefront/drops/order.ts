/** An order in the customer's history. Source: shopify.dev/docs/api/liquid/objects/order. */
import type { Fields } from '../../liquid/fields.ts';
import {
  currentSums,
  financialStatus,
  fulfillmentStatus,
  lineDiscountMinor,
  lineGrossMinor,
  orderSums,
  refundedMinor,
} from '../../model/order-sums.ts';
import type { Order, OrderLine } from '../../model/order.ts';
import { addressDrop } from './customer.ts';
import { dateText, drop, hundredths, type Lens } from './lens.ts';
import { metafieldsDrop } from './metafields.ts';

export function orderDrop(lens: Lens, order: Order): Fields {
  const sums = orderSums(order);
  const money = (minor: number): number => hundredths(lens.shop, minor);
  const paid = financialStatus(order);
  const sent = fulfillmentStatus(order) ?? 'unfulfilled';
  const lines = (): Fields[] => order.lines.map((line) => orderLineDrop(lens, order, line));
  const properties: Record<string, unknown> = {
    attributes: Object.fromEntries(order.attributes.map(({ name, value }) => [name, value])),
    billing_address: () => order.billingAddress && addressDrop(lens, order.billingAddress),
    cancel_reason: order.cancelReason,
    cancel_reason_label: label(order.cancelReason),
    cancelled: order.cancelledAt !== null,
    cancelled_at: dateText(order.cancelledAt),
    cart_level_discount_applications: [],
    confirmation_number: order.confirmationNumber,
    created_at: dateText(order.createdAt),
    customer_order_url: `/account/orders/${order.id}`,
    customer_url: `/account/orders/${order.id}`,
    discount_applications: () => applications(lens, order),
    email: order.email,
    financial_status: paid,
    financial_status_label: label(paid),
    fulfillment_status: sent,
    fulfillment_status_label: label(sent),
    id: order.id,
    item_count: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    line_items: lines,
    line_items_subtotal_price: money(sums.linesMinor),
    metafields: () => metafieldsDrop(lens, { kind: 'Order', id: order.id }),
    name: order.name,
    note: order.note,
    order_number: order.number,
    order_status_url: `/account/orders/${order.id}`,
    phone: order.phone,
    'pickup_in_store?': false,
    shipping_address: () => order.shippingAddress && addressDrop(lens, order.shippingAddress),
    shipping_methods: () =>
      order.shippingLines.map((one) =>
        drop(lens, 'shipping_method', { title: one.title, price: money(one.priceMinor) }),
      ),
    shipping_price: money(sums.shippingNetMinor),
    subtotal_line_items: lines,
    subtotal_price: money(sums.subtotalMinor),
    tags: [...order.tags],
    tax_price: money(sums.taxMinor),
    total_discounts: money(sums.discountsMinor),
    total_duties: null,
    total_net_amount: money(currentSums(order).totalMinor),
    total_price: money(sums.totalMinor),
    total_refunded_amount: money(refundedMinor(order)),
    transactions: () =>
      order.transactions.map((one) =>
        drop(lens, 'transaction', {
          amount: money(one.amountMinor),
          created_at: dateText(one.at),
          gateway: one.gateway,
          id: one.id,
          kind: one.kind,
          status: one.status,
        }),
      ),
  };
  return drop(lens, 'order', properties);
}

function applications(lens: Lens, order: Order): Fields[] {
  return order.discountApplications.map((one, index) => {
    const taken = [...order.lines, ...order.shippingLines]
      .flatMap(({ allocations }) => allocations)
      .filter(({ applicationIndex }) => applicationIndex === index)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    return drop(lens, 'discount_application', {
      target_selection: one.targetSelection,
      target_type: one.targetType,
      title: one.code ?? one.title,
      total_allocated_amount: hundredths(lens.shop, taken),
      type: one.type,
      value: one.valueType === 'percentage' ? Number(one.value) : Number(one.value) * 100,
      value_type: one.valueType,
    });
  });
}

function orderLineDrop(lens: Lens, order: Order, line: OrderLine): Fields {
  const money = (minor: number): number => hundredths(lens.shop, minor);
  const gross = lineGrossMinor(line);
  const off = lineDiscountMinor(line);
  return drop(lens, 'line_item', {
    final_line_price: money(gross - off),
    final_price: money(Math.round((gross - off) / Math.max(1, line.quantity))),
    gift_card: line.isGiftCard,
    grams: line.grams,
    id: line.id,
    image: null,
    line_price: money(gross),
    original_line_price: money(gross),
    original_price: money(line.priceMinor),
    price: money(line.priceMinor),
    product_id: line.productId,
    properties: Object.fromEntries(line.properties.map(({ name, value }) => [name, value])),
    quantity: line.quantity,
    sku: line.sku,
    successfully_fulfilled_quantity: order.fulfillments
      .flatMap(({ lines }) => lines)
      .filter(({ lineId }) => lineId === line.id)
      .reduce((sum, { quantity }) => sum + quantity, 0),
    title: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    total_discount: money(off),
    variant_id: line.variantId,
    vendor: line.vendor,
  });
}

function label(word: string | null): string | null {
  if (word === null) return null;
  const words = word.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
