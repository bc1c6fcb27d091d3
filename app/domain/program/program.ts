/**
 * What a merchant publishes. A definition is plain data: rules, waiting time, expiry, debt policy
 * and rewards. A version is a definition with the instant from which it is in force; orders are
 * judged for ever by the version in force when they were created.
 */
import type { Instant } from '../kernel/instant.ts';
import type { MoneyMinor } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';
import type { Zone } from '../kernel/zone.ts';

/**
 * Points for money spent: `eligible amount × points / perMinor`, so 1 per 100 is a point per pound.
 */
export type OrderEarningRule = {
  readonly id: string;
  readonly kind: 'orders';
  readonly points: Points;
  readonly perMinor: MoneyMinor;
  /** Applied once per order, on the cumulative eligible amount; never per line or per refund. */
  readonly rounding: 'floor';
};

/** What points buy. A hold reserves `cost` points; the discount itself is Shopify's to give. */
export type Reward = {
  readonly id: string;
  readonly name: string;
  readonly cost: Points;
  readonly gives:
    | { readonly kind: 'amount-off'; readonly amountMinor: MoneyMinor }
    | { readonly kind: 'free-shipping' };
};

export type ProgramDefinition = {
  readonly preset: string;
  /** ISO 4217; every amount in the definition and in the facts is in its minor units. */
  readonly currency: string;
  readonly zone: Zone;
  readonly earning: OrderEarningRule;
  /** Calendar days in the shop's zone between payment and points that can be spent; 0 to 90. */
  readonly pendingDays: number;
  readonly expiry: { readonly kind: 'none' };
  /**
   * What happens when points are taken back that were already spent: the balance goes below zero.
   */
  readonly debt: 'allow-negative';
  readonly rewards: readonly Reward[];
};

export type ProgramVersion = {
  /** 1, 2, 3 … in the order of publishing. */
  readonly version: number;
  readonly effectiveAt: Instant;
  readonly definition: ProgramDefinition;
};

/**
 * The version in force at an instant: the newest one effective by then, or null before the first.
 */
export function versionInForce(
  versions: readonly ProgramVersion[],
  at: Instant,
): ProgramVersion | null {
  let best: ProgramVersion | null = null;
  for (const candidate of versions) {
    if (candidate.effectiveAt > at) continue;
    if (!best || isLaterVersion(candidate, best)) best = candidate;
  }
  return best;
}

function isLaterVersion(a: ProgramVersion, b: ProgramVersion): boolean {
  return a.effectiveAt === b.effectiveAt ? a.version > b.version : a.effectiveAt > b.effectiveAt;
}
