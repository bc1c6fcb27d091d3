/** What the admin's pages need of the books. Each call is one transaction of the shop's program. */
import type { HomeNumbers } from '../../contracts/admin-home.ts';
import type {
  LedgerLine,
  ListedMember,
  LotView,
  MembersCursor,
  RedemptionView,
} from '../../contracts/admin-members.ts';
import type { PublishedVersion } from '../../contracts/program.ts';
import type { MovementView } from '../../contracts/status.ts';
import type { ObservedOrder } from '../../domain/facts/observed-order.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ProgramDefinition } from '../../domain/program/program.ts';
import type { LinkedPosting } from './drain.ts';
import type { ShopRef } from './shopify.ts';

/** A shop as Shopify described it at installation; what it did not say yet is null. */
export type AdminShop = {
  readonly name: string | null;
  readonly currency: string | null;
  readonly zone: string | null;
  /** The owner put the finished set-up guide away. */
  readonly isGuideAway: boolean;
};

export type HomeReading = {
  readonly numbers: HomeNumbers;
  readonly newest: readonly MovementView[];
};

export type MemberReading = {
  readonly header: ListedMember & {
    readonly joinedAt: number;
    readonly refold: boolean;
    readonly isSealed: boolean;
    readonly mergedInto: number | null;
    readonly mergedHere: readonly number[];
    /** Null where the program has no tiers. */
    readonly tierName: string | null;
    readonly seq: number;
    readonly chain: string;
  };
  readonly lots: readonly LotView[];
  readonly moreLots: boolean;
  readonly ledger: readonly LedgerLine[];
  readonly olderBefore: number | null;
  readonly redemptions: readonly RedemptionView[];
};

/** `guest`: the order is known and its buyer had no account. */
export type OrderOwner =
  | { readonly found: 'member'; readonly memberId: number }
  | { readonly found: 'guest' }
  | { readonly found: 'nothing' }
  | { readonly found: 'too_long' };

export type AdminStore = {
  readShop(shop: ShopRef): Promise<AdminShop>;
  putGuideAway(shop: ShopRef): Promise<void>;
  readHome(shop: ShopRef, zone: string, asOf: Instant): Promise<HomeReading>;
  /** Newest activity first, at most `atMost`. */
  listMembers(
    shop: ShopRef,
    page: { readonly after: MembersCursor | null; readonly atMost: number },
  ): Promise<readonly (ListedMember & { readonly cursor: MembersCursor })[]>;
  /** In the order of the ids given; those that are no members are left out. */
  findMembers(
    shop: ShopRef,
    by: { readonly customerIds: readonly string[] } | { readonly memberIds: readonly number[] },
  ): Promise<readonly ListedMember[]>;
  findOrderOwner(shop: ShopRef, orderName: string): Promise<OrderOwner>;
  readMember(
    shop: ShopRef,
    of: { readonly memberId: number; readonly before: number | null; readonly zone: string },
  ): Promise<MemberReading | null>;
  /** Every movement of a member with what its link in the chain is made of, oldest first. */
  readLinks(shop: ShopRef, memberId: number): Promise<readonly LinkedPosting[]>;
};

export type SavedDraft = {
  readonly revision: number;
  readonly definition: ProgramDefinition;
  readonly savedAt: Instant;
  readonly savedBy: string | null;
};

export type DraftOffer = {
  readonly definition: ProgramDefinition;
  readonly savedAt: Instant;
  readonly savedBy: string;
};

/** The draft and its versions under one lock, so that what is published is what was looked at. */
export type OpenDraft = {
  readonly saved: SavedDraft | null;
  readonly versions: readonly PublishedVersion[];
  /** Saves as the revision after `saved`; answers its number. */
  save(offer: DraftOffer): Promise<number>;
};

export type DraftStore = {
  read(programId: number): Promise<SavedDraft | null>;
  /** Runs `work` alone among all who save or publish this program's draft. */
  alone<T>(programId: number, work: (draft: OpenDraft) => Promise<T>): Promise<T>;
};

export type TradeOrder = {
  readonly orderKey: number;
  /** Null for a guest's. */
  readonly memberId: number | null;
  readonly observed: ObservedOrder;
};

/** The shop's own orders for a what-if, newest first, a batch at a time. */
export type ReadTrade = (
  shop: ShopRef,
  page: { readonly since: Instant; readonly before: number | null; readonly atMost: number },
) => Promise<readonly TradeOrder[]>;
