/** Shopify's tokens, as they are kept for a shop. */
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ShopFacts, ShopRef } from './shopify.ts';

/** A shop as a visitor's check needs it. `isInstalled`: opened in its admin, and not left since. */
export type KnownShop = ShopRef & { readonly isInstalled: boolean };

/** A session of Shopify's library. Its text holds tokens: it is kept sealed, bound to its id. */
export type KeptSession = {
  readonly id: string;
  readonly text: string;
  /** When its access token ends; null: never. */
  readonly expiresAt: Instant | null;
};

export type Sessions = {
  /** Null for a shop that never was one. */
  findShop(domain: string): Promise<KnownShop | null>;
  /** The shop, with a program of its own from now on if it had none. */
  openShop(domain: string): Promise<KnownShop>;
  /** Null where there is none, or it cannot be opened with our key. */
  load(shop: ShopRef, id: string): Promise<string | null>;
  save(shop: ShopRef, session: KeptSession): Promise<void>;
  remove(shop: ShopRef, id: string): Promise<void>;
  /**
   * Runs alone for the shop among all processes: exchanging and refreshing tokens rotates them, and
   * two at once would leave one of them with a token that is dead.
   */
  alone<T>(domain: string, work: () => Promise<T>): Promise<T>;
};

/** What the shop said of itself when it was opened in its admin. */
export type NoteInstalled = (
  shop: ShopRef,
  facts: ShopFacts & { readonly scopes: string; readonly at: Instant },
) => Promise<void>;
