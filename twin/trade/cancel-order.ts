/**
 * Calls an order off: nothing of it is to be sent any more, its units go back on the shelf and the
 * money back to the buyer, if that is asked for; a reservation or an open transfer is voided
 * (https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCancel, read 2026-11). It is
 * archived.
 */
import type { Order, Transaction } from '../model/order.ts';
import { currentQuantity, fulfilledQuantity, netPaymentMinor } from '../model/order-sums.ts';
import type { World } from '../world/world.ts';
import type { GiveBack } from './give-back.ts';
import { type Job, jobs } from './kinds.ts';
import { transactionOf } from './record-order.ts';
import { type LineToRefund, refundOrder } from './refund-order.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { suggestRefund } from './suggest-refund.ts';
import { findOrder, saveOrder, tellTransactions } from './save-order.ts';

export type ToStoreCredit = { readonly toStoreCredit: true; readonly expiresAt: number | null };

export type Cancellation = {
  readonly orderId: number;
  readonly reason?: NonNullable<Order['cancelReason']>;
  /** True, if nothing is said. */
  readonly restock?: boolean;
  /** Where the money goes: to where it came from, nowhere, or all of it to new store credit. */
  readonly money?: 'suggested' | 'none' | ToStoreCredit;
  readonly staffNote?: string | null;
  readonly userId?: number | null;
  readonly at?: number;
};

/** Refused with `NOT_FOUND`, or `INVALID` where it is cancelled already or some of it was sent. */
export function cancelOrder(
  world: World,
  shopId: number,
  cancellation: Cancellation,
): Outcome<Order> {
  return world.transact(() => {
    const found = cancellable(world, shopId, cancellation);
    if (!found.ok) return found;
    const order = found.value;
    const { at = world.clock.now() } = cancellation;
    const back = takeBack(world, shopId, { order, cancellation, at });
    if (!back.ok) return back;
    const voided = voidOpen(world, order, at);
    const reason = cancellation.reason ?? 'other';
    const note = cancellation.staffNote ?? 'Order was cancelled.';
    const after = {
      ...back.value,
      transactions: [...back.value.transactions, ...voided],
      cancelledAt: at,
      closedAt: at,
      cancelReason: reason,
      timeline: [...back.value.timeline, { at, text: note }],
    };
    const topics = ['orders/cancelled'];
    const kept = saveOrder(world, shopId, { before: back.value, after, topics, at });
    tellTransactions(world, shopId, { orderId: order.id, transactions: voided });
    return done(kept);
  });
}

/** The order, if it may be called off. */
function cancellable(world: World, shopId: number, cancellation: Cancellation): Outcome<Order> {
  const order = findOrder(world, shopId, cancellation.orderId);
  const field = ['orderId'];
  if (order === null) return refuse('NOT_FOUND', field, 'Order does not exist');
  if (order.cancelledAt !== null) {
    const words = 'Cannot cancel an order that has already been canceled';
    return refuse('INVALID', field, words);
  }
  if ((cancellation.staffNote ?? '').length > 255) {
    const words = 'Staff note is too long. Maximum length is 255 characters.';
    return refuse('INVALID', ['staffNote'], words);
  }
  // What was sent without being paid for may be called off all the same (recorded answers,
  // airhorns/shopify-draft-proxy, `return-customer-note-recorded`, 2026-08).
  const isSent = order.lines.some(({ id }) => fulfilledQuantity(order, id) > 0);
  if (isSent && netPaymentMinor(order) > 0) {
    return refuse('INVALID', field, 'Cannot cancel an order that has outstanding fulfillments');
  }
  const { money } = cancellation;
  if (typeof money !== 'object') return done(order);
  if (order.customerId === null) {
    const words = 'Order must have a customer to be refunded to store credit';
    return refuse('STORE_CREDIT_REFUND_MISSING_CUSTOMER', ['refundMethod'], words);
  }
  if (money.expiresAt !== null && money.expiresAt <= world.clock.now()) {
    const words = 'Store credit expiration date must be in the future';
    return refuse('STORE_CREDIT_REFUND_EXPIRATION_IN_PAST', ['refundMethod'], words);
  }
  return done(order);
}

