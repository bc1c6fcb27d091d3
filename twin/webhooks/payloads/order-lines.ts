/**
 * The lines of an order, of its shipping, its taxes and what discounts took off them. A line stands
 * in full in `line_items`, and shorter inside refunds and fulfilments.
 */
import type {
  DiscountAllocation,
  DiscountApplication,
  Order,
  OrderLine,
  ShippingLine,
  TaxLine,
} from '../../model/order.ts';
import {
  currentQuantity,
  fulfillableQuantity,
  fulfilledQuantity,
  lineDiscountMinor,
  sum,
} from '../../model/order-sums.ts';
import type { OrderContext } from './order-context.ts';
import type { PayloadWriter } from './writer.ts';

/** An entry of `line_items`. */
export function lineItem(order: Order, line: OrderLine, context: OrderContext) {
  return {
    ...shortLineItem(order, line, context),
    attributed_staffs: [],
    current_quantity: currentQuantity(order, line),
    sales_line_item_group_id: null,
    // Only the line of a tip has the key.
    ...(line.isTip ? { tip: { payment_gateway: null, payment_method: null } } : {}),
  };
}

/** A line as refunds and fulfilments repeat it; `quantity` where only some units are meant. */
export function shortLineItem(
  order: Order,
  line: OrderLine,
  { writer, hasProduct }: OrderContext,
  quantity = line.quantity,
) {
  const explicitMinor = sum(line.allocations, ({ applicationIndex, amountMinor }) =>
    order.discountApplications[applicationIndex]?.targetSelection === 'explicit' ? amountMinor : 0,
  );
  const fulfillable = fulfillableQuantity(order, line);
  const price = line.priceMinor;
  return {
    id: writer.id(line.id),
    variant_id: writer.idOrNull(line.variantId),
    title: line.title,
    quantity,
    sku: line.sku ?? '',
    variant_title: line.variantTitle,
    vendor: line.vendor,
    fulfillment_service: line.isGiftCard ? 'gift_card' : 'manual',
    product_id: writer.idOrNull(line.productId),
    requires_shipping: line.requiresShipping,
    taxable: line.taxable,
    gift_card: line.isGiftCard,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    variant_inventory_management: line.variantId === null ? null : 'shopify',
    properties: line.properties,
    product_exists: line.productId !== null && hasProduct(line.productId),
    fulfillable_quantity: fulfillable,
    grams: line.grams,
    price: writer.price(price),
    // What was given on this very line; shares of other discounts are told by the allocations only.
    total_discount: writer.text(explicitMinor),
    fulfillment_status: lineStatus(order, line, fulfillable),
    price_set: writer.priceSet(price),
    total_discount_set: writer.set(explicitMinor),
    discount_allocations: allocations(line.allocations, writer),
    duties: [],
    admin_graphql_api_id: writer.gid('LineItem', line.id),
    tax_lines: taxLines(line.taxLines, writer),
  };
}

function lineStatus(order: Order, line: OrderLine, fulfillable: number): string | null {
  if (order.fulfillments.length === 0) return null;
  if (fulfilledQuantity(order, line.id) === 0) return null;
  return fulfillable === 0 ? 'fulfilled' : 'partial';
}

/** An entry of `shipping_lines`. */
export function shippingLine(order: Order, line: ShippingLine, writer: PayloadWriter) {
  const discountedMinor = line.priceMinor - lineDiscountMinor(line);
  const refundedMinor = sum(
    order.refunds.flatMap(({ shipping }) => shipping),
    (one) => (one.shippingLineId === line.id ? one.amountMinor : 0),
  );
  return {
    id: writer.id(line.id),
    carrier_identifier: null,
    code: line.code,
    current_discounted_price_set: writer.set(
      line.isRemoved ? 0 : Math.max(0, discountedMinor - refundedMinor),
    ),
    discounted_price: writer.text(discountedMinor),
    discounted_price_set: writer.set(discountedMinor),
    is_removed: line.isRemoved,
    phone: null,
    price: writer.text(line.priceMinor),
    price_set: writer.set(line.priceMinor),
    requested_fulfillment_service_id: null,
    source: 'shopify',
    title: line.title,
    tax_lines: taxLines(line.taxLines, writer),
    discount_allocations: allocations(line.allocations, writer),
  };
}

export function taxLines(lines: readonly TaxLine[], writer: PayloadWriter) {
  return lines.map(({ title, rate, amountMinor }) => ({
    price: writer.text(amountMinor),
    rate,
    title,
    price_set: writer.set(amountMinor),
    channel_liable: false,
  }));
}

/** Taxes by title and rate, over all lines and shipping of the order as sold. */
export function joinTaxLines(order: Order): TaxLine[] {
  const joined = new Map<string, TaxLine>();
  for (const line of [...order.lines, ...order.shippingLines]) {
    for (const tax of line.taxLines) {
      const key = `${tax.title} ${tax.rate}`;
      const before = joined.get(key)?.amountMinor ?? 0;
      joined.set(key, { ...tax, amountMinor: before + tax.amountMinor });
    }
  }
  return [...joined.values()];
}

function allocations(list: readonly DiscountAllocation[], writer: PayloadWriter) {
  return list.map(({ applicationIndex, amountMinor }) => ({
    amount: writer.text(amountMinor),
    amount_set: writer.set(amountMinor),
    discount_application_index: applicationIndex,
  }));
}

/** An entry of `discount_applications`: a code is named by itself, all others by title. */
export function discountApplication(application: DiscountApplication) {
  return {
    target_type: application.targetType,
    type: application.type,
    value: application.value,
    value_type: application.valueType,
    allocation_method: application.allocationMethod,
    target_selection: application.targetSelection,
    ...(application.type === 'discount_code'
      ? { code: application.code ?? application.title }
      : { title: application.title }),
    ...(application.description === null ? {} : { description: application.description }),
  };
}
