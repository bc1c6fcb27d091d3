/** What the drain and the sweep need of the world. */
import type { Observation } from '../../contracts/observation.ts';
import type { Decision } from '../../domain/facts/decision.ts';
import type { ObservedOrder } from '../../domain/facts/observed-order.ts';
import type { Claim as EmailClaim } from '../../domain/identity/guest-orders.ts';
import type { Merge } from '../../domain/identity/merge.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Points } from '../../domain/kernel/points.ts';
import type { Lot } from '../../domain/ledger/lot.ts';
import type { PostedMovement } from '../../domain/ledger/movement.ts';
import type { Posting } from '../../domain/ledger/post-difference.ts';
import type { ProgramVersion } from '../../domain/program/program.ts';
import type { TierMemory } from '../../domain/tiers/tier-memory.ts';
import type { Buried } from './intake.ts';
import type { Log } from './log.ts';
import type { Redemption, RedemptionWrite, UnissuedCode, UnissuedWrite } from './redemption.ts';

/** A delivery taken from the inbox; its row stays locked until the transaction ends. */
export type ClaimedRow = {
  readonly inboxId: number;
  readonly shopId: number;
  /** Shopify's id of the delivery; what happened to it is told by that name. */
  readonly deliveryId: string;
  readonly observation: Observation;
  /** The program has tombstones: whom the row speaks of must be looked up before it is believed. */
  readonly guarded?: true;
};

/** Which deliveries to take: the oldest so many that wait, or those named that still wait. */
export type Claim = { readonly atMost: number } | { readonly inboxIds: readonly number[] };

export type OrderName = { readonly shopId: number; readonly orderId: string };
export type CustomerName = { readonly shopId: number; readonly customerId: string };

/** An order under its lock. `orderKey` is ours and is what the ledger names. */
export type LockedOrder = OrderName & {
  readonly orderKey: number;
  readonly memberId: number | null;
  readonly observed: ObservedOrder;
  /** Nobody wrote it yet; its key was drawn, and its name is locked. */
  readonly isNew?: true;
};

/** A member's header under its lock. `chain` is the newest link in hex; '' before the first. */
export type MemberHeader = {
  readonly memberId: number;
  readonly shopId: number;
  readonly customerId: string | null;
  readonly pending: Points;
  readonly available: Points;
  readonly held: Points;
  readonly seq: number;
  readonly chain: string;
  readonly foldedTo: Instant | null;
  readonly nextDueAt: Instant | null;
  readonly nextFactAt: Instant | null;
  /** Id of the tier's level; null where there are no tiers. */
  readonly tier: string | null;
  /** To go on from; null where there is nothing to, and all is folded again. */
  readonly tierMemory: TierMemory | null;
  readonly refold: boolean;
  /** Erased on request: never folded again. */
  readonly sealed: boolean;
  /** Who has everything of theirs, the same for all of a group; null where they are alone. */
  readonly rootId: number | null;
};

/** Whether somebody else has everything of the member's. */
export function isMerged({ memberId, rootId }: Pick<MemberHeader, 'memberId' | 'rootId'>): boolean {
  return rootId !== null && rootId !== memberId;
}

/**
 * What new facts of a member can touch: those lots, and whatever time and debts bring with them.
 */
export type LotsWanted = { readonly memberId: number; readonly lotIds: readonly string[] };

/** A movement as it enters the books: numbered, salted and linked to the one before it (hex). */
export type LinkedPosting = Posting & {
  readonly memberId: number;
  readonly seq: number;
  readonly salt: string;
  readonly chain: string;
};

export type LotName = { readonly memberId: number; readonly lotId: string };

/** `isNew` where the member has no lot of that name yet. */
export type LotWrite = {
  readonly memberId: number;
  readonly lot: Lot;
  readonly isNew?: boolean;
};

export type OrderWrite = {
  readonly orderKey: number;
  readonly shopId: number;
  readonly memberId: number | null;
  /** Kept for a guest's order only: under it the order waits for its buyer to join. */
  readonly emailHash: string | null;
  readonly observed: ObservedOrder;
  /** Of an order that was never written: Shopify's id. */
  readonly newId: string | null;
};

/** Everything a transaction changes in the books; written by one statement. */
export type BooksWrite = {
  readonly asOf: Instant;
  readonly doneInboxIds: readonly number[];
  readonly orders: readonly OrderWrite[];
  /** Which of our codes those orders carry; what is known already is left as it is. */
  readonly orderCodes: readonly { readonly orderKey: number; readonly code: string }[];
  readonly members: readonly MemberHeader[];
  readonly lots: readonly LotWrite[];
  readonly postings: readonly LinkedPosting[];
  /** Members of whom the world is to hear though nothing was posted: their level is another one. */
  readonly retold?: readonly Pick<MemberHeader, 'memberId' | 'seq'>[];
};

export type KnownOrder = { readonly orderKey: number; readonly observed: ObservedOrder };

/** Decisions of one member, whose lock we hold, and what follows for their redemptions. */
export type DecisionsWrite = {
  readonly memberId: number;
  readonly decisions: readonly Decision[];
  readonly redemptions: readonly RedemptionWrite[];
};

/** All there is of one member, read under their lock. */
export type WholeMember = {
  readonly orders: readonly KnownOrder[];
  readonly lots: readonly Lot[];
  readonly posted: readonly PostedMovement[];
  /** Oldest first. */
  readonly decisions: readonly Decision[];
  readonly redemptions: readonly Redemption[];
  /** Whoever's orders that carry the codes of those redemptions. */
  readonly carriers: readonly (KnownOrder & { readonly code: string })[];
  /** Codes on the member's own orders that were never given to anybody, under their lock. */
  readonly unissued: readonly UnissuedCode[];
};

