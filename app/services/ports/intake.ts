/**
 * What applying notices, erasing people and shops, importing a history and comparing with Shopify
 * need of the world.
 */
import type { Notice } from '../../contracts/observation.ts';
import type { MemberExport } from '../../contracts/privacy-context.ts';
import type { OrderGlance } from '../../domain/facts/order-glance.ts';
import type { Claim as EmailClaim } from '../../domain/identity/guest-orders.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ProgramVersion } from '../../domain/program/program.ts';
import type { LinkedPosting } from './drain.ts';
import type { OpenMerges } from './merges.ts';
import type { ShopRef } from './shopify.ts';

export type ShopName = Pick<ShopRef, 'programId' | 'shopId'>;

/** Whom a tombstone stands for. */
export type Buried = { readonly kind: 'customer' | 'order'; readonly id: string };

/** Keyed hash (hex) of one of Shopify's ids: what is left of somebody who was erased. */
export type KeyHash = (of: Buried) => string;

/** A name as a tombstone has it. */
export type BuriedHash = { readonly kind: Buried['kind']; readonly keyHash: string };

/**
 * A notice that waits in the inbox. Without Shopify's own instant the one of its arrival counts.
 */
export type WaitingNotice = {
  readonly inboxId: number;
  readonly shopId: number;
  readonly topic: string;
  readonly notice: Notice;
  readonly at: Instant;
};

/** Where a shop stands with us; each null while that has not happened since. */
export type ShopLife = {
  readonly installedAt: Instant | null;
  readonly uninstalledAt: Instant | null;
  readonly redactedAt: Instant | null;
};

/** Whom Shopify asked us to forget: what leads to them. */
export type Person = {
  readonly shopId: number;
  readonly customerId: string | null;
  readonly emailHash: string | null;
  readonly orderIds: readonly string[];
};

/** What we know under a person's names. */
export type FoundPerson = {
  /** The member and all they are one with: who was merged is one person. Empty for a stranger. */
  readonly memberIds: readonly number[];
  /** Shopify's ids of those members, and the one that was asked for. */
  readonly customerIds: readonly string[];
  /** Shopify's ids of all orders of theirs we hold. */
  readonly orderIds: readonly string[];
};

/** An e-mail, as its keyed hash, and the customer whose it is. */
export type EmailOfCustomer = {
  readonly shopId: number;
  readonly customerId: string;
  readonly emailHash: string;
};

export type DataRequest = {
  readonly shopId: number;
  readonly requestId: string;
  readonly customerId: string | null;
  readonly orderIds: readonly string[];
  readonly receivedAt: Instant;
};

/** A parked delivery whose original is kept sealed. */
export type SealedDelivery = {
  readonly inboxId: number;
  readonly deliveryId: string;
  readonly topic: string;
  readonly sealed: Uint8Array;
};

