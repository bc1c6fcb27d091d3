/**
 * What follows for a member's redemptions from the orders that carry their codes: bound by any of
 * them, settled by the first that is paid, charged once more for every other use.
 *
 * Law: an order uses a redemption once. What was settled or charged for an order is never decided
 * again, so deciding twice on the same knowledge decides nothing the second time.
 * Example: a bank-transfer order is paid two days after its reward was released: its 500 points are
 * charged, so that the member has the discount or the points, never both.
 */
import type { ChargeDecision, LotTake, SettleDecision } from '../facts/decision.ts';
import { compareText } from '../kernel/compare-text.ts';
import { type Instant, instant } from '../kernel/instant.ts';
import { type Points, points } from '../kernel/points.ts';
import type { Lot } from '../ledger/lot.ts';
import { planCharge } from './plan-charge.ts';

/** A redemption as it stands, with what was decided about it. */
export type RedemptionSeen = {
  readonly redemptionId: string;
  readonly status: 'open' | 'bound' | 'settled' | 'released' | 'unissued';
  readonly rewardId: string;
  readonly rewardName: string;
  readonly version: number;
  readonly cost: Points;
  /** The lots its hold took; empty where it was never issued. */
  readonly takes: readonly LotTake[];
  /** The order it is bound to, or that settled it; null before any. */
  readonly orderId: string | null;
  /** Since when it is asked back; null while it is not. */
  readonly askedAt: Instant | null;
  /** The orders it was charged for so far. */
  readonly chargedFor: readonly string[];
};

/** An order that carries a redemption's code. */
export type Carrier = {
  readonly redemptionId: string;
  /** Our key of the order. */
  readonly orderId: string;
  readonly orderName: string;
  readonly createdAt: Instant;
  /** When payments covered it; null while they do not. */
  readonly paidAt: Instant | null;
  readonly cancelledAt: Instant | null;
};

/** What becomes of a redemption beside the decision: its row, not the books. */
export type RedemptionChange =
  | { readonly kind: 'bind'; readonly redemptionId: string; readonly orderId: string }
  /** Every order that carried it fell through: open, and asked back. */
  | { readonly kind: 'unbind'; readonly redemptionId: string; readonly askedAt: Instant }
  | {
      readonly kind: 'settle';
      readonly redemptionId: string;
      readonly orderId: string;
      readonly endedAt: Instant;
    }
  /** `points` more were charged. */
  | {
      readonly kind: 'charge';
      readonly redemptionId: string;
      readonly orderId: string;
      readonly points: Points;
    };

export type Decided = {
  /** In time order, each at an instant of its own; the fold must reach the last one. */
  readonly decisions: readonly (SettleDecision | ChargeDecision)[];
  readonly changes: readonly RedemptionChange[];
};

/** Decides what a member's redemptions ask for now; `freeAt` is the first instant not taken. */
export function decideRedemptions(known: {
  readonly redemptions: readonly RedemptionSeen[];
  readonly carriers: readonly Carrier[];
  /** All the member's lots, folded to now. */
  readonly lots: Iterable<Lot>;
  readonly freeAt: Instant;
}): Decided {
  const changes: RedemptionChange[] = [];
  const payments: Payment[] = [];
  for (const redemption of known.redemptions) {
    const carriers = known.carriers.filter((one) => one.redemptionId === redemption.redemptionId);
    const paid = paymentsOf(redemption, carriers);
    payments.push(...paid);
    if (paid.length > 0 || !isUndecided(redemption)) continue;
    const change = bindOrUnbind(redemption, carriers, known.freeAt);
    if (change) changes.push(change);
  }

  const decisions: (SettleDecision | ChargeDecision)[] = [];
  const lots = new Map([...known.lots].map((lot) => [lot.id, { ...lot }]));
  for (const [place, payment] of payments.sort(comparePayments).entries()) {
    const at = instant(known.freeAt + place);
    const { decision, change } = decide(payment, lots, at);
    decisions.push(decision);
    changes.push(change);
  }
  return { decisions, changes };
}

/** An order that used a redemption and has not been accounted for. */
type Payment = {
  readonly redemption: RedemptionSeen;
  readonly carrier: Carrier & { readonly paidAt: Instant };
  /** Why it is charged; null where it settles what was held. */
  readonly why: ChargeDecision['why'] | null;
};

function isUndecided({ status }: RedemptionSeen): boolean {
  return status === 'open' || status === 'bound';
}

const WHY_CHARGED = {
  settled: 'second-order',
  released: 'after-release',
  unissued: 'never-issued',
} as const;

function paymentsOf(redemption: RedemptionSeen, carriers: readonly Carrier[]): Payment[] {
  const { status, orderId, chargedFor } = redemption;
  const settledBy = status === 'settled' ? orderId : null;
  const why = status === 'open' || status === 'bound' ? null : WHY_CHARGED[status];
  return carriers
    .flatMap((carrier) => {
      const { paidAt } = carrier;
      const isKnown = carrier.orderId === settledBy || chargedFor.includes(carrier.orderId);
      return paidAt === null || isKnown
        ? []
        : [{ redemption, carrier: { ...carrier, paidAt }, why }];
    })
    .sort(comparePayments)
    .map((payment, place) =>
      // The first paid order settles what was held for it; every other one used it once more.
      why === null && place > 0 ? { ...payment, why: 'second-order' } : payment,
    );
}

function comparePayments(a: Payment, b: Payment): number {
  if (a.carrier.paidAt !== b.carrier.paidAt) return a.carrier.paidAt - b.carrier.paidAt;
  return (
    compareText(a.carrier.orderId, b.carrier.orderId) ||
    compareText(a.redemption.redemptionId, b.redemption.redemptionId)
  );
}

function bindOrUnbind(
  { redemptionId, status, orderId, askedAt }: RedemptionSeen,
  carriers: readonly Carrier[],
  now: Instant,
): RedemptionChange | null {
  const alive = carriers
    .filter(({ cancelledAt }) => cancelledAt === null)
    .sort((a, b) => a.createdAt - b.createdAt || compareText(a.orderId, b.orderId));
  const [first] = alive;
  if (!first) {
    // An order may have been cancelled before we heard of it: its code is used up all the same.
    const fellThrough = status === 'bound' || (carriers.length > 0 && askedAt === null);
    return fellThrough ? { kind: 'unbind', redemptionId, askedAt: now } : null;
  }
  const isBound = status === 'bound' && alive.some((one) => one.orderId === orderId);
  return isBound ? null : { kind: 'bind', redemptionId, orderId: first.orderId };
}

function decide(
  { redemption, carrier, why }: Payment,
  lots: Map<string, Lot>,
  at: Instant,
): { decision: SettleDecision | ChargeDecision; change: RedemptionChange } {
  const { redemptionId, rewardId, rewardName, version, cost } = redemption;
  const { orderId, orderName } = carrier;
  if (why === null) {
    return {
      decision: { kind: 'settle', redemptionId, at, orderId, orderName },
      change: { kind: 'settle', redemptionId, orderId, endedAt: at },
    };
  }
  const takes = planCharge(lots.values(), { cost, held: redemption.takes, redemptionId });
  for (const { lotId, points: taken } of takes) {
    const lot = lots.get(lotId);
    if (lot) lot.available = points(lot.available - taken);
  }
  const named = { rewardId, rewardName, version };
  return {
    decision: { kind: 'charge', redemptionId, at, ...named, orderId, orderName, why, takes },
    change: { kind: 'charge', redemptionId, orderId, points: cost },
  };
}
