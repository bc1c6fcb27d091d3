/** Orders by id and in pages; those the app may not see yet are not there for it. */
import { orders } from '../../../model/order-kind.ts';
import type { Order } from '../../../model/order.ts';
import type { Search } from '../../../store/search-syntax.ts';
import { orderWindow, ordersHiddenBefore } from '../../access/order-window.ts';
import type { NodeLookup, Resolvers } from '../../engine/area.ts';
import { both, connection, countOf, type Source, where } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { fulfillmentNode } from './fulfillment-fields.ts';
import { lineNode } from './line-fields.ts';
import { refundNode, transactionNode } from './payment-fields.ts';

/** The order, or null where there is none or it lies before the app's window. */
export function visibleOrder(id: number, context: AdminContext): Order | null {
  const order = context.world.store.get(orders, context.shop.id, id);
  const from = ordersHiddenBefore(context);
  return order === null || (from !== null && order.createdAt < from) ? null : order;
}

export const ORDER_SORT_KEYS = {
  CREATED_AT: 'created_at',
  PROCESSED_AT: 'processed_at',
  UPDATED_AT: 'updated_at',
  ORDER_NUMBER: 'order_number',
  TOTAL_PRICE: 'total_price',
  CURRENT_TOTAL_PRICE: 'current_total_price',
  FINANCIAL_STATUS: 'financial_status',
  FULFILLMENT_STATUS: 'fulfillment_sort',
  CUSTOMER_NAME: 'customer_name',
  DESTINATION: 'destination',
  TOTAL_ITEMS_QUANTITY: 'total_items_quantity',
} as const;

/** A page of orders, of one customer where a filter says so. */
export function orderSource(context: AdminContext, filter: Search | null = null): Source<Order> {
  return {
    kind: orders,
    filter: both(orderWindow(context), filter),
    sortKeys: ORDER_SORT_KEYS,
    sort: 'processed_at',
  };
}

export const orderQueries: Resolvers = {
  order: (_parent, { id }: { id: string }, context) => visibleOrder(idOf(id, 'Order'), context),
  orders: (_parent, args: PageArgs, context, info) =>
    connection(args, context, info, orderSource(context)),
  ordersCount: (_parent, args: PageArgs, context, info) =>
    countOf(args, context, info, orderSource(context)),
  orderByIdentifier: (_parent, { identifier }: { identifier: { id?: string | null } }, context) =>
    identifier.id ? visibleOrder(idOf(identifier.id, 'Order'), context) : null,
  refund: (_parent, { id }: { id: string }, context, info) =>
    partLookUps.Refund?.(idOf(id, 'Refund'), context, info.fieldName) ?? null,
  fulfillment: (_parent, { id }: { id: string }, context, info) =>
    partLookUps.Fulfillment?.(idOf(id, 'Fulfillment'), context, info.fieldName) ?? null,
  fulfillmentOrder: (_parent, { id }: { id: string }, context) => {
    const order = visibleOrder(idOf(id, 'FulfillmentOrder'), context);
    return order === null ? null : { id: order.id, order };
  },
};

/** Parts of orders by their own ids. */
export const partLookUps: Readonly<Record<string, NodeLookup>> = {
  Order: visibleOrder,
  FulfillmentOrder: (id, context) => {
    const order = visibleOrder(id, context);
    return order === null ? null : { id, order };
  },
  LineItem: (id, context) =>
    inOrder(context, 'line_item_id', id, (order) => {
      const line = order.lines.find((one) => one.id === id);
      return line === undefined ? null : lineNode(order, line);
    }),
  Refund: (id, context) =>
    inOrder(context, 'refund_id', id, (order) => {
      const refund = order.refunds.find((one) => one.id === id);
      return refund === undefined ? null : refundNode(order, refund);
    }),
  Fulfillment: (id, context) =>
    inOrder(context, 'fulfillment_id', id, (order) => {
      const found = order.fulfillments.find((one) => one.id === id);
      return found === undefined ? null : fulfillmentNode(order, found);
    }),
  OrderTransaction: (id, context) =>
    inOrder(context, 'transaction_id', id, (order) => {
      const found = order.transactions.find((one) => one.id === id);
      return found === undefined ? null : transactionNode(order, found);
    }),
};

function inOrder(
  context: AdminContext,
  field: string,
  id: number,
  pick: (order: Order) => object | null,
): object | null {
  const { world, shop } = context;
  const found = world.store.findOne(orders, shop.id, field, id);
  const order = found === null ? null : visibleOrder(found.id, context);
  return order === null ? null : pick(order);
}

/** Orders of a customer, for the customers' area. */
export const ofCustomer = (customerId: number) => where('customer_id', customerId);