/** One program in one transaction, as notices see it. */
export type OpenNotices = {
  /** Locks the delivery; false where it does not wait any more, or somebody else has it. */
  claim(inboxId: number): Promise<boolean>;
  /** It is done; `note` says why nothing came of it. */
  finish(inboxId: number, note: string | null): Promise<void>;
  readShop(shopId: number): Promise<ShopLife>;
  /** Whether a younger delivery of the topic was applied before this one. */
  isOutdone(notice: WaitingNotice): Promise<boolean>;
  /** Its tokens go, and its chores but for where the history and the comparison stand. */
  noteUninstalled(shopId: number, at: Instant): Promise<void>;
  noteScopes(shopId: number, scopes: string): Promise<void>;
  noteShop(shopId: number, facts: Extract<Notice, { type: 'shop' }>): Promise<void>;
  /** Has an import that waits for that operation look at once. */
  hurryHistory(shopId: number, of: { bulkId: string; asOf: Instant }): Promise<void>;
  keepDataRequest(request: DataRequest): Promise<void>;

  /** Whether the customer claimed that e-mail before. */
  isClaimed(claiming: EmailOfCustomer): Promise<boolean>;
  writeClaim(claiming: EmailOfCustomer, at: Instant): Promise<void>;
  /** A guest by their e-mail: their orders that wait, who claimed it, and all versions. */
  readGuest(guest: Omit<EmailOfCustomer, 'customerId'>): Promise<{
    readonly orders: readonly { readonly orderKey: number; readonly createdAt: Instant }[];
    readonly claims: readonly EmailClaim[];
    readonly versions: readonly ProgramVersion[];
  }>;
  /** Gives waiting orders to a member, who is to be folded again. */
  adoptOrders(orderKeys: readonly number[], memberId: number): Promise<void>;

  findPerson(person: Person): Promise<FoundPerson>;
  bury(shopId: number, hashes: readonly BuriedHash[]): Promise<void>;
  isBuried(shopId: number, hash: BuriedHash): Promise<boolean>;
  /** Nothing leads from the member to a person any more, and nothing folds them again. */
  sealMember(memberId: number): Promise<void>;
  readLinks(memberId: number): Promise<readonly LinkedPosting[]>;
  /** Of a sealed member: `digests` (hex) take the place of what links were made with. */
  eraseWords(memberId: number, digests: readonly { seq: number; digest: string }[]): Promise<void>;
  /** Orders, deliveries that wait or are parked in clear, and requests: all that names them. */
  erasePerson(person: Person): Promise<void>;
  /** Sealed originals of the shop, by id, after the one given. */
  sealedDeliveries(shopId: number, after: number): Promise<readonly SealedDelivery[]>;
  dropDeliveries(inboxIds: readonly number[]): Promise<void>;

  /** Members of the shop not yet sealed, at most so many. */
  membersToSeal(shopId: number, atMost: number): Promise<readonly number[]>;
  /** All that is left of a shop but its sums and this delivery. */
  eraseShop(shopId: number, but: { readonly inboxId: number }): Promise<void>;
};

/** The notices from outside. */
export type Notices = {
  /** Those that wait, the oldest first, at most a hundred. */
  waiting(programId: number): Promise<readonly WaitingNotice[]>;
  /** One transaction beside others. */
  inProgram<T>(programId: number, work: (open: OpenNotices) => Promise<T>): Promise<T>;
  /** One transaction while no batch, refold or redemption of the program is under way. */
  alone<T>(programId: number, work: (open: OpenNotices & OpenMerges) => Promise<T>): Promise<T>;
  /** Members of a shop, or the one named, whose points are held for a reward. */
  membersHolding(shop: ShopName, memberId: number | null): Promise<readonly number[]>;
};

/** An order as Shopify lists it, and what we hold of it. */
export type ListedOrder = { readonly orderId: string; readonly glance: OrderGlance };
/**
 * `known`: as new as Shopify's. `unverified`: of the same second, and a glance cannot tell whether
 * it is the same state.
 */
export type Compared = ListedOrder & {
  readonly held: 'missing' | 'outdated' | 'unverified' | 'known' | 'erased';
};

export type IntakeStore = {
  /** What we hold of orders, as Shopify lists them; deliveries name those verified before. */
  compare(
    shop: ShopName,
    listed: readonly (ListedOrder & { readonly keyHash: string; readonly deliveryId: string })[],
  ): Promise<readonly Compared[]>;
  /** Deliveries of an import that wait for the drain, counted up to a bound. */
  countWaiting(shop: ShopName, atMost: number): Promise<number>;
  readScopes(shop: ShopName): Promise<string>;
};

/** A line of a data request, as it is kept. */
export type KeptRequest = DataRequest & { readonly answeredAt: Instant | null };

export type RequestStore = {
  list(shop: ShopName): Promise<readonly KeptRequest[]>;
  /** False where there is no such request. */
  markAnswered(
    shop: ShopName,
    of: { readonly requestId: string; readonly asOf: Instant },
  ): Promise<boolean>;
};

/** All that is kept of a customer. */
export type MemberReader = (
  shop: ShopName,
  customerId: string,
) => Promise<Omit<MemberExport, 'customerId' | 'exportedAt'>>;
