/** `Order` as its buyer sees it. Amounts are in the currency the buyer paid in. */
import { applicationNode } from '../../admin-api/areas/orders/discount-application.ts';
import { fulfillmentNode } from '../../admin-api/areas/orders/fulfillment-fields.ts';
import { lineNode } from '../../admin-api/areas/orders/line-fields.ts';
import { bag } from '../../admin-api/areas/orders/money.ts';
import { refundNode, transactionNode } from '../../admin-api/areas/orders/payment-fields.ts';
import type { Resolvers } from '../../admin-api/engine/area.ts';
import { listConnection } from '../../admin-api/engine/connection.ts';
import type { PageArgs } from '../../admin-api/engine/page-size.ts';
import { customers } from '../../model/kinds.ts';
import type { DiscountAllocation, Order } from '../../model/order.ts';
import {
  currentSums,
  financialStatus,
  fulfillmentStatus,
  orderSums,
  refundedMinor,
} from '../../model/order-sums.ts';
import { readableMetafields } from '../readable-metafields.ts';

const FULFILLED = {
  fulfilled: 'FULFILLED',
  partial: 'PARTIALLY_FULFILLED',
  restocked: 'RESTOCKED',
} as const;

/** As the buyer paid it. */
export const paid = (order: Order, minor: number) => bag(order, minor).presentmentMoney;

export const allocationsOf = (order: Order, allocations: readonly DiscountAllocation[]) =>
  allocations.map(({ applicationIndex, amountMinor }) => ({
    allocatedAmount: paid(order, amountMinor),
    discountApplication: applicationNode(order, applicationIndex),
  }));

const moneyFields: Resolvers = {
  subtotal: (order: Order) => paid(order, currentSums(order).subtotalMinor),
  totalPrice: (order: Order) => paid(order, currentSums(order).totalMinor),
  totalRefunded: (order: Order) => paid(order, refundedMinor(order)),
  totalShipping: (order: Order) => paid(order, orderSums(order).shippingNetMinor),
  totalTax: (order: Order) => paid(order, currentSums(order).taxMinor),
  totalTip: (order: Order) => paid(order, orderSums(order).tipMinor),
  totalDuties: () => null,
};

const shippingOf = ({ shippingLines }: Order) =>
  shippingLines.find(({ isRemoved }) => !isRemoved) ?? null;

const partFields: Resolvers = {
  lineItems: (order: Order, args: PageArgs) =>
    listConnection(args, order.lines, (line) => lineNode(order, line)),
  fulfillments: (order: Order, args: PageArgs) =>
    listConnection(args, order.fulfillments, (one) => fulfillmentNode(order, one)),
  refunds: (order: Order) => order.refunds.map((one) => refundNode(order, one)),
  transactions: (order: Order) => order.transactions.map((one) => transactionNode(order, one)),
  discountApplications: (order: Order, args: PageArgs) => {
    const all = order.discountApplications.map((_one, index) => ({ id: index + 1 }));
    return listConnection(args, all, ({ id }) => applicationNode(order, id - 1));
  },
  shippingDiscountAllocations: (order: Order) =>
    allocationsOf(order, shippingOf(order)?.allocations ?? []),
  shippingLine: (order: Order) => {
    const line = shippingOf(order);
    if (line === null) return null;
    return { handle: line.code, title: line.title, originalPrice: paid(order, line.priceMinor) };
  },
  returns: (_order: Order, args: PageArgs) => listConnection(args, []),
};

export const orderFields: Resolvers = {
  ...readableMetafields('Order', 'customerAccount'),
  ...moneyFields,
  ...partFields,
  financialStatus: (order: Order) => financialStatus(order).toUpperCase(),
  fulfillmentStatus: (order: Order) => {
    const status = fulfillmentStatus(order);
    return status === null ? 'UNFULFILLED' : FULFILLED[status];
  },
  cancelReason: ({ cancelReason }: Order) => cancelReason?.toUpperCase() ?? null,
  currencyCode: ({ presentmentCurrency }: Order) => presentmentCurrency,
  customer: ({ customerId }: Order, _args, { world, shop }) =>
    customerId === null ? null : world.store.get(customers, shop.id, customerId),
  edited: ({ edits }: Order) => edits.length > 0,
  requiresShipping: ({ lines }: Order) => lines.some((line) => line.requiresShipping),
  statusPageUrl: ({ token }: Order, _args, { origin, shop }) =>
    `${origin}/${shop.id}/orders/${token}`,
  locationName: ({ locationId }: Order, _args, { shop }) =>
    shop.locations.find(({ id }) => id === locationId)?.name ?? null,
  draftOrder: () => null,
  poNumber: () => null,
};
