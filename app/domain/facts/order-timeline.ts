/**
 * An observed order as a timeline: what counts from its payment on, after each refund, and after a
 * cancellation.
 *
 * Law: the timeline is a pure function of everything observed, and an amount after returns is
 * worked out from the units left, never by subtracting rounded parts: ten returns of one unit take
 * exactly what one return of ten takes. Example: 3 × 1.115 = 3.35; one unit back leaves 2 × 1.115 =
 * 2.23.
 */
import type { Instant } from '../kernel/instant.ts';
import { NO_MONEY } from '../kernel/money.ts';
import type { ObservedOrder, ObservedRefund } from './observed-order.ts';
import type { OrderFact, OrderStep } from './order-fact.ts';
import { refundsInOrder, unitsCovered } from './order-units.ts';
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

  const inOrder = refundsInOrder(refunds);
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
