/**
 * What a merchant publishes. A definition is plain data: rules, waiting time, expiry, debt policy
 * and rewards. A version is a definition with the instant from which it is in force; orders are
 * judged for ever by the version in force when they were created.
 */
import type { Condition } from '../earning/conditions/registry.ts';
import type { Expiry } from '../expiry/registry.ts';
import type { Reward } from './reward.ts';
import type { Instant } from '../kernel/instant.ts';
import type { MoneyMinor } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';
import type { Zone } from '../kernel/zone.ts';

/** How fractions of a point become whole ones: halves up where `nearest`. */
export type Rounding = 'floor' | 'nearest' | 'ceiling';

/**
 * Points for money spent: `amount × points / perMinor`, so 1 per 100 is a point per pound.
 */
export type Rate = { readonly points: Points; readonly perMinor: MoneyMinor };

/**
 * The base rule: what everything that counts earns where no other rate is meant for it. Of 0 points
 * where only bonuses and activities earn, as stamps do.
 */
export type OrderEarningRule = Rate & {
  readonly id: string;
  readonly kind: 'orders';
  /** Applied once per order and rule line, on the cumulative amount; never per line or refund. */
  readonly rounding: Rounding;
};

/** A rate of their own for some goods. */
export type OwnRate = Rate & { readonly id: string; readonly when: readonly Condition[] };

/** Something more for some orders or goods. */
export type Campaign = {
  readonly id: string;
  readonly name: string;
  /** All must hold; those on lines select what is multiplied. */
  readonly when: readonly Condition[];
  readonly gives:
    /** In per cent of what is earned without it: 200 doubles. */
    | { readonly kind: 'multiplier'; readonly percent: number }
    /** Points of their own; where `once`, for one order of a member at a time. */
    | { readonly kind: 'bonus'; readonly points: Points; readonly once: boolean };
};

/** How several multipliers become one: the highest, what each gives on top, or all of them. */
export type Stacking = 'best' | 'add' | 'multiply';

export type ActivityLimit =
  | { readonly kind: 'once' }
  /** Once a calendar year, and never within 330 days of the last. */
  | { readonly kind: 'yearly' }
  | {
      readonly kind: 'per';
      readonly period: 'day' | 'week' | 'month' | 'year';
      readonly times: number;
    };

/** Points for something done without buying. */
export type ActivityRule = {
  readonly id: string;
  /** What is done, in the field's words: `join`, `birthday`, `review`, … */
  readonly activity: string;
  readonly points: Points;
  readonly limit: ActivityLimit;
};

/** The most a member can earn; null: no bound. */
export type Caps = {
  readonly order: Points | null;
  readonly day: Points | null;
  readonly month: Points | null;
  readonly member: Points | null;
};

/** What a level gives beside points; only the first two are applied by the shop itself. */
export type Perk =
  | { readonly kind: 'percent-off'; readonly percent: number }
  | { readonly kind: 'free-shipping' }
  | { readonly kind: 'early-access'; readonly hours: number }
  /** Anything else that staff see to, in the shopper's words: a gift, an event, support first. */
  | { readonly kind: 'promise'; readonly words: string };

export type TierLevel = {
  readonly id: string;
  readonly name: string;
  /** Minor units, points or orders, by the ladder's basis; 0 for the first and on invitation. */
  readonly threshold: number;
  /** Never reached by progress: held only while staff say so. */
  readonly inviteOnly: boolean;
  /** What orders earn, in per cent of what they earn without the tier: 125 is a quarter more. */
  readonly multiplierPercent: number;
  /** Points for reaching it, once per member; 0: none. */
  readonly entryPoints: Points;
  readonly perks: readonly Perk[];
};

export type TierWindow =
  | { readonly kind: 'lifetime' }
  /** From the first time the customer joined. */
  | { readonly kind: 'joining' }
  | { readonly kind: 'year' }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'months'; readonly months: number };

export type TierKeeping =
  | { readonly kind: 'never-drop' }
  /** So many times 24 hours after it was last met. */
  | { readonly kind: 'days'; readonly days: number; readonly softLanding: boolean }
  | { readonly kind: 'period-end'; readonly graceDays: number; readonly softLanding: boolean };

export type TierLadder = {
  readonly basis: 'spend' | 'points' | 'orders';
  readonly window: TierWindow;
  readonly keeping: TierKeeping;
  /** From the lowest to the highest; at least one. */
  readonly levels: readonly TierLevel[];
};

export type { Expiry };

/** What happens when points are taken back that were already spent; see docs/language.md §8. */
export type DebtPolicy = 'allow-negative' | 'stop-at-zero' | 'pending-only';

export type {
  Combines,
  Reward,
  RewardChoice,
  RewardGives,
  RewardLimits,
  RewardOffer,
  RewardTimes,
} from './reward.ts';

/** What all members together may earn in a calendar month, before the program is paused. */
export type Budget = { readonly monthPoints: Points; readonly warnAtPercent: number };

/** What a purchase may give back, in hundredths of a per cent of its amount: 500 is 5 %. */
export type ValueBack = { readonly leastBasisPoints: number; readonly mostBasisPoints: number };

/** What each part says and does, exactly: docs/language.md. */
export type ProgramDefinition = {
  /** Of this very shape; a new shape is a new number, and older ones are read for ever. */
  readonly format: 3;
  readonly preset: string;
  /** ISO 4217; every amount in the definition and in the facts is in its minor units. */
  readonly currency: string;
  readonly zone: Zone;
  /** What counts beside goods. */
  readonly counts: {
    readonly giftCards: boolean;
    readonly shipping: boolean;
    readonly tax: boolean;
  };
  /** While true orders created and activities done earn nothing. */
  readonly paused: boolean;
  readonly budget: Budget | null;
  /** What owners want a purchase to give back; outside of it they are warned. */
  readonly valueBack: ValueBack | null;
  /** How many days before a customer joins their orders as a guest may be, to earn; null: any. */
  readonly lookBackDays: number | null;
  /** Which orders and which of their lines count at all; empty: all. */
  readonly eligible: readonly Condition[];
  readonly earning: OrderEarningRule;
  /** The first that holds for a line is its rate; none: the base rule. */
  readonly rates: readonly OwnRate[];
  readonly campaigns: readonly Campaign[];
  readonly stacking: Stacking;
  readonly caps: Caps;
  /** From when points of an order wait. */
  readonly pendingFrom: 'paid' | 'fulfilled';
  /** Calendar days in the shop's zone until they can be spent; 0 to 90. */
  readonly pendingDays: number;
  readonly activities: readonly ActivityRule[];
  readonly activityPendingDays: number;
  readonly tiers: TierLadder | null;
  readonly expiry: Expiry;
  readonly debt: DebtPolicy;
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
export function versionInForce<Version extends ProgramVersion>(
  versions: readonly Version[],
  at: Instant,
): Version | null {
  let best: Version | null = null;
  for (const candidate of versions) {
    if (candidate.effectiveAt > at) continue;
    if (!best || isLaterVersion(candidate, best)) best = candidate;
  }
  return best;
}

function isLaterVersion(a: ProgramVersion, b: ProgramVersion): boolean {
  return a.effectiveAt === b.effectiveAt ? a.version > b.version : a.effectiveAt > b.effectiveAt;
}
