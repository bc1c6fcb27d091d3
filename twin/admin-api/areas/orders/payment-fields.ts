/** `OrderTransaction`, `Refund` and what it holds. */
import type { Order, Refund, Transaction } from '../../../model/order.ts';
import { sum } from '../../../model/order-sums.ts';
import { toRefundable } from '../../../trade/suggest-refund.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { lineNode, shippingNode } from './line-fields.ts';
import { bag, plainMoney, shopMoney } from './money.ts';

export type TransactionNode = {
  readonly id: number;
  readonly transaction: Transaction;
  readonly order: Order;
};

export const transactionNode = (order: Order, transaction: Transaction): TransactionNode => ({
  id: transaction.id,
  transaction,
  order,
});

const NAMES: Readonly<Record<string, string>> = {
  bogus: '(For Testing) Bogus Gateway',
  bank_deposit: 'Bank Deposit',
  cash_on_delivery: 'Cash on Delivery (COD)',
  gift_card: 'Gift Card',
  shopify_store_credit: 'Store credit',
};

const BY_HAND = new Set(['manual', 'bank_deposit', 'cash_on_delivery', 'money_order', 'cash']);

function refundable({ transaction, order }: TransactionNode): number | null {
  const paid = toRefundable(order).payments.find(
    ({ transactionId }) => transactionId === transaction.id,
  );
  return paid === undefined ? null : paid.amountMinor - paid.refundedMinor;
}

function refundableMoney(node: TransactionNode) {
  const minor = refundable(node);
  return minor === null ? null : shopMoney(node.order, minor);
}

function parentOf({ transaction, order }: TransactionNode): TransactionNode | null {
  const parent = order.transactions.find(({ id }) => id === transaction.parentId);
  return parent === undefined ? null : transactionNode(order, parent);
}

const isCapturable = ({ transaction }: TransactionNode) =>
  transaction.kind === 'authorization' && transaction.status === 'success';

export const transactionFields: Resolvers = {
  kind: ({ transaction }: TransactionNode) => transaction.kind.toUpperCase(),
  status: ({ transaction }: TransactionNode) => transaction.status.toUpperCase(),
  gateway: ({ transaction }: TransactionNode) => transaction.gateway,
  formattedGateway: ({ transaction: { gateway } }: TransactionNode) =>
    NAMES[gateway] ?? gateway.charAt(0).toUpperCase() + gateway.slice(1).replaceAll('_', ' '),
  amount: ({ transaction, order }: TransactionNode) => plainMoney(order, transaction.amountMinor),
  amountSet: ({ transaction, order }: TransactionNode) => bag(order, transaction.amountMinor),
  amountV2: ({ transaction, order }: TransactionNode) => shopMoney(order, transaction.amountMinor),
  amountRoundingSet: () => null,
  createdAt: ({ transaction }: TransactionNode) => transaction.at,
  processedAt: ({ transaction }: TransactionNode) => transaction.at,
  test: ({ transaction, order }: TransactionNode) =>
    order.isTest || transaction.gateway === 'bogus',
  manualPaymentGateway: ({ transaction }: TransactionNode) => BY_HAND.has(transaction.gateway),
  manuallyCapturable: isCapturable,
  multiCapturable: isCapturable,
  maximumRefundable: (node: TransactionNode) => refundableMoney(node)?.amount ?? null,
  maximumRefundableV2: refundableMoney,
  parentTransaction: parentOf,
  order: ({ order }: TransactionNode) => order,
  paymentId: ({ transaction, order }: TransactionNode) =>
    `${order.name}.${order.transactions.indexOf(transaction) + 1}`,
  authorizationCode: () => null,
  authorizationExpiresAt: () => null,
  accountNumber: () => null,
  currencyExchangeAdjustment: () => null,
  device: () => null,
  errorCode: () => null,
  fees: () => [],
  location: () => null,
  paymentDetails: () => null,
  paymentIcon: () => null,
  paymentMethod: () => null,
  receiptJson: () => '{}',
  settlementCurrency: () => null,
  settlementCurrencyRate: () => null,
  shopifyPaymentsSet: () => null,
  totalUnsettledSet: ({ transaction, order }: TransactionNode) =>
    bag(order, transaction.status === 'pending' ? transaction.amountMinor : 0),
  user: () => null,
};

