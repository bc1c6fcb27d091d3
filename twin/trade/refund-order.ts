/**
 * Gives back: units with or without restocking, shipping, money. Money may be more or less than
 * what the units are worth; the difference is an adjustment of the order, so that its sums stay
 * true (https://shopify.dev/docs/api/admin-rest/latest/resources/refund, `order_adjustments`, read
 * 2026-11):
 *
 *     worth 100.00, given back 80.00   → adjustment +20.00
 *     worth nothing, given back 10.00  → adjustment −10.00
 *
 * What an edit left the shop owing is no difference: giving it back adjusts nothing.
 */
import type { Order, Refund, RefundLine, Transaction } from '../model/order.ts';
import {
  fulfillableQuantity,
  overpaidMinor,
  receivedMinor,
  refundedMinor,
  sum,
} from '../model/order-sums.ts';
import type { RefundRequest, SuggestedRefund } from '../pricing/refund-types.ts';
import type { World } from '../world/world.ts';
import { type GiveBack, giveBack, tooMuch } from './give-back.ts';
import { noOrder } from './pay-order.ts';
import { type Outcome, type Refusal, done, refuse } from './refusal.ts';
import { findOrder, saveOrder, tellTransactions } from './save-order.ts';
import { changeStock } from './stock.ts';
import { splitBack, suggestRefund } from './suggest-refund.ts';
import { shopOf, tell } from './tell.ts';

export type LineToRefund = {
  readonly lineId: number;
  readonly quantity: number;
  /** Not restocked, if nothing is said. */
  readonly restockType?: RefundLine['restockType'];
  readonly locationId?: number | null;
};

export type RefundToMake = {
  readonly orderId: number;
  readonly lines?: readonly LineToRefund[];
  readonly shipping?: RefundRequest['shipping'];
  /**
   * `suggested`: to where it came from, all it is worth. A number: that much, to where it came
   * from. `none`: no money moves. Else payment by payment.
   */
  readonly money?: 'suggested' | 'none' | number | readonly GiveBack[];
  readonly note?: string | null;
  readonly reason?: string;
  /** Store credit on top of what was paid. */
  readonly allowsOverRefund?: boolean;
  readonly userId?: number | null;
  readonly at?: number;
};

export type Refunded = { readonly order: Order; readonly refund: Refund };

/** Refused with `NOT_FOUND`, or `INVALID` in the words of `refundCreate`. */
export function refundOrder(world: World, shopId: number, wanted: RefundToMake): Outcome<Refunded> {
  return world.transact(() => {
    const order = findOrder(world, shopId, wanted.orderId);
    if (order === null) return noOrder(['orderId']);
    const lines = wanted.lines ?? [];
    const wrong = wrongRestock(order, lines) ?? wrongAmount(wanted);
    if (wrong !== null) return wrong;
    const worth = suggestRefund(order, { lines, shipping: wanted.shipping ?? null });
    if (!worth.ok) return worth;
    const money = moneyBack(order, { wanted, suggested: worth.value });
    const amountMinor = sum(money, (one) => one.amountMinor);
    if (lines.length === 0 && worth.value.shipping.amountMinor === 0 && amountMinor === 0) {
      const words = 'Refund must include at least one line item, shipping or transaction';
      return refuse('INVALID', null, words);
    }
    const left = receivedMinor(order) - refundedMinor(order);
    if (amountMinor > left && wanted.allowsOverRefund !== true) {
      return tooMuch(order, { askedMinor: amountMinor, leftMinor: left });
    }
    const transactions = giveBack(world, shopId, { order, money, at: whenOf(world, wanted) });
    if (!transactions.ok) return transactions;
    const given = { wanted, worth: worth.value, transactions: transactions.value };
    return done(keepRefund(world, shopId, { order, ...given }));
  });
}

const whenOf = (world: World, { at }: RefundToMake) => at ?? world.clock.now();

function moneyBack(
  order: Order,
  { wanted, suggested }: { wanted: RefundToMake; suggested: SuggestedRefund },
): readonly GiveBack[] {
  const money = wanted.money ?? 'suggested';
  if (money === 'none') return [];
  if (money === 'suggested') return suggested.transactions;
  if (typeof money !== 'number') return money;
  const split = splitBack(order, money);
  const rest = money - sum(split, (one) => one.amountMinor);
  // What nothing can take back is asked for all the same, to be refused.
  return rest > 0 ? [...split, { parentId: null, gateway: 'manual', amountMinor: rest }] : split;
}

