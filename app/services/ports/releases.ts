/** What the release of rewards that were not used needs of the books. */
import type { Instant } from '../../domain/kernel/instant.ts';
import type { FetchedOrder, ShopRef } from './shopify.ts';

/** A redemption that is open though its shopper gave it back, or its time is over. */
export type Releasable = {
  readonly redemptionId: number;
  readonly code: string;
  /** True once the code was seen to be gone at Shopify, and since when. */
  readonly goneAt: Instant | null;
  /** Its member was erased: their points came back before, and only the code is left to end. */
  readonly isSealed: boolean;
  /** When its discount ends by itself, as far as Shopify confirmed it. */
  readonly endsAt: Instant | null;
  /** When the shop uninstalled us; null while we can speak to it. */
  readonly uninstalledAt: Instant | null;
};

/** Each call is one transaction. */
export type Releases = {
  /** Open redemptions due to be released whose turn it is, the longest-waiting first. */
  list(
    shop: ShopRef,
    due: { readonly asOf: Instant; readonly atMost: number },
  ): Promise<readonly Releasable[]>;
  /** Shopify was asked to delete the code: nobody may be given it any more. */
  noteDeleting(shop: ShopRef, code: string, asOf: Instant): Promise<void>;
  /** The code was seen to be gone at Shopify. */
  noteGone(shop: ShopRef, code: string, asOf: Instant): Promise<void>;
  /** Of these orders of Shopify's those of which we do not know yet that they carry the code. */
  unknownOrders(
    shop: ShopRef,
    of: { readonly code: string; readonly orderIds: readonly string[] },
  ): Promise<readonly string[]>;
  /** Of these orders of Shopify's those whose buyer was erased: nothing of them is heard. */
  buriedOrders(shop: ShopRef, orderIds: readonly string[]): Promise<readonly string[]>;
  /** Looks again at `retryAt`; nothing failed. */
  wait(
    shop: ShopRef,
    until: { readonly redemptionId: number; readonly retryAt: Instant; readonly reason: string },
  ): Promise<void>;
  /** Notes the failure and waits 2 s, 4 s, 8 s … 1 h. */
  postpone(
    shop: ShopRef,
    failure: { readonly redemptionId: number; readonly reason: string; readonly asOf: Instant },
  ): Promise<void>;
};

/**
 * Gives the points back, under the member's lock: false where the redemption is not open any more
 * (an order was found meanwhile).
 */
export type ReleaseRedemption = (
  shop: ShopRef,
  redemptionId: number,
  asOf: Instant,
) => Promise<boolean>;

/** Orders fetched from Shopify go into the inbox, as if a webhook had told of them. */
export type PutOrders = (shop: ShopRef, orders: readonly FetchedOrder[]) => Promise<void>;
