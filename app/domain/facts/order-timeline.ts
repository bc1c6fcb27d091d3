/**
 * An observed order as a timeline: what counts from its payment on, after each refund, and after a
 * cancellation.
 *
 * Law: the timeline is a pure function of everything observed, and an amount after returns is
 * worked out from the units left, never by subtracting rounded parts: ten returns of one unit take
 * exactly what one return of ten takes. Example: 3 × 1.115 = 3.35; one unit back leaves 2 × 1.115 =
 * 2.23.
 */
import { compareText } from '../kernel/compare-text.ts';
import type { Instant } from '../kernel/instant.ts';
import { NO_MONEY } from '../kernel/money.ts';
import type { ObservedOrder, ObservedRefund, OrderSnapshot } from './observed-order.ts';
import type { OrderFact, OrderStep } from './order-fact.ts';
import { OrderWorth } from './order-worth.ts';

/** The fact an observed order amounts to; null while only its refunds have been seen. */
export function orderFact(id: string, observed: ObservedOrder): OrderFact | null {
  const { latest, covered, paidAt } = observed;
  if (!latest) return null;
  const shown = covered ?? latest;
  const worth = new OrderWorth(shown, unitsCovered(shown, latest));
  return {
    id,
    name: latest.name,
    createdAt: latest.createdAt,
    currency: latest.currency,
    giftCardMinor: worth.giftCardMinor(),
    steps:
      covered && paidAt !== null && !latest.test
        ? stepsOf(worth, paidAt, latest.cancelledAt, Object.values(observed.refunds))
        : [],
  };
}

/**
 * The steps a newer timeline adds strictly after `foldedTo` (null: nothing was folded yet). Empty
 * when nothing changed; null when the past changed, so that the member must be folded again.
 */
export function appendedSteps(
  before: OrderFact | null,
  after: OrderFact,
  foldedTo: Instant | null,
): readonly OrderStep[] | null {
  const known = before?.steps ?? [];
  if (before && known.length > 0 && before.createdAt !== after.createdAt) return null;
  for (const [place, step] of known.entries()) {
    const now = after.steps[place];
    if (!now || !isSameStep(step, now)) return null;
  }
  const added = after.steps.slice(known.length);
  if (foldedTo !== null && added.some((step) => step.at <= foldedTo)) return null;
  return added;
}

function isSameStep(a: OrderStep, b: OrderStep): boolean {
  return a.cause === b.cause && a.at === b.at && a.eligibleMinor === b.eligibleMinor;
}

function stepsOf(
  worth: OrderWorth,
  paidAt: Instant,
  cancelledAt: Instant | null,
  refunds: readonly ObservedRefund[],
): OrderStep[] {
  const steps: OrderStep[] = [];
  const add = (kind: OrderStep['kind'], at: Instant, cause: string): void => {
    const isCancelled = cancelledAt !== null && at >= cancelledAt;
    steps.push({ kind, at, cause, eligibleMinor: isCancelled ? NO_MONEY : worth.eligibleMinor() });
  };

  const inOrder = [...refunds].sort(compareRefunds);
  for (const refund of inOrder) if (refund.at < paidAt) worth.take(refund);
  add('paid', paidAt, 'paid');
  for (const refund of inOrder) {
    if (refund.at < paidAt || (cancelledAt !== null && refund.at >= cancelledAt)) continue;
    worth.take(refund);
    add('refund', refund.at, `refund:${refund.id}`);
  }
  // From its cancellation on an order is worth nothing, whatever is refunded afterwards.
  if (cancelledAt !== null && cancelledAt > paidAt) add('cancel', cancelledAt, 'cancel');
  return steps;
}

function compareRefunds(a: ObservedRefund, b: ObservedRefund): number {
  if (a.at !== b.at) return a.at - b.at;
  return compareText(a.id, b.id);
}

/**
 * Units of each line that payment covered and that are still on the order: while an edit waits to
 * be paid, what it added earns nothing yet and what it removed earns nothing any more.
 */
function unitsCovered(covered: OrderSnapshot, latest: OrderSnapshot): Map<string, number> {
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