/** All there is of a member without rewards. */
export type PlainMember = Pick<WholeMember, 'orders' | 'lots' | 'posted' | 'decisions'>;

/** Members who are one, and the merges that made them so. */
export type Group = {
  readonly headers: readonly MemberHeader[];
  readonly merges: readonly Merge[];
};

/**
 * The books of one program inside one transaction. Locks are taken class by class: see design §5.
 */
export type OpenBooks = {
  /** Deliveries that speak of orders; notices are not the drain's. */
  claimInbox(claim: Claim): Promise<ClaimedRow[]>;
  /** Those of the names that somebody erased had. */
  findBuried(
    names: readonly (Buried & { readonly shopId: number })[],
  ): Promise<(Buried & { readonly shopId: number })[]>;
  readVersions(): Promise<ProgramVersion[]>;
  /** Whose these e-mails (keyed hashes) were said to be; `memberId` is Shopify's customer. */
  findClaims(
    guests: readonly { readonly shopId: number; readonly emailHash: string }[],
  ): Promise<(EmailClaim & { readonly shopId: number })[]>;
  /**
   * Codes that orders carry: those that wait in a pool are taken out of it, then answers who holds
   * the others. Whoever is handed a code afterwards, it is none of these.
   */
  takeSeenCodes(codes: readonly string[]): Promise<{ code: string; memberId: number }[]>;
  /** Locks all in one order of all callers, also those nobody wrote yet; answers their content. */
  lockOrders(names: readonly OrderName[]): Promise<LockedOrder[]>;
  /** The same for members, by our id or by Shopify's customer, making those that are missing. */
  lockMembers(wanted: {
    readonly memberIds: readonly number[];
    readonly customers: readonly CustomerName[];
  }): Promise<MemberHeader[]>;
  /** Members for whom time has come by then; those another transaction holds are left to it. */
  lockDueMembers(due: { readonly asOf: Instant; readonly atMost: number }): Promise<MemberHeader[]>;
  /** Named lots, lots due by then and the next one after, and lots below zero. */
  loadLots(wanted: readonly LotsWanted[], asOf: Instant): Promise<Map<number, Lot[]>>;
  writeBatch(write: BooksWrite): Promise<void>;
  /**
   * Locks one member, and with them all they are one with, in one order of all callers; null when
   * there is no such member, or they are sealed.
   */
  lockMember(memberId: number): Promise<MemberHeader | null>;
  /** All of a group, by id, of whom one is locked. */
  lockGroup(rootId: number): Promise<Group>;
  /** Reads all there is of a member whose lock we hold. */
  loadMember(memberId: number): Promise<WholeMember>;
  /** Notes codes that were used though nobody had been given them; a redemption each. */
  addUnissued(codes: readonly UnissuedWrite[]): Promise<Redemption[]>;
  /**
   * Locks those of them who are flagged, alone and of at most so many movements, and whom nobody
   * else holds.
   */
  lockCrowd(of: {
    readonly memberIds: readonly number[];
    readonly movementsMax: number;
  }): Promise<MemberHeader[]>;
  /**
   * Reads all there is of members whose locks we hold, of those who never had a reward, carry no
   * code of ours and have at most so many orders. The others are not in the answer.
   */
  loadCrowd(of: {
    readonly memberIds: readonly number[];
    readonly ordersMax: number;
  }): Promise<Map<number, PlainMember>>;
  /** As writeBatch; lots that no fact accounts for any more are dropped. */
  writeRefold(write: BooksWrite, dropped: readonly LotName[]): Promise<void>;
  /** New decisions of a member, and what becomes of their redemptions. */
  writeDecisions(write: DecisionsWrite): Promise<void>;
};

export type RefoldFailure = {
  readonly memberId: number;
  readonly reason: string;
  readonly asOf: Instant;
};

export type ProgramAtWork = {
  readonly programId: number;
  readonly oldestWaitingAt: Instant | null;
  /** Whether members wait to be folded again, or time has come for some. */
  readonly membersWait: boolean;
  /** Whether done deliveries have outlived the thirty days they are kept to recognise repeats. */
  readonly hasOutdated: boolean;
};

/** The books from outside: each call is one transaction. */
export type Books = {
  inProgram<T>(programId: number, work: (books: OpenBooks) => Promise<T>): Promise<T>;
  /** Parks a row that still waits; false when it does not. */
  parkRow(programId: number, row: { inboxId: number; reason: string }): Promise<boolean>;
  /** Members flagged to be folded again whose turn has come. */
  listRefolds(programId: number, due: { asOf: Instant; atMost: number }): Promise<number[]>;
  /** Notes why a refold failed and when to try again: later each time, an hour at most. */
  postponeRefold(programId: number, failure: RefoldFailure): Promise<void>;
  /** Flags members to be folded again alone. */
  flagRefolds(programId: number, memberIds: readonly number[]): Promise<void>;
  programsAtWork(asOf: Instant): Promise<ProgramAtWork[]>;
  /** Removes the longest done of the deliveries that are outdated by then; answers how many. */
  removeOutdated(programId: number, due: { asOf: Instant; atMost: number }): Promise<number>;
  /** Whether the same may succeed a moment later: a lost connection, a deadlock, no room. */
  isTransient(error: unknown): boolean;
};

/** What a member's chain of movements is made with. */
export type ChainCrypto = {
  /** So many random bytes; salts must not repeat. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** SHA-256, in hex, of the parts one after another. */
  readonly sha256: (...parts: readonly (string | Uint8Array)[]) => string;
};

/** What the drain needs beside the books. */
export type DrainNeeds = {
  readonly books: Books;
  readonly log: Log;
  readonly crypto: ChainCrypto;
  readonly clock: () => Instant;
  readonly pause: (ms: number) => Promise<void>;
};
