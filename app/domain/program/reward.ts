/** What points buy, as a merchant publishes it; what each part means: docs/language.md §11. */
import type { Condition } from '../earning/conditions/registry.ts';
import type { MoneyMinor } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';
import type { RewardGives } from '../rewards/kinds/registry.ts';

export type { RewardGives };

/** So many points for this. */
export type RewardChoice = { readonly cost: Points; readonly gives: RewardGives };

/** What may be chosen, and for how many points. */
export type RewardOffer =
  | ({ readonly kind: 'fixed' } & RewardChoice)
  /** Several choices, each with a price of its own, from the cheapest. */
  | { readonly kind: 'stepped'; readonly steps: readonly RewardChoice[] }
  /** So often at once: `cost` points give `gives`, twice as many twice as much. */
  | ({ readonly kind: 'sliding'; readonly least: number; readonly most: number } & RewardChoice);

/** How often a member may take a reward; what was released does not count. */
export type RewardTimes =
  | { readonly kind: 'ever'; readonly times: number }
  | {
      readonly kind: 'per';
      readonly period: 'day' | 'week' | 'month' | 'year';
      readonly times: number;
    };

/** Who may take a reward, when, and what for; null and empty: no bound. */
export type RewardLimits = {
  /** What the order must come to at least, before the reward. */
  readonly minimumMinor: MoneyMinor | null;
  /** Conditions on lines: the goods it is for. */
  readonly goods: readonly Condition[];
  /** Ids of the levels that may take it. */
  readonly tiers: readonly string[];
  readonly segments: readonly string[];
  /** Local date-times `YYYY-MM-DDTHH:MM` in the shop's zone: from, and before. */
  readonly from: string | null;
  readonly to: string | null;
  /** How many there are for all members together. */
  readonly stock: number | null;
  readonly times: RewardTimes | null;
};

/** Which other discounts it can be used together with, by Shopify's classes. */
export type Combines = {
  readonly order: boolean;
  readonly product: boolean;
  readonly shipping: boolean;
};

/** What points buy. A hold reserves the choice's points; the thing itself is Shopify's to give. */
export type Reward = {
  readonly id: string;
  readonly name: string;
  readonly offer: RewardOffer;
  readonly limits: RewardLimits;
  readonly combines: Combines;
  /** Taken by itself as soon as the points are there; only a fixed offer. */
  readonly auto: boolean;
};
