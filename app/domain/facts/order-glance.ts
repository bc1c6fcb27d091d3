/**
 * What a list of orders shows of each: enough to tell two states of one order apart that share the
 * second of their `updated_at`, without asking for the whole order.
 */
import type { Instant } from '../kernel/instant.ts';
import type { ObservedOrder, OrderSnapshot } from './observed-order.ts';

export type OrderGlance = {
  readonly updatedAt: Instant;
  readonly customerId: string | null;
  readonly paid: boolean;
  /** Whether all of it was sent. */
  readonly sent: boolean;
  readonly cancelledAt: Instant | null;
  /** Units of goods after edits and returns; tips and gift cards are none. */
  readonly unitsLeft: number;
  /**
   * Given back in part, edited, or paid with a gift card or store credit: how much of each, a
   * glance does not show.
   */
  readonly isInvolved: boolean;
};

/** What a list would show of a snapshot, but for edits, which only Shopify knows of. */
export function glanceAt(order: OrderSnapshot): OrderGlance {
  const goods = order.lines.filter(({ giftCard }) => !giftCard);
  return {
    updatedAt: order.updatedAt,
    customerId: order.customerId,
    paid: order.paid,
    sent: order.fulfilledAt !== null,
    cancelledAt: order.cancelledAt,
    unitsLeft: goods.reduce((units, { currentQuantity }) => units + currentQuantity, 0),
    isInvolved: order.refunds.length > 0,
  };
}

/**
 * Whether what we hold of an order is surely the state that was glanced at. A doubt is a no: asking
 * for an order costs a little, and to miss one is what must not be.
 */
export function isSurelyHeld(held: ObservedOrder, seen: OrderGlance): boolean {
  const { latest, refunds, credits } = held;
  const involved = Object.keys(refunds).length + Object.keys(credits).length > 0;
  if (latest === null || involved || seen.isInvolved) return false;
  const known = glanceAt(latest);
  return (
    known.updatedAt === seen.updatedAt &&
    known.customerId === seen.customerId &&
    known.paid === seen.paid &&
    known.sent === seen.sent &&
    known.cancelledAt === seen.cancelledAt &&
    known.unitsLeft === seen.unitsLeft
  );
}