export const CANCEL_ORDER = 'trade.cancel-order';

/** The same as a job, as `orderCancel` does it: refused at once or done behind the reply. */
export function cancelOrderLater(
  world: World,
  shopId: number,
  cancellation: Cancellation,
): Outcome<Job> {
  return world.transact(() => {
    const found = cancellable(world, shopId, cancellation);
    if (!found.ok) return found;
    const [id, token] = [world.store.nextId(), world.chance.uuid()];
    const job = world.store.put(jobs, shopId, { id, token, isDone: false });
    const payload = { jobId: job.id, cancellation };
    world.tasks.plan(CANCEL_ORDER, { shopId, dueAt: world.clock.now(), payload });
    return done(job);
  });
}

/** Done by a task; an order that was called off or sent in between stays as it is. */
export function finishCancelling(
  world: World,
  shopId: number,
  { jobId, cancellation }: { jobId: number; cancellation: Cancellation },
): void {
  world.transact(() => {
    const job = world.store.get(jobs, shopId, jobId);
    if (job === null || job.isDone) return;
    cancelOrder(world, shopId, cancellation);
    world.store.put(jobs, shopId, { ...job, isDone: true });
  });
}

/** One refund takes every unit off the order, with money or without. */
function takeBack(
  world: World,
  shopId: number,
  { order, cancellation, at }: { order: Order; cancellation: Cancellation; at: number },
): Outcome<Order> {
  const restockType = (cancellation.restock ?? true) ? 'cancel' : 'no_restock';
  const lines = order.lines
    .flatMap((line): LineToRefund[] => {
      const { id: lineId } = line;
      const quantity = currentQuantity(order, line);
      if (line.isTip) return [{ lineId, quantity, restockType: 'no_restock' }];
      // What was sent comes back; the rest never left.
      const sent = Math.min(quantity, fulfilledQuantity(order, lineId));
      const comesBack = restockType === 'cancel' ? 'return' : restockType;
      return [
        { lineId, quantity: quantity - sent, restockType },
        { lineId, quantity: sent, restockType: comesBack },
      ];
    })
    .filter(({ quantity }) => quantity > 0);
  const money = cancellation.money ?? 'suggested';
  const movesMoney = money !== 'none';
  const shipping = movesMoney ? ({ full: true } as const) : null;
  if (lines.length === 0 && !(movesMoney && hasSomethingLeft(order))) return done(order);
  const { userId = null } = cancellation;
  const refund = { orderId: order.id, lines, shipping, money: moneyOf(order, money), userId, at };
  const made = refundOrder(world, shopId, refund);
  return made.ok ? done(made.value.order) : made;
}

function moneyOf(
  order: Order,
  money: NonNullable<Cancellation['money']>,
): 'suggested' | 'none' | readonly GiveBack[] {
  if (typeof money !== 'object') return money;
  const { expiresAt } = money;
  const amountMinor = netPaymentMinor(order);
  return [{ parentId: null, gateway: 'shopify_store_credit', amountMinor, expiresAt }];
}

/** Everything was given back already where no shipping and no money is left. */
function hasSomethingLeft(order: Order): boolean {
  const left = suggestRefund(order, { lines: [], shipping: { full: true } });
  return left.ok && (left.value.amountMinor > 0 || left.value.shipping.amountMinor > 0);
}

/** Reservations not captured, and payments still awaited, are called off. */
function voidOpen(world: World, order: Order, at: number): Transaction[] {
  const answered = new Set(order.transactions.map(({ parentId }) => parentId));
  return order.transactions
    .filter(({ id }) => !answered.has(id))
    .filter(({ kind, status }) => kind === 'authorization' || status === 'pending')
    .map(({ id, gateway, amountMinor }) =>
      transactionOf(world, { kind: 'void', gateway, amountMinor, parentId: id, at }),
    );
}
