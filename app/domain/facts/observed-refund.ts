/**
 * A refund of an order, known by its id; it may return units, shipping, money beyond both, or all.
 *
 * Law: of two versions of one refund the choice does not depend on which arrived first.
 */
import type { Instant } from '../kernel/instant.ts';
import type { MoneyMinor } from '../kernel/money.ts';

export type ObservedRefund = {
  readonly id: string;
  readonly at: Instant;
  readonly units: readonly { readonly lineId: string; readonly quantity: number }[];
  /** Money given back beyond the returned lines and shipping, ≥ 0. */
  readonly beyondLinesMinor: MoneyMinor;
  /** Shipping given back, as it was priced: with its tax where prices have theirs inside. */
  readonly shippingMinor: MoneyMinor;
  readonly shippingTaxMinor: MoneyMinor;
};

type Refunds = Readonly<Record<string, ObservedRefund>>;

/** All refunds of both; the very object of `known` where nothing is added. */
export function uniteRefunds(known: Refunds, seen: readonly ObservedRefund[]): Refunds {
  let united: Record<string, ObservedRefund> | null = null;
  for (const refund of seen) {
    const before = (united ?? known)[refund.id];
    const after = before ? preferredRefund(before, refund) : refund;
    if (after === before) continue;
    united ??= { ...known };
    united[refund.id] = after;
  }
  return united ?? known;
}

/**
 * A refund does not change once made; should two versions differ, the choice must not depend on
 * arrival. One that was written before shipping was read says the least of it, and gives way.
 */
function preferredRefund(a: ObservedRefund, b: ObservedRefund): ObservedRefund {
  if (a.shippingMinor !== b.shippingMinor) return a.shippingMinor > b.shippingMinor ? a : b;
  if (a.shippingTaxMinor !== b.shippingTaxMinor) {
    return a.shippingTaxMinor > b.shippingTaxMinor ? a : b;
  }
  return contentOf(a) <= contentOf(b) ? a : b;
}

/** Written field by field: a refund read back from the database has its keys in another order. */
function contentOf({ at, beyondLinesMinor, units }: ObservedRefund): string {
  return JSON.stringify([
    at,
    beyondLinesMinor,
    units.map(({ lineId, quantity }) => [lineId, quantity]),
  ]);
}
