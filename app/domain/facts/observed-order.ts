/**
 * What we have seen of one order, merged from any number of deliveries.
 *
 * Law: merging is commutative, associative and idempotent, so late, repeated and shuffled
 * deliveries leave the same observed order. Example: a refund that arrives before its order waits
 * on a stub (`latest: null`) and counts the moment the order is known.
 *
 * Shopify promises neither order nor uniqueness of webhooks
 * (https://shopify.dev/docs/apps/build/webhooks/best-practices, read 2026-11).
 */
import { earliest, type Instant } from '../kernel/instant.ts';
import type { MoneyMinor } from '../kernel/money.ts';
import { earlierTags, type SeenTags, tagsOf } from './buyer-tags.ts';
import { type ObservedChargeback, uniteChargebacks } from './observed-chargeback.ts';
import { type ObservedCredit, uniteCredits } from './observed-credit.ts';
import { type ObservedRefund, uniteRefunds } from './observed-refund.ts';
import type { Channel } from './order-fact.ts';

export type { ObservedChargeback, ObservedCredit, ObservedRefund };

/**
 * One line of an order as a snapshot shows it. `quantity` is what was ordered, before any change.
 */
export type ObservedLine = {
  readonly id: string;
  readonly quantity: number;
  /** Units left after edits and refunds, as of the snapshot. */
  readonly currentQuantity: number;
  /** Decimal text, exactly as Shopify sent it, e.g. `"2.10"`. */
  readonly unitPrice: string;
  /** All discounts allocated to the whole line. */
  readonly discountMinor: MoneyMinor;
  readonly giftCard: boolean;
  /** Tax on the whole line, all the units ordered, inside its price or on top. */
  readonly taxMinor: MoneyMinor;
  readonly productId: string | null;
  readonly vendor: string | null;
  /** What the product was when it was bought; empty while nobody keeps a catalogue. */
  readonly productTags: readonly string[];
  readonly collectionIds: readonly string[];
};

/** What one of our own codes took off an order; other codes are none of our business. */
export type CodeOnOrder = {
  readonly code: string;
  /** Off each whole line, all the units ordered of it; lines it took nothing off are left out. */
  readonly lines: readonly { readonly lineId: string; readonly discountMinor: MoneyMinor }[];
  readonly shippingMinor: MoneyMinor;
};

/** An order as one delivery showed it. */
export type OrderSnapshot = {
  readonly updatedAt: Instant;
  readonly createdAt: Instant;
  readonly name: string;
  readonly currency: string;
  readonly customerId: string | null;
  /**
   * Keyed hash of the buyer's e-mail, under which a guest's orders wait; null when none was given.
   */
  readonly emailHash: string | null;
  readonly test: boolean;
  /**
   * Whether successful payments cover the order (financial status paid or refunded in any part).
   */
  readonly paid: boolean;
  readonly cancelledAt: Instant | null;
  /** When the last of the order was sent; null while any of it is not. */
  readonly fulfilledAt: Instant | null;
  readonly channel: Channel;
  /** The buyer's, as of the snapshot, sorted; null where it does not speak of them. */
  readonly customerTags: readonly string[] | null;
  /** Empty while nobody keeps segments. */
  readonly segmentIds: readonly string[];
  /** Whether prices, that of shipping too, have their tax inside. */
  readonly taxesIncluded: boolean;
  /** Shipping as priced, less its discounts, before any of it went back. */
  readonly shippingMinor: MoneyMinor;
  readonly shippingTaxMinor: MoneyMinor;
  readonly lines: readonly ObservedLine[];
  readonly refunds: readonly ObservedRefund[];
  /** Our codes on the order, in its own sequence; almost always none. */
  readonly codes: readonly CodeOnOrder[];
  /** Hash of the snapshot's content: breaks a tie between two snapshots of one `updatedAt`. */
  readonly digest: string;
};