export type RefundNode = { readonly id: number; readonly refund: Refund; readonly order: Order };

export const refundNode = (order: Order, refund: Refund): RefundNode => ({
  id: refund.id,
  refund,
  order,
});

const moneyBack = ({ refund, order }: RefundNode) => {
  const made = order.transactions.filter(({ id }) => refund.transactionIds.includes(id));
  return sum(made, ({ status, amountMinor }) => (status === 'success' ? amountMinor : 0));
};

const REASONS: Readonly<Record<string, string>> = {
  restock: 'RESTOCK',
  damage: 'DAMAGE',
  customer: 'CUSTOMER',
  'pending refund discrepancy': 'PENDING_REFUND_DISCREPANCY',
};

export const refundFields: Resolvers = {
  createdAt: ({ refund }: RefundNode) => refund.at,
  updatedAt: ({ refund }: RefundNode) => refund.at,
  processedAt: ({ refund }: RefundNode) => refund.at,
  note: ({ refund }: RefundNode) => refund.note,
  order: ({ order }: RefundNode) => order,
  duties: () => [],
  return: () => null,
  staffMember: () => null,
  totalRefundedSet: (node: RefundNode) => bag(node.order, moneyBack(node)),
  totalRefunded: (node: RefundNode) => shopMoney(node.order, moneyBack(node)),
  refundLineItems: ({ refund, order }: RefundNode, args: PageArgs) =>
    listConnection(args, refund.lines, (line) => refundLineNode(order, line)),
  refundShippingLines: ({ refund, order }: RefundNode, args: PageArgs) =>
    listConnection(args, refund.shipping, (one) => ({
      id: one.id,
      shippingLine: order.shippingLines
        .filter(({ id }) => id === one.shippingLineId)
        .map((line) => shippingNode(order, line))[0],
      subtotalAmountSet: bag(order, one.amountMinor),
      taxAmountSet: bag(order, one.taxMinor),
    })),
  orderAdjustments: ({ refund, order }: RefundNode, args: PageArgs) =>
    listConnection(args, refund.adjustments, (one) => ({
      id: one.id,
      amountSet: bag(order, one.amountMinor),
      taxAmountSet: bag(order, one.taxMinor),
      reason: REASONS[one.reason.toLowerCase()] ?? 'REFUND_DISCREPANCY',
    })),
  transactions: ({ refund, order }: RefundNode, args: PageArgs) =>
    listConnection(
      args,
      order.transactions.filter(({ id }) => refund.transactionIds.includes(id)),
      (one) => transactionNode(order, one),
    ),
};

/** `RefundLineItem`, of a refund made or suggested. */
export function refundLineNode(
  order: Order,
  line: Omit<Refund['lines'][number], 'id' | 'locationId'> & {
    readonly id: number | null;
    readonly locationId?: number | null;
  },
) {
  const sold = order.lines.find(({ id }) => id === line.lineId);
  if (sold === undefined) throw new Error(`${order.name} has no line ${line.lineId}.`);
  return {
    id: line.id,
    __kind: 'RefundLineItem',
    quantity: line.quantity,
    restockType: line.restockType.toUpperCase(),
    restocked: line.restockType !== 'no_restock',
    lineItem: lineNode(order, sold),
    location: null,
    price: plainMoney(order, sold.priceMinor),
    priceSet: bag(order, sold.priceMinor),
    subtotal: plainMoney(order, line.subtotalMinor),
    subtotalSet: bag(order, line.subtotalMinor),
    totalTax: plainMoney(order, line.taxMinor),
    totalTaxSet: bag(order, line.taxMinor),
  };
}