/** Units not yet sent are cancelled, units sent are returned: Shopify takes no other pairing. */
function wrongRestock(order: Order, lines: readonly LineToRefund[]): Refusal | null {
  for (const [index, { lineId, restockType }] of lines.entries()) {
    const line = order.lines.find(({ id }) => id === lineId);
    if (line === undefined || restockType !== 'cancel') continue;
    const same = lines.filter((one) => one.lineId === lineId && one.restockType === 'cancel');
    if (sum(same, ({ quantity }) => quantity) <= fulfillableQuantity(order, line)) continue;
    const field = ['refundLineItems', String(index), 'restockType'];
    return refuse('INVALID', field, 'Quantity cannot cancel more items than are unfulfilled');
  }
  return null;
}

/** An amount is whole minor units, and nothing is taken from the buyer by a refund. */
function wrongAmount({ money }: RefundToMake): Refusal | null {
  if (typeof money !== 'number' || (Number.isSafeInteger(money) && money >= 0)) return null;
  return refuse('INVALID', ['transactions', '0', 'amount'], 'Amount must be greater than zero');
}

function keepRefund(
  world: World,
  shopId: number,
  given: {
    order: Order;
    wanted: RefundToMake;
    worth: SuggestedRefund;
    transactions: readonly Transaction[];
  },
): Refunded {
  const { order, wanted, worth, transactions } = given;
  const at = whenOf(world, wanted);
  const lines = refundLines(world, shopId, { wanted, worth });
  const refund: Refund = {
    id: world.store.nextId(),
    at,
    note: wanted.note ?? null,
    userId: wanted.userId ?? null,
    restock: lines.some(({ restockType }) => restockType !== 'no_restock'),
    lines,
    shipping: refundedShipping(world, { order, worth }),
    adjustments: adjustments(world, given),
    transactionIds: transactions.map(({ id }) => id),
  };
  const after = {
    ...order,
    refunds: [...order.refunds, refund],
    transactions: [...order.transactions, ...transactions],
  };
  restock(world, shopId, { order, lines });
  const kept = saveOrder(world, shopId, { before: order, after, topics: [], at });
  const extra = { orderId: order.id };
  tell(world, { shopId, topic: 'refunds/create', kind: 'Refund', id: refund.id, extra });
  tellTransactions(world, shopId, { orderId: order.id, transactions });
  return { order: kept, refund };
}

function refundLines(
  world: World,
  shopId: number,
  { wanted, worth }: { wanted: RefundToMake; worth: SuggestedRefund },
): RefundLine[] {
  const place = shopOf(world, shopId).locations[0]?.id ?? null;
  return worth.lines.map((line, index) => {
    const { restockType = 'no_restock', locationId } = wanted.lines?.[index] ?? {};
    return {
      id: world.store.nextId(),
      lineId: line.lineId,
      quantity: line.quantity,
      restockType,
      locationId: restockType === 'no_restock' ? null : (locationId ?? place),
      subtotalMinor: line.subtotalMinor,
      taxMinor: line.taxMinor,
    };
  });
}

/** Shipping comes off the lines in their order. */
function refundedShipping(
  world: World,
  { order, worth }: { order: Order; worth: SuggestedRefund },
): Refund['shipping'] {
  const { amountMinor, taxMinor } = worth.shipping;
  const line = order.shippingLines.find(({ isRemoved }) => !isRemoved);
  if (amountMinor === 0 || line === undefined) return [];
  return [{ id: world.store.nextId(), shippingLineId: line.id, amountMinor, taxMinor }];
}

function adjustments(
  world: World,
  given: {
    order: Order;
    wanted: RefundToMake;
    worth: SuggestedRefund;
    transactions: readonly Transaction[];
  },
): Refund['adjustments'] {
  const { order, worth, wanted } = given;
  const tax = order.taxesIncluded ? 0 : worth.taxMinor;
  const worthMinor = worth.subtotalMinor + worth.shipping.amountMinor + tax;
  const back = sum(given.transactions, (one) => one.amountMinor);
  // Goods that were never paid for are taken off what is owed; no money is missing then.
  const unpaid = Math.max(0, worthMinor - (receivedMinor(order) - refundedMinor(order)));
  const owed = overpaidMinor(order);
  const difference = worthMinor - unpaid - back;
  const amountMinor = difference < 0 ? Math.min(0, difference + owed) : difference;
  if (amountMinor === 0) return [];
  const reason = wanted.reason ?? 'Refund discrepancy';
  const id = world.store.nextId();
  return [{ id, kind: 'refund_discrepancy', reason, amountMinor, taxMinor: 0 }];
}

function restock(
  world: World,
  shopId: number,
  { order, lines }: { order: Order; lines: readonly RefundLine[] },
): void {
  const back = lines.filter(({ restockType }) => restockType !== 'no_restock');
  const changes = back.map(({ lineId, quantity }) => {
    const variantId = order.lines.find(({ id }) => id === lineId)?.variantId ?? null;
    return { variantId, delta: quantity };
  });
  changeStock(world, shopId, changes);
}
