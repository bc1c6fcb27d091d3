/** Orders and what belongs to them, carts and checkouts. */
import type { Checkout } from '../../model/cart.ts';
import type { OrderEdit } from '../../model/order.ts';
import type { PricedCart } from '../../pricing/types.ts';
import type { WorldEvent } from '../../world/world.ts';
import { cartPayload } from './cart.ts';
import { type CheckoutContext, checkoutPayload, deletedCheckoutPayload } from './checkout.ts';
import { readExtra } from './extra.ts';
import { fulfillmentPayload } from './fulfillment.ts';
import { deletedPayload, orderEditPayload, orderPayload } from './order.ts';
import { refundPayload } from './refund.ts';
import type { PayloadSource } from './source.ts';
import type { PayloadBuilder } from './topics.ts';
import { tenderPayload, transactionPayload } from './transaction.ts';

const wholeOrder: PayloadBuilder = ({ id }, source) => {
  const { order, context } = source.order(id);
  return orderPayload(order, context);
};

type Part = {
  readonly term: 'refund_id' | 'transaction_id' | 'fulfillment_id';
  /** The kind of an event about the part itself. */
  readonly kind: string;
  /** In `extra` where the event is about the order. */
  readonly name: string;
};

/** The event is about the part, or about the order with the part's id beside it. */
function partOf(event: WorldEvent, source: PayloadSource, { term, kind, name }: Part) {
  const extra = readExtra(event);
  const partId = event.kind === kind ? event.id : extra.number(name);
  const orderId = event.kind === 'Order' ? event.id : extra.optional<number>('orderId');
  const found = orderId === null ? source.orderOf(term, partId) : source.order(orderId);
  return { ...found, partId };
}

function pick<T extends { readonly id: number }>(list: readonly T[], id: number, words: string): T {
  const found = list.find((one) => one.id === id);
  if (found === undefined) throw new Error(`The order has no ${words} ${id}.`);
  return found;
}

const refund: PayloadBuilder = (event, source) => {
  const part = { term: 'refund_id', kind: 'Refund', name: 'refundId' } as const;
  const { order, context, partId } = partOf(event, source, part);
  return refundPayload(order, pick(order.refunds, partId, 'refund'), context);
};

const TRANSACTION = {
  term: 'transaction_id',
  kind: 'OrderTransaction',
  name: 'transactionId',
} as const;

const transaction: PayloadBuilder = (event, source) => {
  const { order, context, partId } = partOf(event, source, TRANSACTION);
  return transactionPayload(order, pick(order.transactions, partId, 'transaction'), context);
};

const tender: PayloadBuilder = (event, source) => {
  const part = { ...TRANSACTION, kind: 'TenderTransaction' };
  const { order, context, partId } = partOf(event, source, part);
  return tenderPayload(order, pick(order.transactions, partId, 'transaction'), context);
};

const fulfillment: PayloadBuilder = (event, source) => {
  const part = { term: 'fulfillment_id', kind: 'Fulfillment', name: 'fulfillmentId' } as const;
  const { order, context, partId } = partOf(event, source, part);
  return fulfillmentPayload(order, pick(order.fulfillments, partId, 'fulfillment'), context);
};

/** The edit is the one named in `extra`, or the order's last. */
const edit: PayloadBuilder = (event, source) => {
  const extra = readExtra(event);
  const orderId = event.kind === 'Order' ? event.id : extra.number('orderId');
  const editId = event.kind === 'Order' ? extra.optional<number>('editId') : event.id;
  const { order, context } = source.order(orderId);
  const last: OrderEdit | undefined = order.edits.at(-1);
  if (last === undefined) throw new Error(`Order ${order.name} was never edited.`);
  const edited = editId === null ? last : pick(order.edits, editId, 'edit');
  const notifiesCustomer = extra.optional<boolean>('notifiesCustomer') ?? false;
  return orderEditPayload({ order, edit: edited, notifiesCustomer }, context);
};

const cart: PayloadBuilder = ({ id }, source) =>
  cartPayload({ cart: source.cart(id), find: source.findVariant }, source.writer);

function checkoutContext(
  checkout: Checkout,
  event: WorldEvent,
  source: PayloadSource,
): CheckoutContext {
  const { shop, writer, findVariant: find } = source;
  const { orderId } = checkout;
  return {
    shop,
    writer,
    find,
    customer: source.customerOrNull(checkout.customerId),
    priced: readExtra(event).optional<PricedCart>('priced'),
    completedAt: orderId === null ? null : source.order(orderId).order.createdAt,
  };
}

const checkout: PayloadBuilder = (event, source) => {
  const record = source.checkout(event.id);
  return checkoutPayload(record, checkoutContext(record, event, source));
};

const deletedCheckout: PayloadBuilder = (event, source) => {
  const record = readExtra(event).record<Checkout>('checkout');
  return deletedCheckoutPayload(record, checkoutContext(record, event, source));
};

export const ORDER_TOPICS: Readonly<Record<string, PayloadBuilder>> = {
  'orders/create': wholeOrder,
  'orders/paid': wholeOrder,
  'orders/updated': wholeOrder,
  'orders/cancelled': wholeOrder,
  'orders/fulfilled': wholeOrder,
  'orders/partially_fulfilled': wholeOrder,
  'orders/edited': edit,
  'orders/delete': ({ id }, { writer }) => deletedPayload(id, writer),
  'refunds/create': refund,
  'order_transactions/create': transaction,
  'tender_transactions/create': tender,
  'fulfillments/create': fulfillment,
  'fulfillments/update': fulfillment,
  'carts/create': cart,
  'carts/update': cart,
  'checkouts/create': checkout,
  'checkouts/update': checkout,
  'checkouts/delete': deletedCheckout,
};
