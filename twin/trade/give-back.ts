/**
 * Moves the money of a refund: to the card it came from, back on the gift card, back to store
 * credit, or anew as store credit (`refundMethods`,
 * https://shopify.dev/changelog/refund-to-store-credit, 2025-05).
 */
import type { Order, Transaction } from '../model/order.ts';
import { sum } from '../model/order-sums.ts';
import type { World } from '../world/world.ts';
import { moveOnGiftCard } from './gift-cards.ts';
import { type Outcome, type Refusal, done, refuse } from './refusal.ts';
import { moneyWords } from './money-words.ts';
import { transactionOf } from './record-order.ts';
import { creditAccount } from './store-credit.ts';
import { toRefundable } from './suggest-refund.ts';

export type GiveBack = {
  /** The payment it goes back to; null: by hand, or as new store credit. */
  readonly parentId: number | null;
  readonly gateway: string;
  readonly amountMinor: number;
  /** Of new store credit. */
  readonly expiresAt?: number | null;
};

/** The refund transactions; refused with `INVALID` where a payment does not hold that much. */
export function giveBack(
  world: World,
  shopId: number,
  given: { order: Order; money: readonly GiveBack[]; at: number },
): Outcome<readonly Transaction[]> {
  const wrong =
    wrongMoney(given.order, given.money) ?? wrongCredit(given.order, given.money, given.at);
  if (wrong !== null) return wrong;
  const moved: Transaction[] = [];
  for (const one of given.money) {
    if (one.amountMinor === 0) continue;
    const parent = given.order.transactions.find(({ id }) => id === one.parentId) ?? null;
    const creditedId = toHolder(world, shopId, { ...given, one, parent });
    moved.push(
      transactionOf(world, {
        kind: 'refund',
        gateway: parent?.gateway ?? one.gateway,
        amountMinor: one.amountMinor,
        parentId: parent?.id ?? null,
        giftCardId: parent?.giftCardId ?? null,
        storeCreditAccountId: creditedId ?? parent?.storeCreditAccountId ?? null,
        at: given.at,
      }),
    );
  }
  return done(moved);
}

/** Shopify's words for more than there is. */
export function tooMuch(
  order: Order,
  { askedMinor, leftMinor }: { askedMinor: number; leftMinor: number },
): Refusal {
  const say = (minor: number) => moneyWords(minor, order.currency);
  const [asked, left] = [say(askedMinor), say(leftMinor)];
  const words = `Refund amount ${asked} is greater than net payment received ${left}`;
  return refuse('INVALID', null, words);
}

function wrongMoney(order: Order, money: readonly GiveBack[]): Refusal | null {
  const { payments } = toRefundable(order);
  for (const [index, { parentId, amountMinor }] of money.entries()) {
    const field = ['transactions', String(index), 'amount'];
    if (amountMinor < 0) return refuse('INVALID', field, 'Amount must be greater than zero');
    if (parentId === null) continue;
    const payment = payments.find(({ transactionId }) => transactionId === parentId);
    if (payment === undefined) {
      const words = 'Transactions require a parent_id associated with the order';
      return refuse('INVALID', ['transactions'], words);
    }
    const asked = money.filter((one) => one.parentId === parentId);
    const left = payment.amountMinor - payment.refundedMinor;
    if (sum(asked, (one) => one.amountMinor) <= left) continue;
    return tooMuch(order, { askedMinor: amountMinor, leftMinor: left });
  }
  return null;
}

/** Store credit is for customers, and lapses in the future or never. */
function wrongCredit(order: Order, money: readonly GiveBack[], at: number): Refusal | null {
  const isNew = ({ gateway, parentId }: GiveBack) =>
    gateway === 'shopify_store_credit' && parentId === null;
  const credits = money.filter(isNew);
  if (credits.length > 0 && order.customerId === null) {
    const words = 'Order must have a customer to be refunded to store credit';
    return refuse('STORE_CREDIT_REFUND_MISSING_CUSTOMER', ['refundMethods'], words);
  }
  if (credits.every(({ expiresAt }) => !expiresAt || expiresAt > at)) return null;
  const words = 'Store credit expiration date must be in the future';
  return refuse('STORE_CREDIT_REFUND_EXPIRATION_IN_PAST', ['refundMethods'], words);
}

/** Puts the money where it is kept here; the account where that is store credit. */
function toHolder(
  world: World,
  shopId: number,
  { order, one, parent }: { order: Order; one: GiveBack; parent: Transaction | null },
): number | null {
  const orderId = order.id;
  if (parent !== null && parent.giftCardId !== null) {
    const { amountMinor } = one;
    moveOnGiftCard(world, shopId, { id: parent.giftCardId, amountMinor, orderId });
    return null;
  }
  const toCredit = (parent?.gateway ?? one.gateway) === 'shopify_store_credit';
  if (!toCredit) return null;
  const { customerId } = order;
  // Its customer was erased or deleted since: nobody is left to hold it.
  if (customerId === null) return null;
  const credited = creditAccount(world, shopId, {
    place: { customerId },
    amountMinor: one.amountMinor,
    expiresAt: one.expiresAt ?? null,
    orderId,
  });
  if (!credited.ok) throw new Error(credited.message);
  return credited.value.account.id;
}
