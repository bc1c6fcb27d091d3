/**
 * What the status page shows, as plain data: numbers, instants in milliseconds and sentences. The
 * page formats, it never computes; the reader computes, it never formats.
 */

/** A count that stops at a bound: reading an inbox of millions must not cost millions. */
export type BoundedCount = { readonly count: number; readonly atLeast: boolean };

export type ParkedDelivery = {
  readonly inboxId: number;
  readonly topic: string;
  readonly reason: string;
  readonly attempts: number;
  readonly receivedAt: number;
};

type InboxView = {
  readonly waiting: BoundedCount;
  readonly oldestWaitingAt: number | null;
  readonly doneLastHour: BoundedCount;
  readonly lastReceivedAt: number | null;
  readonly parked: BoundedCount;
  /** The newest parked deliveries; `parked` counts the rest. */
  readonly parkedNewest: readonly ParkedDelivery[];
};

/** Received → finished, over the newest done deliveries; null while there are none. */
type LagView = {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly deliveries: number;
} | null;

/** Members whose past changed and who wait to be counted from scratch. */
type RefoldView = {
  readonly waiting: BoundedCount;
  /** Of these, those whose counting failed; it is tried again, ever more rarely. */
  readonly failing: number;
  /** Why the one that failed most often did. */
  readonly reason: string | null;
};

/** Sums over every member, and whether the three ways of knowing a balance agree. */
export type BooksView = {
  readonly members: number;
  readonly pending: number;
  readonly available: number;
  readonly held: number;
  /**
   * How these came about. What came in (`awarded`, `imported`, `adjusted` and `forgiven`, all net
   * of what was undone; staff may take as well, so `adjusted` is signed) less what went out
   * (`clawedBack`, `spent`, `expired`) is what members have.
   */
  readonly awarded: number;
  readonly imported: number;
  readonly adjusted: number;
  readonly forgiven: number;
  readonly clawedBack: number;
  readonly spent: number;
  readonly expired: number;
  /** Members whose balance, movements and lots do not say the same: 0 unless we have a bug. */
  readonly unbalancedMembers: number;
  readonly summedAt: number;
};

export type VersionView = {
  readonly version: number;
  readonly preset: string;
  readonly currency: string;
  readonly effectiveAt: number;
  readonly publishedAt: number;
};

export type MovementView = {
  readonly memberId: number;
  readonly seq: number;
  readonly customerId: string | null;
  readonly kind: string;
  readonly reversed: boolean;
  /** Signed for the member: what they may spend or expect, more or less; 0 where it only moved. */
  readonly change: number;
  readonly points: number;
  /** When it happened. */
  readonly at: number;
  /** When it was written into the books: later than `at` where the past came in afterwards. */
  readonly postedAt: number;
  readonly sentence: string;
};

export type MemberView = {
  readonly customerId: string;
  readonly pending: number;
  readonly available: number;
  readonly held: number;
  readonly joinedAt: number;
  readonly nextDueAt: number | null;
  /** True while a past event is being worked in; the balance is about to change. */
  readonly refold: boolean;
  readonly movements: number;
  readonly ledger: readonly MovementView[];
  /** Pass as `before` to read the next, older page; null at the end. */
  readonly olderBefore: number | null;
};

export type MemberLookUp =
  { readonly asked: null } | { readonly asked: string; readonly found: MemberView | null };

export type ShopStatus = {
  readonly programId: number;
  readonly domain: string;
  readonly zone: string;
  readonly version: VersionView | null;
  readonly inbox: InboxView;
  readonly lag: LagView;
  readonly refolds: RefoldView;
  /** Null where summing took too long to wait for. */
  readonly books: BooksView | null;
  readonly outboxWaiting: BoundedCount;
  readonly newest: readonly MovementView[];
  readonly member: MemberLookUp;
};

/** A shop as the list of shops knows it. */
export type ListedShop = { readonly programId: number; readonly domain: string };

/** Everything about a shop but its sums, which are read apart because they cost the most. */
export type ShopReading = Omit<ShopStatus, 'books'>;

export type StatusPage = {
  readonly readAt: number;
  /** Every shop we serve, by domain, up to a bound. */
  readonly shops: readonly string[];
  /** The shop asked for, or the only one; null while none is chosen or there is none yet. */
  readonly shop: ShopStatus | null;
};

export type StatusQuestion = {
  readonly shop: string | null;
  readonly customerId: string | null;
  /** Ledger rows older than this `seq`; null for the newest. */
  readonly before: number | null;
};

/** Refusals: `unknown_shop` (no such domain), `database_unavailable` (PostgreSQL is silent). */
export type StatusAnswer =
  | { readonly ok: true; readonly page: StatusPage }
  | { readonly ok: false; readonly reason: 'unknown_shop' | 'database_unavailable' };
