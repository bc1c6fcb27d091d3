/**
 * Payments (`order_transactions/create`, `tender_transactions/create`) and those that refunds
 * repeat. Amounts are in the currency the buyer pays in.
 */
import type { Order, Transaction } from '../../model/order.ts';
import { sum } from '../../model/order-sums.ts';
import type { OrderContext } from './order-context.ts';

const MANUAL_GATEWAYS = new Set(['manual', 'bank_deposit', 'cash_on_delivery', 'money_order']);
const CARD_GATEWAY = 'bogus';

/** `order_transactions/create`. */
export function transactionPayload(order: Order, transaction: Transaction, context: OrderContext) {
  const details = transaction.gateway === CARD_GATEWAY ? { payment_details: card() } : {};
  return { ...nestedTransaction(order, transaction, context), ...details };
}

/** As refunds repeat it: without what is known of the card. */
export function nestedTransaction(
  order: Order,
  transaction: Transaction,
  { writer }: OrderContext,
) {
  const at = writer.at(transaction.at);
  const place = order.transactions.indexOf(transaction);
  const unsettled = unsettledMoney(order, transaction);
  const isCard = transaction.gateway === CARD_GATEWAY;
  return {
    id: writer.id(transaction.id),
    order_id: writer.id(order.id),
    kind: transaction.kind,
    gateway: transaction.gateway,
    status: transaction.status,
    message: null,
    created_at: at,
    test: order.isTest,
    authorization: isCard && transaction.kind !== 'refund' ? String(transaction.id) : null,
    location_id: writer.idOrNull(order.locationId),
    user_id: null,
    parent_id: writer.idOrNull(transaction.parentId),
    processed_at: at,
    device_id: null,
    error_code: null,
    source_name: order.sourceName,
    receipt: {},
    amount: writer.presentmentText(transaction.amountMinor),
    currency: order.presentmentCurrency,
    payment_id: `${order.name}.${place + 1}`,
    total_unsettled_set:
      unsettled === 0
        ? { presentment_money: NOTHING, shop_money: NOTHING }
        : {
            presentment_money: {
              amount: writer.presentmentText(unsettled),
              currency: order.presentmentCurrency,
            },
            shop_money: { amount: writer.text(unsettled), currency: order.currency },
          },
    manual_payment_gateway: MANUAL_GATEWAYS.has(transaction.gateway),
    amount_rounding: null,
    admin_graphql_api_id: writer.gid('OrderTransaction', transaction.id),
  };
}

/** What Shopify writes where nothing is left to capture. */
const NOTHING = { amount: '0.0', currency: 'XXX' };

/** Of an authorization: what was neither captured nor voided yet. */
function unsettledMoney(order: Order, transaction: Transaction): number {
  if (transaction.kind !== 'authorization' || transaction.status !== 'success') return 0;
  const settled = order.transactions.filter(
    ({ parentId, status }) => parentId === transaction.id && status === 'success',
  );
  if (settled.some(({ kind }) => kind === 'void')) return 0;
  return Math.max(0, transaction.amountMinor - sum(settled, ({ amountMinor }) => amountMinor));
}

/** The bogus gateway's only card. */
const card = () => ({
  credit_card_bin: '1',
  avs_result_code: null,
  cvv_result_code: null,
  credit_card_number: '•••• •••• •••• 1',
  credit_card_company: 'Bogus',
  buyer_action_info: null,
  credit_card_name: 'Bogus Gateway',
  credit_card_wallet: null,
  credit_card_expiration_month: 12,
  credit_card_expiration_year: 2035,
  payment_method_name: 'bogus',
});

/** `tender_transactions/create`: money that really moved; negative where it went back. */
export function tenderPayload(order: Order, transaction: Transaction, { writer }: OrderContext) {
  const amount = writer.presentmentText(transaction.amountMinor);
  return {
    id: writer.id(transaction.id),
    order_id: writer.id(order.id),
    amount: transaction.kind === 'refund' ? `-${amount}` : amount,
    currency: order.presentmentCurrency,
    user_id: writer.idOrNull(order.userId),
    test: order.isTest,
    processed_at: writer.at(transaction.at),
    remote_reference: String(transaction.id),
    payment_details: null,
    payment_method: TENDERS[transaction.gateway] ?? 'other',
  };
}

const TENDERS: Readonly<Record<string, string>> = {
  bogus: 'credit_card',
  cash: 'cash',
  gift_card: 'gift_card',
  shopify_store_credit: 'store_credit',
};
