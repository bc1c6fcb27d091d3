/**
 * What Shopify keeps of a member and of a program, in app-owned metafields, so that a theme and a
 * checkout draw from them without asking us. Reserved namespace `$app`; keys `card` and `perk` of a
 * customer, `program` of the shop. Points are whole numbers, instants milliseconds since 1970.
 *
 * Law: a card holds no live code and nothing that time alone makes wrong: what matures later is
 * listed with its instant, and whoever draws adds what is due by then to `available`.
 */

/** One line of the ledger in a shopper's words. */
export type CardLine = {
  readonly at: number;
  /** What it changed of the points that can be spent or wait: +87, −500; 0 for a maturing. */
  readonly points: number;
  readonly text: string;
};

/** `$app:card` of a customer; at most 8 KB. */
export type Card = {
  readonly v: 1;
  /** The member's newest movement: of two cards the one with the higher number is newer. */
  readonly seq: number;
  readonly pending: number;
  /** As of the last movement; add what has matured since. May be below zero. */
  readonly available: number;
  readonly held: number;
  /** What pends and when it can be spent, soonest first; at most twelve, the last sums the rest. */
  readonly maturing: readonly { readonly at: number; readonly points: number }[];
  /** The newest lines, newest first; at most eight. */
  readonly lines: readonly CardLine[];
  /** Head of the member's hash chain, hex. */
  readonly chain: string;
};

/** `$app:perk` of a customer; at most 1 KB; what functions read. */
export type Perk = {
  readonly v: 1;
  /** The member's newest movement when it was written. */
  readonly seq: number;
  /** Id of the member's level; null where there are no tiers. */
  readonly tier: string | null;
  /**
   * What the level gives and a machine can see to: `percent-off:10`, `free-shipping`,
   * `early-access:24` (hours). What staff see to is in the program's rules, in words.
   */
  readonly perks: readonly string[];
};

/** A choice of a reward as a shopper sees it; redeemed by its id. */
export type CardReward = {
  /** The reward's own where it offers one choice, else `{reward}:{points}`. */
  readonly id: string;
  readonly name: string;
  readonly cost: number;
  readonly kind: 'amount-off' | 'percent-off' | 'free-shipping';
  /** Minor units of the program's currency; null where it takes off no amount. */
  readonly amountMinor: number | null;
};

/** `$app:program` of the shop: the version in force. Absent until one is published. */
export type ProgramCard = {
  readonly v: 1;
  /** False after it was paused or before its first version: blocks show nothing. */
  readonly live: boolean;
  readonly version: number;
  readonly currency: string;
  /** Decimals of the currency: 2 for GBP, 0 for JPY. */
  readonly decimals: number;
  /**
   * What every order earns at least: points for each `perMinor` of its goods after discounts,
   * rounded down once. Null where no rate can be promised of an order nobody has judged yet.
   */
  readonly earning: {
    readonly points: number;
    readonly perMinor: number;
    /** Whether tiers, campaigns or the rounding may make more of it. */
    readonly orMore: boolean;
  } | null;
  /** From the payment on; null where points wait for something else. */
  readonly pendingDays: number | null;
  readonly rewards: readonly CardReward[];
  /** The terms in plain sentences. */
  readonly rules: readonly string[];
  /** Where extensions reach us, e.g. `https://laurel.example.com`. */
  readonly apiOrigin: string;
};
