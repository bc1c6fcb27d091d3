/**
 * `Fulfillment` and `FulfillmentOrder`. An order is sent from one place here, so it has one
 * fulfilment order, with the order's own number; its lines have the numbers of the order's lines.
 */
import type { Fulfillment, Order } from '../../../model/order.ts';
import { fulfillableQuantity, fulfilledQuantity, sum } from '../../../model/order-sums.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import { toGid } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { type LineNode, lineNode } from './line-fields.ts';
import { bag } from './money.ts';

export type FulfillmentNode = {
  readonly id: number;
  readonly fulfillment: Fulfillment;
  readonly order: Order;
};

export const fulfillmentNode = (order: Order, fulfillment: Fulfillment): FulfillmentNode => ({
  id: fulfillment.id,
  fulfillment,
  order,
});

function sentLines({ fulfillment, order }: FulfillmentNode) {
  return fulfillment.lines.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    if (line === undefined) return [];
    const total = bag(order, line.priceMinor * quantity);
    const fields = { quantity, originalTotalSet: total, discountedTotalSet: total };
    return [{ id: lineId, lineItem: lineNode(order, line), ...fields }];
  });
}

export const fulfillmentFields: Resolvers = {
  name: ({ fulfillment }: FulfillmentNode) => fulfillment.name,
  status: ({ fulfillment }: FulfillmentNode) => fulfillment.status.toUpperCase(),
  displayStatus: ({ fulfillment }: FulfillmentNode) =>
    fulfillment.status === 'success' ? 'FULFILLED' : 'CANCELED',
  createdAt: ({ fulfillment }: FulfillmentNode) => fulfillment.at,
  updatedAt: ({ fulfillment }: FulfillmentNode) => fulfillment.updatedAt,
  deliveredAt: () => null,
  inTransitAt: () => null,
  estimatedDeliveryAt: () => null,
  service: () => null,
  originAddress: () => null,
  events: (_node, args: PageArgs) => listConnection(args, []),
  location: ({ fulfillment }: FulfillmentNode, _args, { shop }) =>
    shop.locations.find(({ id }) => id === fulfillment.locationId) ?? null,
  order: ({ order }: FulfillmentNode) => order,
  requiresShipping: ({ order }: FulfillmentNode) =>
    order.lines.some(({ requiresShipping }) => requiresShipping),
  totalQuantity: ({ fulfillment }: FulfillmentNode) =>
    sum(fulfillment.lines, ({ quantity }) => quantity),
  trackingInfo: ({ fulfillment }: FulfillmentNode) => {
    const { trackingCompany: company, trackingNumber: number, trackingUrl: url } = fulfillment;
    return company === null && number === null && url === null ? [] : [{ company, number, url }];
  },
  fulfillmentLineItems: (node: FulfillmentNode, args: PageArgs) =>
    listConnection(args, sentLines(node)),
  fulfillmentOrders: ({ order }: FulfillmentNode, args: PageArgs) =>
    listConnection(args, fulfillmentOrdersOf(order)),
};

export type FulfillmentOrderNode = { readonly id: number; readonly order: Order };

/** None where nothing of the order is ever sent. */
export function fulfillmentOrdersOf(order: Order): FulfillmentOrderNode[] {
  return order.lines.some(({ isTip }) => !isTip) ? [{ id: order.id, order }] : [];
}

const goodsOf = ({ order }: FulfillmentOrderNode) => order.lines.filter(({ isTip }) => !isTip);

const left = (node: FulfillmentOrderNode) =>
  sum(goodsOf(node), (line) => fulfillableQuantity(node.order, line));

function statusOf(node: FulfillmentOrderNode): string {
  if (left(node) === 0) return 'CLOSED';
  const isBegun = goodsOf(node).some(({ id }) => fulfilledQuantity(node.order, id) > 0);
  return isBegun ? 'IN_PROGRESS' : 'OPEN';
}

export const fulfillmentOrderFields: Resolvers = {
  status: statusOf,
  requestStatus: () => 'UNSUBMITTED',
  createdAt: ({ order }: FulfillmentOrderNode) => order.createdAt,
  updatedAt: ({ order }: FulfillmentOrderNode) => order.updatedAt,
  fulfillAt: ({ order }: FulfillmentOrderNode) => order.createdAt,
  fulfillBy: () => null,
  fulfillmentHolds: () => [],
  internationalDuties: () => null,
  deliveryMethod: () => null,
  channelId: () => null,
  order: ({ order }: FulfillmentOrderNode) => order,
  orderId: ({ order }: FulfillmentOrderNode) => toGid('Order', order.id),
  orderName: ({ order }: FulfillmentOrderNode) => order.name,
  orderProcessedAt: ({ order }: FulfillmentOrderNode) => order.processedAt,
  supportedActions: (node: FulfillmentOrderNode) =>
    left(node) === 0 ? [] : [{ action: 'CREATE_FULFILLMENT', externalUrl: null }],
  destination: ({ order }: FulfillmentOrderNode) =>
    order.shippingAddress === null ? null : { ...order.shippingAddress, email: order.email },
  assignedLocation: (_node, _args, { shop }) => {
    const place = shop.locations[0];
    return { name: place?.name ?? '', city: place?.city ?? null, location: place ?? null };
  },
  fulfillments: ({ order }: FulfillmentOrderNode, args: PageArgs) =>
    listConnection(args, order.fulfillments, (one) => fulfillmentNode(order, one)),
  lineItems: (node: FulfillmentOrderNode, args: PageArgs) =>
    listConnection(args, goodsOf(node), (line) => lineNode(node.order, line)),
};

/** Units taken off or given back before they were sent are no longer of it. */
const everToSend = ({ line, order }: LineNode) =>
  fulfillableQuantity(order, line) + fulfilledQuantity(order, line.id);

export const fulfillmentOrderLineFields: Resolvers = {
  lineItem: (node: LineNode) => node,
  totalQuantity: everToSend,
  remainingQuantity: ({ line, order }: LineNode) => fulfillableQuantity(order, line),
  productTitle: ({ line }: LineNode) => line.title,
  variantTitle: ({ line }: LineNode) => line.variantTitle,
  sku: ({ line }: LineNode) => line.sku,
  vendor: ({ line }: LineNode) => line.vendor,
  requiresShipping: ({ line }: LineNode) => line.requiresShipping,
  image: () => null,
  warnings: () => [],
  weight: ({ line }: LineNode) => ({ unit: 'GRAMS', value: line.grams }),
  originalUnitPriceSet: ({ line, order }: LineNode) => bag(order, line.priceMinor),
};
