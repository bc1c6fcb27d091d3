/**
 * Trade as the domain sees it once its webhooks have come in. The replay folds it and the bench
 * measures on it, so that what is measured is what is replayed.
 */
import type { ObservedOrder, OrderSnapshot } from '../../app/domain/facts/observed-order.ts';
import {
  observeRefund,
  observeSnapshot,
  UNSEEN_ORDER,
} from '../../app/domain/facts/observed-order.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { invariant } from '../../app/domain/kernel/invariant.ts';
import { NO_MONEY } from '../../app/domain/kernel/money.ts';
import type { TradeOrder } from '../../twin/trade-file/match-returns.ts';
import { lineIdOf, refundIdOf } from '../../twin/trade-file/name-ids.ts';

/** The file says nothing of it: tags, collections, segments. */
const NONE: readonly string[] = [];

/** Orders by customer, in their order; guests' earn nothing and are left out. */
export function ordersByCustomer(orders: readonly TradeOrder[]): Map<string, TradeOrder[]> {
  const byCustomer = new Map<string, TradeOrder[]>();
  for (const order of orders) {
    if (order.customerId === null) continue;
    const known = byCustomer.get(order.customerId);
    if (known) known.push(order);
    else byCustomer.set(order.customerId, [order]);
  }
  return byCustomer;
}

/** Everything observed of an order: one paid snapshot and a refund for each credit note. */
export function observeOrder(order: TradeOrder, currency: string): ObservedOrder {
  let observed = observeSnapshot(UNSEEN_ORDER, snapshotOf(order, currency));
  for (const { note, at, units } of order.returns) {
    observed = observeRefund(observed, {
      id: refundIdOf(note, order.number),
      at: instant(at),
      units: units.map(({ index, quantity }) => ({ lineId: lineIdAt(order, index), quantity })),
      beyondLinesMinor: NO_MONEY,
      shippingMinor: NO_MONEY,
      shippingTaxMinor: NO_MONEY,
    });
  }
  return observed;
}

/** The order as one delivery showed it, before anything came back. */
export function snapshotOf(order: TradeOrder, currency: string): OrderSnapshot {
  const at = instant(order.at);
  return {
    updatedAt: at,
    createdAt: at,
    name: `#${order.number}`,
    currency,
    customerId: order.customerId,
    emailHash: null,
    test: false,
    paid: true,
    cancelledAt: null,
    fulfilledAt: null,
    channel: 'online',
    customerTags: null,
    segmentIds: NONE,
    taxesIncluded: false,
    shippingMinor: NO_MONEY,
    shippingTaxMinor: NO_MONEY,
    lines: order.lines.map((line) => ({
      id: lineIdOf(line.line),
      quantity: line.quantity,
      currentQuantity: line.quantity,
      unitPrice: line.price,
      discountMinor: NO_MONEY,
      giftCard: false,
      taxMinor: NO_MONEY,
      productId: null,
      vendor: null,
      productTags: NONE,
      collectionIds: NONE,
    })),
    refunds: [],
    codes: [],
    digest: '',
  };
}

function lineIdAt(order: TradeOrder, index: number): string {
  const line = order.lines[index];
  invariant(line, 'A return names a line of its order.');
  return lineIdOf(line.line);
}
