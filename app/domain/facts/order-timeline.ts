/**
 * An observed order as a timeline: what counts from its payment on, when all of it was sent, what
 * is left after each refund, a cancellation or a charge-back.
 *
 * Law: the timeline is a pure function of everything observed, and an amount after returns is
 * worked out from the units left, never by subtracting rounded parts: ten returns of one unit take
 * exactly what one return of ten takes. Example: 3 × 1.115 = 3.35; one unit back leaves 2 × 1.115 =
 * 2.23.
 */
import { compareText } from '../kernel/compare-text.ts';
import type { Instant } from '../kernel/instant.ts';
import { sumOfCredits } from './observed-credit.ts';
import type { ObservedOrder, ObservedRefund } from './observed-order.ts';
import type { OrderFact, OrderStep, OrderStepKind } from './order-fact.ts';
import { shippingCovered } from './order-shares.ts';
import { unitsCovered } from './order-units.ts';
import { OrderWorth } from './order-worth.ts';

const NO_TAGS: readonly string[] = [];

/** The fact an observed order amounts to; null while only its refunds have been seen. */
export function orderFact(id: string, observed: ObservedOrder): OrderFact | null {
  const { latest, covered } = observed;
  if (!latest) return null;
  const paidAt = covered && !latest.test ? payment(observed.paidAt, latest.createdAt) : null;
  const shown = covered ?? latest;
  const shipping = shippingCovered(shown, latest);
  const credit = sumOfCredits(observed.credits, shown.currency);
  const worth = new OrderWorth(shown, unitsCovered(shown, latest), shipping, credit);
  return {
    id,
    name: latest.name,
    createdAt: latest.createdAt,
    currency: latest.currency,
    channel: latest.channel,
    customerTags: observed.tags?.tags ?? NO_TAGS,
    segmentIds: latest.segmentIds,
    lines: shown.lines,
    giftCardMinor: worth.giftCardMinor(),
    steps: paidAt === null ? [] : stepsOf(worth, paidAt, observed),
  };
}

/** Clocks differ: nothing happens to an order before its creation, which says how it is judged. */
function payment(paidAt: Instant | null, createdAt: Instant): Instant | null {
  return paidAt !== null && paidAt < createdAt ? createdAt : paidAt;
}

/** Something that happened to a paid order. */
type Happening = {
  readonly kind: OrderStepKind;
  readonly at: Instant;
  readonly cause: string;
  readonly refund: ObservedRefund | null;
};

function stepsOf(worth: OrderWorth, paidAt: Instant, observed: ObservedOrder): OrderStep[] {
  const cancelledAt = observed.latest?.cancelledAt ?? null;
  const happenings = happeningsOf(observed, paidAt);
  for (const { kind, at, refund } of happenings) {
    if (kind === 'refund' && refund && at < paidAt) worth.take(refund);
  }
  const isCancelledBy = (at: Instant) => cancelledAt !== null && at >= cancelledAt;
  const paid = isCancelledBy(paidAt) ? worth.nothing() : worth.now();
  const steps: OrderStep[] = [{ kind: 'paid', at: paidAt, cause: 'paid', ...paid }];
  let disputes = 0;
  for (const { kind, at, cause, refund } of happenings) {
    // From its cancellation on an order is worth nothing, whatever happens to it afterwards.
    if (at < paidAt || (isCancelledBy(at) && kind !== 'cancel')) continue;
    if (refund) worth.take(refund);
    if (kind === 'chargeback') disputes += 1;
    if (kind === 'chargeback-won') disputes -= 1;
    const isNothing = kind === 'cancel' || disputes > 0;
    steps.push({ kind, at, cause, ...(isNothing ? worth.nothing() : worth.now()) });
  }
  return steps;
}

/** All but the payment, in time order; refunds from before it are the only ones that precede it. */
function happeningsOf(observed: ObservedOrder, paidAt: Instant): Happening[] {
  const { latest, refunds, chargebacks, fulfilledAt } = observed;
  const cancelledAt = latest?.cancelledAt ?? null;
  const all: Happening[] = [];
  const sincePaid = (at: Instant): Instant => (at < paidAt ? paidAt : at);
  const add = (kind: OrderStepKind, at: Instant, id: string, refund: ObservedRefund | null) =>
    all.push({ kind, at, cause: id === '' ? kind : `${kind}:${id}`, refund });
  for (const id in refunds) {
    const refund = refunds[id];
    if (refund) add('refund', refund.at, id, refund);
  }
  if (fulfilledAt !== null) add('fulfilled', sincePaid(fulfilledAt), '', null);
  if (cancelledAt !== null && cancelledAt > paidAt) add('cancel', cancelledAt, '', null);
  for (const id in chargebacks) {
    const chargeback = chargebacks[id];
    if (!chargeback) continue;
    const openedAt = sincePaid(chargeback.openedAt);
    add('chargeback', openedAt, id, null);
    const { wonAt } = chargeback;
    if (wonAt !== null) add('chargeback-won', wonAt < openedAt ? openedAt : wonAt, id, null);
  }
  return all.length > 1 ? all.sort(compareHappenings) : all;
}

const RANK: Record<OrderStepKind, number> = {
  paid: 0,
  fulfilled: 1,
  refund: 2,
  cancel: 3,
  chargeback: 4,
  'chargeback-won': 5,
};

function compareHappenings(a: Happening, b: Happening): number {
  return a.at - b.at || RANK[a.kind] - RANK[b.kind] || compareText(a.cause, b.cause);
}
