/** `Order`, but for its sums (`order-money.ts`). Parents are the records themselves. */
import { orderTimeline } from '../../../model/order-timeline.ts';
import type { Customer } from '../../../model/customer.ts';
import { customers } from '../../../model/kinds.ts';
import type { Order } from '../../../model/order.ts';
import {
  capturableMinor,
  currentQuantity,
  financialStatus,
  fulfillableQuantity,
  fulfillmentStatus,
  netPaymentMinor,
  outstandingMinor,
  sum,
} from '../../../model/order-sums.ts';
import { canBeMarkedAsPaid } from '../../../trade/pay-order.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { toGid } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { metafieldsOf } from '../metafields/owner-fields.ts';
import { addressNode } from './address.ts';
import { applicationNode } from './discount-application.ts';
import { fulfillmentNode, fulfillmentOrdersOf } from './fulfillment-fields.ts';
import { lineNode, shippingNode } from './line-fields.ts';
import { attributesOf } from './money.ts';
import { orderMoneyFields } from './order-money.ts';
import { refundNode, transactionNode } from './payment-fields.ts';
import { suggestedRefund } from './suggested-refund.ts';

function customerOf(order: Order, { world, shop }: AdminContext): Customer | null {
  return order.customerId === null ? null : world.store.get(customers, shop.id, order.customerId);
}

const FULFILLED = { fulfilled: 'FULFILLED', partial: 'PARTIALLY_FULFILLED' } as const;

function displayFulfillment(order: Order): string {
  const status = fulfillmentStatus(order);
  return status === null || status === 'restocked' ? 'UNFULFILLED' : FULFILLED[status];
}

const visible = (order: Order, { first }: { first?: number | null }) =>
  first ?? order.lines.length + 250;

const goods = (order: Order) => order.lines.filter(({ isTip }) => !isTip);
/** Neither tips nor gift cards count as a subtotal's items. */
const priced = (order: Order) => goods(order).filter(({ isGiftCard }) => !isGiftCard);

const statusFields: Resolvers = {
  displayFinancialStatus: (order: Order) => financialStatus(order).toUpperCase(),
  displayFulfillmentStatus: displayFulfillment,
  fullyPaid: (order: Order) => outstandingMinor(order) === 0,
  unpaid: (order: Order) => netPaymentMinor(order) === 0 && outstandingMinor(order) > 0,
  canMarkAsPaid: canBeMarkedAsPaid,
  capturable: (order: Order) => capturableMinor(order) > 0,
  refundable: (order: Order) => netPaymentMinor(order) > 0,
  restockable: (order: Order) => goods(order).some((line) => currentQuantity(order, line) > 0),
  fulfillable: (order: Order) => goods(order).some((line) => fulfillableQuantity(order, line) > 0),
  closed: (order: Order) => order.closedAt !== null,
  edited: (order: Order) => order.edits.length > 0,
  confirmed: () => true,
  cancelReason: (order: Order) => order.cancelReason?.toUpperCase() ?? null,
  cancellation: (order: Order) =>
    order.cancelledAt === null ? null : { staffNote: order.timeline.at(-1)?.text ?? null },
  merchantEditable: (order: Order) => order.cancelledAt === null,
  merchantEditableErrors: (order: Order) =>
    order.cancelledAt === null ? [] : ["Canceled orders can't be edited"],
  returnStatus: () => 'NO_RETURN',
  returns: (_order: Order, args: PageArgs) => listConnection(args, []),
  risk: () => ({ assessments: [], recommendation: 'NONE' }),
  riskLevel: () => 'LOW',
  risks: () => [],
  disputes: () => [],
  alerts: () => [],
};

const partFields: Resolvers = {
  lineItems: (order: Order, args: PageArgs) =>
    listConnection(args, order.lines, (line) => lineNode(order, line)),
  nonFulfillableLineItems: (order: Order, args: PageArgs) => {
    const left = order.lines.filter((line) => fulfillableQuantity(order, line) === 0);
    return listConnection(args, left, (line) => lineNode(order, line));
  },
  shippingLines: (order: Order, args: PageArgs & { includeRemovals?: boolean | null }) => {
    const shown = order.shippingLines.filter((one) => args.includeRemovals || !one.isRemoved);
    return listConnection(args, shown, (line) => shippingNode(order, line));
  },
  shippingLine: (order: Order) => {
    const line = order.shippingLines.find(({ isRemoved }) => !isRemoved);
    return line === undefined ? null : shippingNode(order, line);
  },
  discountApplications: (order: Order, args: PageArgs) => {
    const all = order.discountApplications.map((_one, index) => ({ id: index + 1 }));
    return listConnection(args, all, ({ id }) => applicationNode(order, id - 1));
  },
  discountCode: (order: Order) => order.discountCodes[0]?.code ?? null,
  discountCodes: (order: Order) => order.discountCodes.map(({ code }) => code),
  transactions: (order: Order, args: { first?: number | null; capturable?: boolean | null }) =>
    order.transactions
      .filter(({ kind }) => !args.capturable || kind === 'authorization')
      .slice(0, visible(order, args))
      .map((one) => transactionNode(order, one)),
  transactionsCount: (order: Order) => ({ count: order.transactions.length, precision: 'EXACT' }),
  paymentGatewayNames: (order: Order) => [
    ...new Set(order.transactions.map(({ gateway }) => gateway)),
  ],
  refunds: (order: Order, args: { first?: number | null }) =>
    order.refunds.slice(0, visible(order, args)).map((one) => refundNode(order, one)),
  fulfillments: (order: Order, args: { first?: number | null }) =>
    order.fulfillments.slice(0, visible(order, args)).map((one) => fulfillmentNode(order, one)),
  fulfillmentsCount: (order: Order) => ({ count: order.fulfillments.length, precision: 'EXACT' }),
  fulfillmentOrders: (order: Order, args: PageArgs) =>
    listConnection(args, fulfillmentOrdersOf(order)),
  suggestedRefund,
  events: (order: Order, args: PageArgs) => {
    const all = orderTimeline(order).map((one, index) => ({ ...one, id: order.id + index }));
    return listConnection(args, all, ({ id, at, text }) => eventNode(order, { id, at, text }));
  },
};

