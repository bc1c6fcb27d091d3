import { minor } from '../kernel/money.ts';
import type { DueExplanation, OrderExplanation } from './explanation.ts';

/** An explanation as it was written before programs could say more than one rate. */
type Earlier = Pick<OrderExplanation, 'type' | 'eligibleMinor' | 'giftCardMinor' | 'orderPoints'> &
  Partial<OrderExplanation>;

/**
 * What is not said in an explanation that was posted before there was anything to say about it. The
 * books keep it as it was, since their chain covers it; whoever reads it completes it.
 */
export function completed(why: OrderExplanation): OrderExplanation {
  const earlier: Earlier = why;
  if (earlier.countedMinor !== undefined) return why;
  const { eligibleMinor, giftCardMinor, orderPoints } = earlier;
  const giftCards = { why: 'gift-cards', amountMinor: minor(giftCardMinor) } as const;
  return {
    ...why,
    countedMinor: eligibleMinor,
    leftOut: giftCardMinor > 0 ? [giftCards] : [],
    ruleName: null,
    earns: 'rate',
    multipliers: [],
    stacking: 'best',
    parts: [],
    rounding: 'floor',
    uncapped: orderPoints,
    cappedBy: null,
    pendingFrom: 'paid',
    pendingDays: 0,
    expiresAt: null,
  };
}

/** The same for the end of a wait: there was none but an order's. */
export function completedDue(why: DueExplanation): DueExplanation {
  const earlier: Partial<DueExplanation> = why;
  return earlier.lotId === undefined ? { ...why, lotId: 'order:' } : why;
}
