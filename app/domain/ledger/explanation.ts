/**
 * Why points moved, as data: the numbers a sentence is made from and a verifier computes again.
 * `say-movement.ts` turns it into words; nothing here is prose.
 */
import type { RewardNamed } from '../facts/decision.ts';
import type { OrderStepKind } from '../facts/order-fact.ts';
import type { Instant } from '../kernel/instant.ts';
import type { MoneyMinor } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';
import type { Expiry, Rounding, Stacking } from '../program/program.ts';

/** What a cap counts: one order, or what a member earns in a day, a month or ever. */
export type CapKind = 'order' | 'day' | 'month' | 'member';

/** Something that multiplied what an order earns. */
export type MultiplierNamed = {
  /** A campaign's id, or `tier:{id}`: the tier at the order's creation. */
  readonly id: string;
  readonly name: string;
  /** Of what is earned without it: 200 doubles. */
  readonly percent: number;
};

/** An amount of the order that earns nothing under this rule line. */
export type LeftOut = {
  readonly why:
    | 'gift-cards'
    | 'shipping'
    | 'tax'
    /** Goods that a gift card or store credit paid for. */
    | 'credit'
    /** The program does not count these goods, or the whole order. */
    | 'not-eligible'
    /** Another rule of the program is meant for it, and gives points of its own. */
    | 'other-rule';
  readonly amountMinor: MoneyMinor;
};

/** A rule line of an order was judged: what counted, at what rate, under which version. */
export type OrderExplanation = {
  readonly type: 'order';
  readonly step: OrderStepKind;
  readonly orderName: string;
  readonly currency: string;
  /** The order's goods from this instant on, before the program picks what counts. */
  readonly eligibleMinor: MoneyMinor;
  readonly giftCardMinor: MoneyMinor;
  /** What this rule line is made of. */
  readonly countedMinor: MoneyMinor;
  readonly leftOut: readonly LeftOut[];
  readonly rule: string;
  /** What the owner calls the campaign; null for the base rule and for rates of their own. */
  readonly ruleName: string | null;
  readonly version: number;
  /** A bonus is `ratePoints` as they stand; its `ratePerMinor` is 0. */
  readonly earns: 'rate' | 'bonus';
  readonly ratePoints: Points;
  readonly ratePerMinor: MoneyMinor;
  /** Those that had an effect, campaigns first; none for a bonus. */
  readonly multipliers: readonly MultiplierNamed[];
  readonly stacking: Stacking;
  /**
   * What each part of the counted amount was multiplied by, as ids of `multipliers`; empty where
   * all of it was multiplied by all of them.
   */
  readonly parts: readonly { readonly amountMinor: MoneyMinor; readonly by: readonly string[] }[];
  readonly rounding: Rounding;
  /** What the rule line would be worth without caps. */
  readonly uncapped: Points;
  readonly cappedBy: CapKind | null;
  /** What the whole rule line is worth from this instant on. */
  readonly orderPoints: Points;
  /** What the wait is counted from, and its calendar days. */
  readonly pendingFrom: 'paid' | 'fulfilled';
  readonly pendingDays: number;
  /** When they can be spent; null: at once, or not known while the order is not fulfilled. */
  readonly maturesAt: Instant | null;
  /** The date told, without grace; null where points of the lot have none. */
  readonly expiresAt: Instant | null;
};

/** A waiting time ended. */
export type DueExplanation = {
  readonly type: 'due';
  readonly lotId: string;
  /** The lot's label: an order's name, or what was done. */
  readonly orderName: string;
  readonly pendingDays: number;
  readonly version: number;
};

/** Something was done without buying. */
export type ActivityExplanation = {
  readonly type: 'activity';
  /** In the field's words: `join`, `birthday`, … */
  readonly activity: string;
  readonly rule: string;
  readonly version: number;
  /** What the rule gives, and what of it the caps left. */
  readonly uncapped: Points;
  readonly points: Points;
  readonly cappedBy: CapKind | null;
  readonly maturesAt: Instant | null;
  readonly expiresAt: Instant | null;
};

