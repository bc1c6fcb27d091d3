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
import { invariant } from '../kernel/invariant.ts';
import {
  amountMinor,
  currencyExponent,
  minor,
  type MoneyMinor,
  parseDecimal,
  proportion,
} from '../kernel/money.ts';
import type {
  ObservedLine,
  ObservedOrder,
  ObservedRefund,
  OrderSnapshot,
} from './observed-order.ts';
import type { OrderFact, OrderStep } from './order-fact.ts';

/** The fact an observed order amounts to; null while only its refunds have been seen. */
export function orderFact(id: string, observed: ObservedOrder): OrderFact | null {
  const { latest, covered, paidAt } = observed;
  if (!latest) return null;
  const shown = covered ?? latest;
  return {
    id,
    name: latest.name,
    createdAt: latest.createdAt,
    currency: latest.currency,
    giftCardMinor: worthOf(shown, unitsSold(shown), true),
    steps:
      covered && paidAt !== null && !latest.test
        ? stepsOf(covered, paidAt, latest.cancelledAt, Object.values(observed.refunds))
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
  order: OrderSnapshot,
  paidAt: Instant,
  cancelledAt: Instant | null,
  refunds: readonly ObservedRefund[],
): OrderStep[] {
  const left = unitsSold(order);
  let beyondMinor = 0;
  const steps: OrderStep[] = [];
  const take = (refund: ObservedRefund): void => {
    for (const { lineId, quantity } of refund.units) {
      left.set(lineId, Math.max(0, (left.get(lineId) ?? 0) - quantity));
    }
    beyondMinor += refund.beyondLinesMinor;
  };
  const add = (kind: OrderStep['kind'], at: Instant, cause: string): void => {
    const isCancelled = cancelledAt !== null && at >= cancelledAt;
    const eligibleMinor = isCancelled ? minor(0) : eligibleOf(order, left, minor(beyondMinor));
    steps.push({ kind, at, cause, eligibleMinor });
  };

  const inOrder = [...refunds].sort(compareRefunds);
  for (const refund of inOrder) if (refund.at < paidAt) take(refund);
  add('paid', paidAt, 'paid');
  for (const refund of inOrder) {
    if (refund.at < paidAt || (cancelledAt !== null && refund.at >= cancelledAt)) continue;
    take(refund);
    add('refund', refund.at, `refund:${refund.id}`);
  }
  // From its cancellation on an order is worth nothing, whatever is refunded afterwards.
  if (cancelledAt !== null && cancelledAt > paidAt) add('cancel', cancelledAt, 'cancel');
  return steps;
}

function compareRefunds(a: ObservedRefund, b: ObservedRefund): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
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

/**
 * Goods that count: no gift cards; money given back beyond lines lowers all lines in proportion.
 */
function eligibleOf(
  order: OrderSnapshot,
  left: ReadonlyMap<string, number>,
  beyondMinor: MoneyMinor,
): MoneyMinor {
  const goods = worthOf(order, left, false);
  if (beyondMinor === 0) return goods;
  const all = goods + worthOf(order, left, true);
  return minor(Math.max(0, goods - proportion(beyondMinor, goods, all)));
}

function worthOf(
  order: OrderSnapshot,
  left: ReadonlyMap<string, number>,
  giftCards: boolean,
): MoneyMinor {
  const exponent = currencyExponent(order.currency);
  let sum = 0;
  for (const line of order.lines) {
    if (line.giftCard === giftCards) sum += lineWorth(line, left.get(line.id) ?? 0, exponent);
  }
  return minor(sum);
}

/** What so many units of a line are worth after their part of its discounts. */
function lineWorth(line: ObservedLine, units: number, exponent: number): number {
  if (units === 0) return 0;
  const price = parseDecimal(line.unitPrice);
  invariant(price, `Line ${line.id} has a decimal price.`);
  const gross = amountMinor(price, units, exponent);
  return Math.max(0, gross - proportion(line.discountMinor, units, line.quantity));
}
