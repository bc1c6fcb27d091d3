/**
 * Pays a new order: gift cards, then store credit, then the method chosen for what is left. The
 * card is Shopify's test gateway (https://help.shopify.com/en/manual/checkout-settings/test-orders,
 * read 2026-11): number 1 is charged, 2 is declined, 3 breaks the gateway.
 */
import type { Order, Transaction } from '../model/order.ts';
import type { PricedCart } from '../pricing/types.ts';
import type { World } from '../world/world.ts';
import { moveOnGiftCard } from './gift-cards.ts';
import { type Refusal, refuse } from './refusal.ts';
import { transactionOf } from './record-order.ts';
import { accountOf, debitAccount } from './store-credit.ts';

export type Payment =
  | {
      readonly method: 'card';
      /** `1` (or nothing), `2`, `3`. */
      readonly number?: string;
      /** Reserve only; `capture` takes it later. */
      readonly authorizesOnly?: boolean;
    }
  | { readonly method: 'cash'; readonly receivedMinor?: number }
  /** Asked for and owed until `markAsPaid`. */
  | { readonly method: 'bank_deposit' | 'cash_on_delivery' | 'money_order' | 'manual' }
  /** Paid already, elsewhere: what a past is loaded with. */
  | { readonly method: 'paid'; readonly gateway: string };

/** Why the card does not pay; null where it does, or nothing is left to pay. */
export function refusedPayment(payment: Payment, dueMinor: number): Refusal | null {
  if (dueMinor === 0 || payment.method !== 'card') return null;
  const number = (payment.number ?? '1').replace(/\s/g, '');
  const field = ['payment', 'number'];
  if (number === '1' || number === '4242424242424242') return null;
  if (number === '2') {
    const words = 'Your card was declined. Try again or use a different payment method.';
    return refuse('PAYMENT_DECLINED', field, words);
  }
  if (number === '3') {
    const words =
      'There was an issue processing your payment. Try again or use a different payment method.';
    return refuse('PAYMENT_ERROR', field, words);
  }
  return refuse('INVALID_CARD', field, 'Enter a valid card number');
}

/** The transactions of a new order; debits what they take. Inside a transaction. */
export function settleOrder(
  world: World,
  shopId: number,
  settle: { order: Order; priced: PricedCart; payment: Payment; at: number },
): Transaction[] {
  const { order, priced, payment, at } = settle;
  const paid: Transaction[] = priced.giftCards.map(({ id, amountMinor }) => {
    moveOnGiftCard(world, shopId, { id, amountMinor: -amountMinor, orderId: order.id });
    const fields = { gateway: 'gift_card', giftCardId: id, amountMinor, at };
    return transactionOf(world, { kind: 'sale', ...fields });
  });
  if (priced.storeCreditMinor > 0) paid.push(payByCredit(world, shopId, settle));
  return [...paid, ...payRest(world, { payment, dueMinor: priced.dueMinor, at })];
}

function payByCredit(
  world: World,
  shopId: number,
  { order, priced, at }: { order: Order; priced: PricedCart; at: number },
): Transaction {
  const { customerId } = order;
  const account = customerId === null ? null : accountOf(world, shopId, customerId);
  if (account === null) throw new Error('Store credit was priced for nobody.');
  const amountMinor = priced.storeCreditMinor;
  const place = { accountId: account.id };
  const debited = debitAccount(world, shopId, { place, amountMinor, orderId: order.id });
  if (!debited.ok) throw new Error(debited.message);
  const gateway = 'shopify_store_credit';
  const fields = { gateway, storeCreditAccountId: account.id, amountMinor, at };
  return transactionOf(world, { kind: 'sale', ...fields });
}

function payRest(
  world: World,
  { payment, dueMinor, at }: { payment: Payment; dueMinor: number; at: number },
): Transaction[] {
  if (dueMinor === 0) return [];
  const sale = { kind: 'sale', amountMinor: dueMinor, at } as const;
  switch (payment.method) {
    case 'card': {
      const kind = payment.authorizesOnly ? 'authorization' : 'sale';
      return [transactionOf(world, { ...sale, kind, gateway: 'bogus' })];
    }
    case 'paid':
      return [transactionOf(world, { ...sale, gateway: payment.gateway })];
    case 'cash': {
      const received = Math.max(payment.receivedMinor ?? dueMinor, dueMinor);
      const taken = transactionOf(world, { ...sale, gateway: 'cash', amountMinor: received });
      if (received === dueMinor) return [taken];
      const back = { gateway: 'cash', amountMinor: received - dueMinor, parentId: taken.id, at };
      return [taken, transactionOf(world, { kind: 'change', ...back })];
    }
    default:
      return [transactionOf(world, { ...sale, gateway: payment.method, status: 'pending' })];
  }
}
