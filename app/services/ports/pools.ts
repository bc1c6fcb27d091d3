/** What keeping pools of codes needs of the books: discounts at Shopify, and codes by status. */
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ProgramVersion } from '../../domain/program/program.ts';
import type { ShopRef } from './shopify.ts';

/**
 * `making`: we may have told Shopify, with its first code; `live`: it is there, and codes are given
 * out; `draining`: it gives what no reward gives any more, and stays until nobody holds a code of
 * it; `gone`: it is not there.
 */
export type DiscountStatus = 'making' | 'live' | 'draining' | 'gone';

export type RewardDiscount = {
  readonly discountKey: number;
  readonly rewardId: string;
  readonly fingerprint: string;
  readonly status: DiscountStatus;
  /** Shopify's gid; null while `making`. */
  readonly discountId: string | null;
  /** Shopify ends it then at the earliest: its newest confirmed end. */
  readonly endsAt: Instant | null;
  readonly reason: string | null;
  /** When it was begun: every try to make it names the same end, so many days after this. */
  readonly madeAt: Instant;
  /** How many codes are held ready, and when they were filled up last (`pool-size`). */
  readonly size: number;
  readonly filledAt: Instant | null;
  readonly ready: number;
  /** Told to Shopify, not yet known to be there; at most a bulk of them. */
  readonly minting: readonly string[];
  /** Redemptions with a code of it that are open or bound. */
  readonly inUse: number;
};

export type PoolView = {
  readonly versions: readonly ProgramVersion[];
  readonly discounts: readonly RewardDiscount[];
};

/** Each call is one transaction, or nothing at all. */
export type Pools = {
  read(shop: ShopRef): Promise<PoolView>;
  /** A discount about to be made, with its first code; one that is gone is begun again. */
  begin(
    shop: ShopRef,
    made: {
      readonly rewardId: string;
      readonly fingerprint: string;
      readonly firstCode: string;
      readonly asOf: Instant;
    },
  ): Promise<void>;
  /** It is there; its first code can be given out. */
  settle(
    shop: ShopRef,
    made: {
      readonly discountKey: number;
      readonly discountId: string;
      readonly endsAt: Instant;
      readonly asOf: Instant;
    },
  ): Promise<void>;
  /** No reward gives it any more: nobody is given its ready codes from here on. */
  drain(shop: ShopRef, of: { readonly discountKey: number; readonly asOf: Instant }): Promise<void>;
  /** A reward gives it again, and its codes that nobody was given are ready again. */
  revive(
    shop: ShopRef,
    of: { readonly discountKey: number; readonly asOf: Instant },
  ): Promise<void>;
  setEnd(
    shop: ShopRef,
    of: { readonly discountKey: number; readonly endsAt: Instant },
  ): Promise<void>;
  /** Why the last try failed; null forgets it. */
  setReason(
    shop: ShopRef,
    of: { readonly discountKey: number; readonly reason: string | null },
  ): Promise<void>;
  /** Codes about to be added; where they fill the pool up, to `size`. */
  mint(
    shop: ShopRef,
    of: {
      readonly discountKey: number;
      readonly codes: readonly string[];
      readonly size: number | null;
      readonly asOf: Instant;
    },
  ): Promise<void>;
  /** What became of codes being added; a code that is not `minting` any more is left alone. */
  settleCodes(
    shop: ShopRef,
    of: {
      readonly ready: readonly string[];
      readonly gone: readonly string[];
      readonly asOf: Instant;
    },
  ): Promise<void>;
  /**
   * Codes of a discount that ought to work: those given out next, and those members have in hand
   * and did not ask back, newest first.
   */
  watched(
    shop: ShopRef,
    of: { readonly discountKey: number; readonly nextMax: number; readonly heldMax: number },
  ): Promise<readonly string[]>;
  /**
   * Codes that were found to be gone: nobody is given one of them, and who has one in hand is asked
   * to be released.
   */
  dropCodes(
    shop: ShopRef,
    of: { readonly codes: readonly string[]; readonly asOf: Instant },
  ): Promise<void>;
  /**
   * The discount is not there any more, and with it none of its codes: what was given out of them
   * and not used is asked to be released.
   */
  lose(
    shop: ShopRef,
    of: { readonly discountKey: number; readonly reason: string | null; readonly asOf: Instant },
  ): Promise<void>;
};

/** A reward's pool, for the status page. */
export type PoolNow = {
  readonly rewardId: string;
  readonly status: DiscountStatus;
  readonly ready: number;
  readonly minting: number;
  readonly taken: number;
  readonly endsAt: Instant | null;
  readonly reason: string | null;
};
