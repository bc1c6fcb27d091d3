/** How many units of an order were paid for, and in which order they went back. */
import { compareText } from '../kernel/compare-text.ts';
import type { ObservedRefund, OrderSnapshot } from './observed-order.ts';

/** Refunds as they happened; those of one instant by id. */
export function refundsInOrder(refunds: readonly ObservedRefund[]): ObservedRefund[] {
  return [...refunds].sort(compareRefunds);
}

/**
 * Units of each line that payment covered and that are still on the order: while an edit waits to
 * be paid, what it added earns nothing yet and what it removed earns nothing any more.
 */
export function unitsCovered(covered: OrderSnapshot, latest: OrderSnapshot): Map<string, number> {
  const units = unitsSold(covered);
  // A cancellation takes everything off at its own instant, not at the order's.
  if (latest === covered || latest.cancelledAt !== null) return units;
  for (const [lineId, now] of unitsSold(latest)) {
    const before = units.get(lineId);
    if (before !== undefined) units.set(lineId, Math.min(before, now));
  }
  return units;
}

/**
 * Units sold of each line: ordered, less those an edit removed. Shopify's `current_quantity` has
 * both edits and refunds taken off, so the snapshot's own refunds are added back.
 */
function unitsSold(order: OrderSnapshot): Map<string, number> {
  const refunded = new Map<string, number>();
  for (const refund of order.refunds) {
    for (const { lineId, quantity } of refund.units) {
      refunded.set(lineId, (refunded.get(lineId) ?? 0) + quantity);
    }
  }
  const sold = new Map<string, number>();
  for (const line of order.lines) {
    const units = line.currentQuantity + (refunded.get(line.id) ?? 0);
    sold.set(line.id, Math.max(0, Math.min(line.quantity, units)));
  }
  return sold;
}

function compareRefunds(a: ObservedRefund, b: ObservedRefund): number {
  if (a.at !== b.at) return a.at - b.at;
  return compareText(a.id, b.id);
}
