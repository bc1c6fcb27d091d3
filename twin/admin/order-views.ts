/** Orders as the admin shows them. */
import { orderTimeline } from '../model/order-timeline.ts';
import type { Customer } from '../model/customer.ts';
import { customers } from '../model/kinds.ts';
import type { Order, OrderLine } from '../model/order.ts';
import {
  currentQuantity,
  currentSums,
  financialStatus,
  fulfillableQuantity,
  fulfilledQuantity,
  fulfillmentStatus,
  lineDiscountMinor,
  outstandingMinor,
  receivedMinor,
  refundedMinor,
  refundedQuantity,
  sum,
} from '../model/order-sums.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import { sayCount, sayInstant, sayMoney, sayName, sayStatus, sayWord } from './say.ts';

const CHANNELS: Readonly<Record<string, string>> = { web: 'Online Store', pos: 'Point of Sale' };

export function orderBadges(order: Order) {
  return {
    payment: sayStatus(financialStatus(order)),
    fulfillment: sayStatus(
      fulfillmentStatus(order) ?? 'unfulfilled',
      fulfillmentStatus(order) === 'partial' ? 'Partially fulfilled' : undefined,
    ),
    cancelled: order.cancelledAt === null ? null : sayStatus('cancelled'),
  };
}

/** A row of the list; `customer` is looked up by the caller, who knows the shop. */
export function describeOrderRow(order: Order, shop: Shop, customer: Customer | null) {
  const buyer = customer ?? order.shippingAddress;
  return {
    href: `/store/${shop.handle}/orders/${order.id}`,
    name: order.name,
    date: sayInstant(order.processedAt, shop),
    customer: buyer ? sayName(buyer) : (order.email ?? 'No customer'),
    channel: CHANNELS[order.sourceName] ?? 'App',
    total: sayMoney(currentSums(order).totalMinor, shop),
    items: sayCount(
      sum(order.lines, (line) => currentQuantity(order, line)),
      'item',
    ),
    badges: orderBadges(order),
    isCancelled: order.cancelledAt !== null,
  };
}

/** Everything on an order's page but its buttons. */
export function describeOrder(world: World, shop: Shop, order: Order) {
  const customer = findCustomer(world, shop, order);
  return {
    id: order.id,
    name: order.name,
    date: sayInstant(order.processedAt, shop),
    channel: CHANNELS[order.sourceName] ?? 'App',
    badges: orderBadges(order),
    lines: order.lines.map((line) => describeLine(order, line, shop)),
    money: moneyRows(order, shop),
    note: order.note,
    attributes: order.attributes,
    tags: order.tags,
    customer: customer && {
      href: `/store/${shop.handle}/customers/${customer.id}`,
      name: sayName(customer),
      orders: sayCount(customer.ordersCount, 'order'),
    },
    email: order.email,
    shipping: addressLines(order.shippingAddress),
    billing: addressLines(order.billingAddress),
    timeline: orderTimeline(order)
      .reverse()
      .map(({ at, text }) => ({
        date: sayInstant(at, shop),
        text,
      })),
    shipments: order.fulfillments.map((one) => ({
      name: one.name,
      status: sayStatus(one.status === 'success' ? 'fulfilled' : 'cancelled'),
      items: sayCount(
        sum(one.lines, ({ quantity }) => quantity),
        'item',
      ),
      tracking: one.trackingNumber,
    })),
  };
}

export function findCustomer(world: World, shop: Shop, order: Order): Customer | null {
  return order.customerId === null ? null : world.store.get(customers, shop.id, order.customerId);
}

function describeLine(order: Order, line: OrderLine, shop: Shop) {
  const quantity = currentQuantity(order, line);
  return {
    id: line.id,
    title: line.title,
    variant: line.variantTitle === 'Default Title' ? null : line.variantTitle,
    sku: line.sku,
    href: line.productId ? `/store/${shop.handle}/products/${line.productId}` : null,
    price: sayMoney(line.priceMinor, shop),
    quantity,
    sold: line.quantity,
    removed: line.removedQuantity,
    refunded: refundedQuantity(order, line.id),
    fulfilled: fulfilledQuantity(order, line.id),
    fulfillable: fulfillableQuantity(order, line),
    total: sayMoney(line.priceMinor * quantity, shop),
    discount: lineDiscountMinor(line) > 0 ? sayMoney(-lineDiscountMinor(line), shop) : null,
    properties: line.properties,
  };
}

/** The rows under the lines; what is nothing is left out. */
function moneyRows(order: Order, shop: Shop) {
  const sums = currentSums(order);
  const row = (label: string, detail: string, minor: number, isStrong = false) => ({
    label,
    detail,
    amount: sayMoney(minor, shop),
    isStrong,
  });
  const codes = order.discountApplications.map(({ code, title }) => code ?? title).join(', ');
  const optional = (minor: number, shown: ReturnType<typeof row>) => (minor === 0 ? [] : [shown]);
  const [received, refunded] = [receivedMinor(order), refundedMinor(order)];
  const due = outstandingMinor(order);
  return [
    row('Subtotal', '', sums.linesMinor),
    ...optional(sums.discountsMinor, row('Discounts', codes, -sums.discountsMinor)),
    ...order.shippingLines
      .filter(({ isRemoved }) => !isRemoved)
      .map((line) => row('Shipping', line.title, line.priceMinor)),
    ...optional(sums.tipMinor, row('Tip', '', sums.tipMinor)),
    ...optional(sums.taxMinor, row('Taxes', order.taxesIncluded ? 'Included' : '', sums.taxMinor)),
    row('Total', '', sums.totalMinor, true),
    row('Paid', paidBy(order), received),
    ...optional(refunded, row('Refunded', '', -refunded)),
    ...optional(due, row('Balance', 'To be paid by the customer', due, true)),
  ];
}

function paidBy(order: Order): string {
  const gateways = order.transactions
    .filter(({ kind, status }) => status === 'success' && (kind === 'sale' || kind === 'capture'))
    .map(({ gateway }) => sayWord(gateway === 'bogus' ? 'card' : gateway));
  return [...new Set(gateways)].join(', ');
}

export function addressLines(address: Order['shippingAddress']): string[] {
  if (!address) return [];
  const { company, address1, address2, zip, city, provinceCode, countryCode, phone } = address;
  const town = [zip, city, provinceCode].filter(Boolean).join(' ');
  return [sayName(address), company, address1, address2, town, countryCode, phone].filter(
    (line): line is string => Boolean(line) && line !== 'No name',
  );
}
