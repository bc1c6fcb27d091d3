/**
 * An order's explanation as the books keep it. Where nothing about it is out of the ordinary, what
 * the rest says by itself is left out, as it was before programs could say more than one rate: a
 * movement is a third smaller for it. The chain covers what was posted, so the books keep it as
 * it is, and whoever reads it completes it. Law: what is completed is what was shortened.
 */
import { minor, NO_MONEY } from '../kernel/money.ts';
import type { DueExplanation, Explanation, OrderExplanation } from './explanation.ts';

type Unsaid =
  | ('giftCardMinor' | 'countedMinor' | 'leftOut' | 'ruleName' | 'earns' | 'multipliers')
  | ('stacking' | 'parts' | 'rounding' | 'uncapped' | 'cappedBy' | 'pendingFrom' | 'pendingDays')
  | ('maturesAt' | 'expiresAt');

/** An explanation as it may be kept. */
type Kept = Omit<OrderExplanation, Unsaid> & Partial<Pick<OrderExplanation, Unsaid>>;

/** All that is to be said of an order, of which the books leave out what goes without saying. */
export function completed(why: OrderExplanation): OrderExplanation {
  const kept: Kept = why;
  const { eligibleMinor, giftCardMinor = NO_MONEY, orderPoints } = kept;
  const giftCards = { why: 'gift-cards', amountMinor: minor(giftCardMinor) } as const;
  return {
    giftCardMinor,
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
    maturesAt: null,
    expiresAt: null,
    ...kept,
  };
}

/**
 * An explanation as it is posted: an order's without what goes without saying. It is left out as a
 * whole or not at all, since that is what the release before can read.
 */
export function shortened(why: Explanation): Explanation {
  if (why.type !== 'order' || !isOrdinary(why)) return why;
  const { type, step, orderName, currency, eligibleMinor, rule, version } = why;
  const { ratePoints, ratePerMinor, orderPoints, pendingDays, maturesAt } = why;
  const kept: Kept = {
    ...{ type, step, orderName, currency, eligibleMinor, rule, version },
    ...{ ratePoints, ratePerMinor, orderPoints },
    ...(pendingDays === 0 ? {} : { pendingDays }),
    ...(maturesAt === null ? {} : { maturesAt }),
  };
  // Whoever reads an explanation of the books completes it first.
  return kept as OrderExplanation;
}

/** Whether all goods count at one rate, nothing else does, and the points have no date but one. */
function isOrdinary(why: OrderExplanation): boolean {
  return (
    why.countedMinor === why.eligibleMinor &&
    why.giftCardMinor === 0 &&
    why.leftOut.length === 0 &&
    why.ruleName === null &&
    why.earns === 'rate' &&
    why.multipliers.length === 0 &&
    why.stacking === 'best' &&
    why.parts.length === 0 &&
    why.rounding === 'floor' &&
    why.uncapped === why.orderPoints &&
    why.cappedBy === null &&
    why.pendingFrom === 'paid' &&
    why.expiresAt === null
  );
}

/** The same for the end of a wait: there was none but an order's. */
export function completedDue(why: DueExplanation): DueExplanation {
  const earlier: Partial<DueExplanation> = why;
  return earlier.lotId === undefined ? { ...why, lotId: 'order:' } : why;
}