function eventNode(order: Order, { id, at, text }: { id: number; at: number; text: string }) {
  return {
    __typename: 'BasicEvent',
    id,
    action: 'order',
    createdAt: at,
    message: text,
    appTitle: null,
    attributeToApp: false,
    attributeToUser: false,
    criticalAlert: false,
    subjectId: toGid('Order', order.id),
    subjectType: 'ORDER',
  };
}

const originFields: Resolvers = {
  customer: (order: Order, _args, context) => customerOf(order, context),
  customerAcceptsMarketing: (order: Order, _args, context) =>
    customerOf(order, context)?.emailConsent.state === 'SUBSCRIBED',
  canNotifyCustomer: (order: Order) => order.email !== null,
  billingAddress: (order: Order) => addressNode(order.billingAddress),
  shippingAddress: (order: Order) => addressNode(order.shippingAddress),
  displayAddress: (order: Order) => addressNode(order.shippingAddress ?? order.billingAddress),
  billingAddressMatchesShippingAddress: (order: Order) =>
    JSON.stringify({ ...order.billingAddress, id: 0 }) ===
    JSON.stringify({ ...order.shippingAddress, id: 0 }),
  app: (order: Order, _args, { shop }) => {
    if (order.appId !== null) return { id: toGid('App', order.appId), name: 'App', icon: null };
    const name = order.sourceName === 'pos' ? 'Point of Sale' : 'Online Store';
    return { id: toGid('App', shop.id), name, icon: null };
  },
  channelInformation: () => null,
  publication: () => null,
  clientIp: (order: Order) => order.browserIp,
  currencyCode: (order: Order) => order.currency,
  presentmentCurrencyCode: (order: Order) => order.presentmentCurrency,
  customAttributes: (order: Order) => attributesOf(order.attributes),
  landingPageUrl: () => null,
  landingPageDisplayText: (order: Order) => order.landingSite,
  referrerUrl: () => null,
  registeredSourceUrl: () => null,
  sourceIdentifier: () => null,
  poNumber: () => null,
  paymentTerms: () => null,
  paymentCollectionDetails: () => ({
    additionalPaymentCollectionUrl: null,
    vaultedPaymentMethods: [],
  }),
  purchasingEntity: (order: Order, _args, context) => {
    const customer = customerOf(order, context);
    return customer === null ? null : { __typename: 'Customer', ...customer };
  },
  physicalLocation: (order: Order, _args, { shop }) =>
    shop.locations.find(({ id }) => id === order.locationId) ?? null,
  retailLocation: (order: Order, _args, { shop }) =>
    shop.locations.find(({ id }) => id === order.locationId) ?? null,
  staffMember: () => null,
  shopifyProtect: () => null,
  customerJourney: () => null,
  customerJourneySummary: () => null,
  attribution: () => null,
  additionalFees: () => [],
  dutiesIncluded: () => false,
  estimatedTaxes: () => false,
  hasTimelineComment: () => false,
  productNetwork: () => false,
  merchantOfRecordApp: () => null,
  test: (order: Order) => order.isTest,
  requiresShipping: (order: Order) => order.lines.some((line) => line.requiresShipping),
  statusPageUrl: (order: Order, _args, { shop }) =>
    `https://${shop.domain}/${shop.id}/orders/${order.token}`,
  subtotalLineItemsQuantity: (order: Order) => sum(priced(order), ({ quantity }) => quantity),
  currentSubtotalLineItemsQuantity: (order: Order) =>
    sum(priced(order), (line) => currentQuantity(order, line)),
};

export const orderFields: Resolvers = {
  ...metafieldsOf('Order'),
  ...orderMoneyFields,
  ...statusFields,
  ...partFields,
  ...originFields,
};
