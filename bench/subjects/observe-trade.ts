/**
 * Trade as the domain sees it once its webhooks have come in, and the same trade again and again
 * under other names, until there is enough of it to measure on.
 */
import {
  observeRefund,
  observeSnapshot,
  UNSEEN_ORDER,
  type ObservedOrder,
  type OrderSnapshot,
} from '../../app/domain/facts/observed-order.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { NO_MONEY } from '../../app/domain/kernel/money.ts';
import type { TradeOrder } from '../../scripts/trade/match-returns.ts';
import { lineIdOf, refundIdOf } from '../../scripts/trade/name-ids.ts';

/** One member's orders in time order. */
export type MemberTrade = { readonly customerId: string; readonly orders: readonly TradeOrder[] };

/** Orders by member; guests' earn nothing and are left out. */
export function tradeByMember(orders: readonly TradeOrder[]): MemberTrade[] {
  const byCustomer = new Map<string, TradeOrder[]>();
  for (const order of orders) {
    if (order.customerId === null) continue;
    const known = byCustomer.get(order.customerId);
    if (known) known.push(order);
    else byCustomer.set(order.customerId, [order]);
  }
  return [...byCustomer].map(([customerId, own]) => ({ customerId, orders: own }));
}

/** Everything observed of an order: one paid snapshot and a refund for each credit note. */
export function observedTrade(order: TradeOrder, currency: string): ObservedOrder {
  let observed = observeSnapshot(UNSEEN_ORDER, snapshotOf(order, currency));
  for (const { note, at, units } of order.returns) {
    observed = observeRefund(observed, {
      id: refundIdOf(note, order.number),
      at: instant(at),
      units: units.map(({ index, quantity }) => ({
        lineId: lineIdOf(order.lines[index]?.line ?? 0),
        quantity,
      })),
      beyondLinesMinor: NO_MONEY,
    });
  }
  return observed;
}

/** The order as one delivery showed it, before anything came back. */
export function snapshotOf(order: TradeOrder, currency: string): OrderSnapshot {
  return {
    updatedAt: instant(order.at),
    createdAt: instant(order.at),
    name: `#${order.number}`,
    currency,
    customerId: order.customerId,
    emailHash: null,
    test: false,
    paid: true,
    cancelledAt: null,
    lines: order.lines.map((line) => ({
      id: lineIdOf(line.line),
      quantity: line.quantity,
      currentQuantity: line.quantity,
      unitPrice: line.price,
      discountMinor: NO_MONEY,
      giftCard: false,
    })),
    refunds: [],
    digest: '',
  };
}

/**
 * A copy of members' facts under other order ids; nothing is shared, as with another shop's trade.
 */
export function tileFacts(
  members: readonly (readonly OrderFact[])[],
  tile: number,
): (readonly OrderFact[])[] {
  return members.map((orders) =>
    orders.map((order) => ({
      ...order,
      id: tiledId(order.id, tile),
      steps: order.steps.map((step) => ({ ...step })),
    })),
  );
}

/** An order's id in the so-manieth copy; copy 0 is the original. */
export function tiledId(id: string, tile: number): string {
  return tile === 0 ? id : String(BigInt(id) + BigInt(tile) * TILE_STEP);
}

// Wider than the range of one copy's plain ids, so that no two copies meet.
const TILE_STEP = 10_000_000_000n;
