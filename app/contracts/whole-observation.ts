/**
 * A delivery that was stored before all of an order was read, with what it does not say filled in.
 * The inbox keeps deliveries as they were written, and some wait while a new version is installed.
 */
import type { ObservedRefund, OrderSnapshot } from '../domain/facts/observed-order.ts';
import { NO_MONEY } from '../domain/kernel/money.ts';
import type { Observation } from './observation.ts';

const NO_SHIPPING = { shippingMinor: NO_MONEY, shippingTaxMinor: NO_MONEY };
const PLAIN_ORDER = {
  ...NO_SHIPPING,
  fulfilledAt: null,
  channel: 'online',
  customerTags: null,
  segmentIds: [],
  taxesIncluded: false,
} as const;
const PLAIN_LINE = {
  taxMinor: NO_MONEY,
  productId: null,
  vendor: null,
  productTags: [],
  collectionIds: [],
} as const;

export function wholeObservation(stored: Observation): Observation {
  if (stored.type === 'order') {
    if ('channel' in stored.snapshot) return stored;
    return { ...stored, snapshot: wholeSnapshot(stored.snapshot) };
  }
  if (stored.type !== 'refund' || 'shippingMinor' in stored.refund) return stored;
  return { ...stored, refund: wholeRefund(stored.refund) };
}

function wholeSnapshot(seen: OrderSnapshot): OrderSnapshot {
  const lines = seen.lines.map((line) => ({ ...PLAIN_LINE, ...line }));
  return { ...PLAIN_ORDER, ...seen, lines, refunds: seen.refunds.map(wholeRefund) };
}

const wholeRefund = (refund: ObservedRefund): ObservedRefund => ({ ...NO_SHIPPING, ...refund });