export type ObservedOrder = {
  /** The newest snapshot; null while only refunds of the order are known. */
  readonly latest: OrderSnapshot | null;
  /**
   * The newest snapshot whose lines were covered by payment: an unpaid increase earns nothing yet.
   */
  readonly covered: OrderSnapshot | null;
  /** The earliest instant at which a snapshot showed the order paid. */
  readonly paidAt: Instant | null;
  /** The earliest instant by which a snapshot showed all of the order sent. */
  readonly fulfilledAt: Instant | null;
  /** The buyer's tags as the earliest snapshot that speaks of them has them. */
  readonly tags: SeenTags | null;
  /** Every refund ever seen, by id. */
  readonly refunds: Readonly<Record<string, ObservedRefund>>;
  /** Every charge-back ever seen, by id; almost always none. */
  readonly chargebacks: Readonly<Record<string, ObservedChargeback>>;
  /** Every payment by gift card or store credit ever seen; almost always none. */
  readonly credits: Readonly<Record<string, ObservedCredit>>;
};

export const UNSEEN_ORDER: ObservedOrder = {
  latest: null,
  covered: null,
  paidAt: null,
  fulfilledAt: null,
  tags: null,
  refunds: {},
  chargebacks: {},
  credits: {},
};

/** What we know after seeing one more snapshot. */
export function observeSnapshot(known: ObservedOrder, seen: OrderSnapshot): ObservedOrder {
  return {
    latest: newer(known.latest, seen),
    covered: seen.paid ? newer(known.covered, seen) : known.covered,
    paidAt: seen.paid ? earliest(known.paidAt, seen.updatedAt) : known.paidAt,
    fulfilledAt: earliest(known.fulfilledAt, seen.fulfilledAt),
    tags: earlierTags(known.tags, tagsOf(seen)),
    refunds: uniteRefunds(known.refunds, seen.refunds),
    chargebacks: known.chargebacks,
    credits: known.credits,
  };
}

/** What we know after seeing one refund by itself. */
export function observeRefund(known: ObservedOrder, refund: ObservedRefund): ObservedOrder {
  return { ...known, refunds: uniteRefunds(known.refunds, [refund]) };
}

/** What we know after hearing of a charge-back. */
export function observeChargeback(
  known: ObservedOrder,
  chargeback: ObservedChargeback,
): ObservedOrder {
  return { ...known, chargebacks: uniteChargebacks(known.chargebacks, chargeback) };
}

/** What we know after hearing what gift cards or store credit paid of it. */
export function observeCredits(
  known: ObservedOrder,
  credits: readonly ObservedCredit[],
): ObservedOrder {
  const united = uniteCredits(known.credits, credits);
  return united === known.credits ? known : { ...known, credits: united };
}

function newer(a: OrderSnapshot | null, b: OrderSnapshot): OrderSnapshot {
  if (!a) return b;
  return isLater(b, a) ? b : a;
}

/**
 * Shopify's `updated_at` has whole seconds, so two states of one order may share it. What an order
 * goes through only once tells which came later: it is cancelled, refunded, edited down, paid,
 * given its customer. Where all of that agrees the digest decides, so that arrival never does.
 */
function isLater(a: OrderSnapshot, b: OrderSnapshot): boolean {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt;
  const [marks, others] = [marksOfAge(a), marksOfAge(b)];
  for (const [place, mark] of marks.entries()) {
    const other = others[place] ?? 0;
    if (mark !== other) return mark > other;
  }
  return a.digest > b.digest;
}

/** Numbers that only grow in an order's life, the surest first. */
function marksOfAge(order: OrderSnapshot): number[] {
  return [
    order.cancelledAt === null ? 0 : 1,
    order.refunds.length,
    -order.lines.reduce((units, line) => units + line.currentQuantity, 0),
    order.paid ? 1 : 0,
    order.customerId === null ? 0 : 1,
    order.codes.length,
  ];
}