/** Points were not spent in time. */
export type ExpireExplanation = {
  readonly type: 'expire';
  readonly lotId: string;
  readonly label: string;
  /** `imported`: on the date it was brought with. */
  readonly model: Exclude<Expiry['kind'], 'none'> | 'imported';
  /** After earning, or without any activity; 0 for a date of the year. */
  readonly months: number;
  /** The date told; points expire `graceDays` after it, or later where they came back later. */
  readonly toldAt: Instant;
  readonly graceDays: number;
  readonly version: number;
};

/** A debt was given up. */
export type ForgiveExplanation = {
  readonly type: 'forgive';
  readonly lotId: string;
  readonly label: string;
  /** The version whose debt policy said so. */
  readonly version: number;
};

/** Points came from another program. */
export type ImportExplanation = {
  readonly type: 'import';
  /** Where they came from, in the owner's words. */
  readonly source: string;
  /** When they were earned there. */
  readonly earnedAt: Instant;
  readonly expiresAt: Instant | null;
};

/** A tier's level was reached for the first time. */
export type EntryExplanation = {
  readonly type: 'entry';
  readonly tierId: string;
  readonly tierName: string;
  readonly version: number;
  readonly expiresAt: Instant | null;
};

/** What staff gave or took was taken back, or given back. */
export type UndoExplanation = {
  readonly type: 'undo';
  /** As it was: given above zero, taken below. */
  readonly points: Points;
  /** Why it was given or taken, and why that was undone; empty where nobody said. */
  readonly reason: string;
  readonly undoReason: string;
};

/** A reward was reserved, used or let go. */
export type RedemptionExplanation = RewardNamed & {
  readonly type: 'redemption';
  /** The order that used it; null where none did. */
  readonly orderName: string | null;
};

/** A reward's code was used beyond what was held for it. */
export type ChargeExplanation = RewardNamed & {
  readonly type: 'charge';
  readonly why: 'after-release' | 'second-order' | 'never-issued';
  readonly orderName: string;
};

/** What a reward's code had taken off was returned, in part or all of it. */
export type ReturnExplanation = RewardNamed & {
  readonly type: 'return';
  readonly step: 'paid' | 'refund' | 'cancel';
  readonly orderName: string;
  readonly currency: string;
  /** What the code took off the order, and how much of that is on goods that were kept. */
  readonly totalMinor: MoneyMinor;
  readonly keptMinor: MoneyMinor;
  readonly isAllBack: boolean;
  /** What was spent, and how much of it is back in all from this instant on. */
  readonly cost: Points;
  readonly returned: Points;
};

/** Staff gave or took points, for a reason in their words. */
export type AdjustExplanation = {
  readonly type: 'adjust';
  /** All that was given, above zero, or taken, below. */
  readonly points: Points;
  readonly reason: string;
};

/** New points paid an old debt. */
export type RepayExplanation = {
  readonly type: 'repay';
  readonly debtLotId: string;
  readonly debtLabel: string;
  readonly payingLotId: string;
  readonly payingLabel: string;
  readonly version: number;
};

/** Two members became one, so what a lot held changed member. */
export type TransferExplanation = {
  readonly type: 'transfer';
  readonly mergeId: string;
  /** Whether this is the book of who was merged, or of who has everything from then on. */
  readonly side: 'gave' | 'took';
  /** The member on the other side. */
  readonly otherMemberId: string;
  readonly account: 'pending' | 'available' | 'held';
  /** Whether the lot was below zero: then points go against the direction of the merge. */
  readonly isDebt: boolean;
};

export type Explanation =
  | OrderExplanation
  | DueExplanation
  | ActivityExplanation
  | ExpireExplanation
  | ForgiveExplanation
  | ImportExplanation
  | EntryExplanation
  | RedemptionExplanation
  | ChargeExplanation
  | ReturnExplanation
  | AdjustExplanation
  | UndoExplanation
  | RepayExplanation
  | TransferExplanation;
