/** The owner's first page, as plain data: how set-up stands, live numbers, the newest awards. */
import type { BudgetView } from './budget-view.ts';
import type { ImportView } from './intake-context.ts';
import type { MovementView } from './status.ts';

/** What only Shopify knows, the theme and checkout blocks, the page asks App Bridge for. */
export type GuideView = {
  readonly history: ImportView;
  /** The newest version's number; null before the first. */
  readonly version: number | null;
  readonly hasDraft: boolean;
  /** The owner put the finished guide away. */
  readonly isPutAway: boolean;
};

/**
 * What outstanding points would cost if all of them were turned into the reward that gives most for
 * a point. Null where no reward takes an amount off: then they cannot be worth money.
 */
export type WorthView = {
  readonly minor: number;
  readonly rewardName: string;
  readonly rewardMinor: number;
  readonly rewardCost: number;
} | null;

export type HomeNumbers = {
  readonly members: number;
  readonly pending: number;
  readonly available: number;
  readonly held: number;
  /** Over the last thirty days, by when it happened: given less taken back, and spent. */
  readonly issued: number;
  readonly spent: number;
  readonly redemptionsOpen: number;
  readonly redemptionsUsed: number;
};

/** With the name Shopify gave for this page; null where it gave none. Names are never kept. */
export type NamedMovement = MovementView & { readonly name: string | null };

export type HomeView = {
  readonly readAt: number;
  readonly shopName: string;
  readonly domain: string;
  readonly zone: string;
  readonly currency: string;
  readonly guide: GuideView;
  readonly numbers: HomeNumbers;
  readonly worth: WorthView;
  readonly budget: BudgetView;
  readonly newest: readonly NamedMovement[];
  /** Shoppers who asked what is known of them and have not been answered. */
  readonly dataRequests: number;
};
