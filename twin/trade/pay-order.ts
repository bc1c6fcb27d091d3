/** Money that comes in after the order was placed: a transfer arrived, a reservation captured. */
import type { Order, Transaction } from '../model/order.ts';
import {
  capturableMinor,
  financialStatus,
  outstandingMinor,
  sum,
  uncapturedMinor,
} from '../model/order-sums.ts';
import type { World } from '../world/world.ts';
import { issueSoldGiftCards } from './issue-sold-gift-cards.ts';
import { transactionOf } from './record-order.ts';
import { type Outcome, type Refusal, done, refuse } from './refusal.ts';
import { findOrder, saveOrder, tellTransactions } from './save-order.ts';

export const noOrder = (field: readonly string[] = ['id']): Refusal =>
  refuse('NOT_FOUND', field, 'Order does not exist');

/**
 * All that is owed was paid: pending transactions succeed, and what they do not cover is noted as
 * paid by hand. Words of `orderMarkAsPaid`
 * (https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderMarkAsPaid, read 2026-11).
 */
export function markAsPaid(
  world: World,
  shopId: number,
  { orderId, at = world.clock.now() }: { orderId: number; at?: number },
): Outcome<Order> {
  return world.transact(() => {
    const order = findOrder(world, shopId, orderId);
    if (order === null) return noOrder(['input', 'id']);
    if (!canBeMarkedAsPaid(order)) {
      return refuse('INVALID', ['id'], 'Order cannot be marked as paid.');
    }
    const owed = outstandingMinor(order);
    const gateway = order.transactions.find(({ status }) => status === 'pending')?.gateway;
    const settled = settlePending(world, order, { owed, at });
    const rest = owed - sum(settled, ({ amountMinor }) => amountMinor);
    const paid =
      rest > 0
        ? [
            transactionOf(world, {
              kind: 'sale',
              gateway: gateway ?? 'manual',
              amountMinor: rest,
              at,
            }),
          ]
        : [];
    return done(receive(world, shopId, { order, transactions: [...settled, ...paid], at }));
  });
}

/** `canMarkAsPaid`: something is owed and no reservation waits to be captured. */
export function canBeMarkedAsPaid(order: Order): boolean {
  return order.cancelledAt === null && outstandingMinor(order) > 0 && capturableMinor(order) === 0;
}

/** A pending transaction that was answered: the answer names it as its parent. */
function settlePending(
  world: World,
  order: Order,
  { owed, at }: { owed: number; at: number },
): Transaction[] {
  const answered = new Set(order.transactions.map(({ parentId }) => parentId));
  let left = owed;
  return order.transactions
    .filter(({ status, id }) => status === 'pending' && !answered.has(id))
    .flatMap(({ id, gateway, amountMinor }) => {
      const taken = Math.min(amountMinor, left);
      left -= taken;
      if (taken === 0) return [];
      const fields = { gateway, amountMinor: taken, parentId: id, at };
      return [transactionOf(world, { kind: 'sale', ...fields })];
    });
}

/** Part of what is owed, paid by hand (`orderCreateManualPayment`). */
export function payOrder(
  world: World,
  shopId: number,
  payment: { orderId: number; amountMinor?: number; gateway?: string; at?: number },
): Outcome<Order> {
  return world.transact(() => {
    const order = findOrder(world, shopId, payment.orderId);
    if (order === null) return refuse('ORDER_NOT_FOUND', ['id'], 'Order is not found.');
    const owed = outstandingMinor(order);
    const amountMinor = payment.amountMinor ?? owed;
    if (amountMinor <= 0) {
      return refuse('AMOUNT_NOT_POSITIVE', ['amount'], 'Amount must be positive.');
    }
    if (amountMinor > owed) {
      return refuse('AMOUNT_EXCEEDS_BALANCE', ['amount'], 'Amount exceeds the remaining balance.');
    }
    const { gateway = 'manual', at = world.clock.now() } = payment;
    const transactions = [transactionOf(world, { kind: 'sale', gateway, amountMinor, at })];
    return done(receive(world, shopId, { order, transactions, at }));
  });
}

/** Takes money reserved by an authorization; all of it, if no amount is said. */
export function capture(
  world: World,
  shopId: number,
  wanted: { orderId: number; parentId?: number; amountMinor?: number; at?: number },
): Outcome<{ readonly order: Order; readonly transaction: Transaction }> {
  return world.transact(() => {
    const order = findOrder(world, shopId, wanted.orderId);
    if (order === null) return noOrder(['input', 'id']);
    const parent = order.transactions.find(
      ({ id, kind }) =>
        kind === 'authorization' && (wanted.parentId === undefined || id === wanted.parentId),
    );
    if (parent === undefined) {
      const words = 'Transaction does not exist';
      return refuse('NOT_FOUND', ['input', 'parentTransactionId'], words);
    }
    const left = uncapturedMinor(order, parent);
    const amountMinor = wanted.amountMinor ?? left;
    const field = ['input', 'amount'];
    if (amountMinor <= 0) return refuse('INVALID', field, 'Amount must be greater than zero');
    if (amountMinor > left) {
      return refuse('INVALID', field, 'Amount exceeds the amount available to capture');
    }
    const { at = world.clock.now() } = wanted;
    const fields = { gateway: parent.gateway, amountMinor, parentId: parent.id, at };
    const transaction = transactionOf(world, { kind: 'capture', ...fields });
    const kept = receive(world, shopId, { order, transactions: [transaction], at });
    return done({ order: kept, transaction });
  });
}

/** Adds money received; the order that is paid by it tells `orders/paid`, once. */
function receive(
  world: World,
  shopId: number,
  { order, transactions, at }: { order: Order; transactions: readonly Transaction[]; at: number },
): Order {
  const after = { ...order, transactions: [...order.transactions, ...transactions] };
  const becamePaid = isPaid(after) && !isPaid(order);
  const topics = becamePaid ? ['orders/paid'] : [];
  const kept = saveOrder(world, shopId, { before: order, after, topics, at });
  tellTransactions(world, shopId, { orderId: order.id, transactions });
  if (becamePaid) issueSoldGiftCards(world, shopId, kept);
  return kept;
}

const isPaid = (order: Order) => financialStatus(order) === 'paid';
