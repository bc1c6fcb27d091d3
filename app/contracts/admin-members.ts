/** The list of members and one member's page, as plain data. */
import type { MovementView } from './status.ts';

/**
 * Where a page of the list begins: after the member whose newest movement was posted then, or,
 * among those who have none, after that id.
 */
export type MembersCursor = { readonly postedAt: number | null; readonly memberId: number };

export type MembersQuestion = {
  /** What was typed into the search box; '' for the whole list. */
  readonly words: string;
  readonly after: MembersCursor | null;
};

export type ListedMember = {
  readonly memberId: number;
  /** Null once the person was erased on request. */
  readonly customerId: string | null;
  readonly pending: number;
  readonly available: number;
  readonly held: number;
  /** When their points were last changed in the books; null where none ever were. */
  readonly lastAt: number | null;
};

/** A member with the name Shopify gave for this page; names are never kept. */
export type NamedMember = ListedMember & {
  readonly name: string | null;
  readonly email: string | null;
};

/** Somebody Shopify found who has no points yet. */
export type FoundStranger = { readonly customerId: string; readonly name: string };

/**
 * Why names are missing or a search by name found nothing: Shopify did not answer, or does not let
 * this app read its customers' names.
 */
export type NamesTrouble = 'shopify_silent' | 'not_allowed' | null;

export type MembersView = {
  readonly words: string;
  readonly zone: string;
  readonly members: readonly NamedMember[];
  readonly strangers: readonly FoundStranger[];
  /** Pass as `after` to read the next page; null at the end. */
  readonly next: string | null;
  readonly isFirst: boolean;
  readonly trouble: NamesTrouble;
  /** A search that could not be done: an order nobody has an account for, or too long a look. */
  readonly note: 'guest_order' | 'too_long' | null;
};

export type LotView = {
  readonly lotId: string;
  readonly label: string;
  readonly version: number;
  readonly earnedAt: number;
  /** Null where the points could be spent at once. */
  readonly maturesAt: number | null;
  /** When what can be spent expires, grace included; null where the lot has no date. */
  readonly expiresAt: number | null;
  readonly awarded: number;
  readonly pending: number;
  readonly available: number;
  readonly held: number;
};

/** An event: `seq` is the number of its newest movement, `points` and `change` are its sums. */
export type LedgerLine = MovementView & {
  /** The number of its oldest movement; `seq` where it is the only one. */
  readonly firstSeq: number;
  /** The numbers of the movements it corrects, oldest first. */
  readonly corrects: readonly number[];
  readonly orderName: string | null;
  readonly version: number | null;
};

export type RedemptionView = {
  readonly redemptionId: number;
  readonly rewardName: string;
  readonly cost: number;
  readonly code: string;
  readonly status: 'open' | 'bound' | 'settled' | 'released' | 'unissued';
  /** Given back, and waiting until Shopify has surely forgotten the code. */
  readonly isReleasing: boolean;
  readonly madeAt: number;
  readonly lapsesAt: number;
  readonly endedAt: number | null;
  readonly orderName: string | null;
  readonly charged: number;
};

export type ChainView =
  | { readonly state: 'verified'; readonly links: number }
  | { readonly state: 'broken'; readonly seq: number }
  | { readonly state: 'not-checked'; readonly why: 'too_long' | 'erased' };

export type MemberPage = {
  readonly memberId: number;
  readonly customerId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly trouble: NamesTrouble;
  readonly zone: string;
  readonly readAt: number;
  readonly pending: number;
  readonly available: number;
  readonly held: number;
  readonly joinedAt: number;
  /** True while a past event is being worked in; the balance is about to change. */
  readonly refold: boolean;
  /** Erased on request: nothing leads back to a person, and nothing moves any more. */
  readonly isSealed: boolean;
  /** The member who has everything of theirs since they were merged; null for all others. */
  readonly mergedInto: number | null;
  /** Members whose everything this one has. */
  readonly mergedHere: readonly number[];
  /** Null where the program has no tiers. */
  readonly tierName: string | null;
  readonly movements: number;
  readonly lots: readonly LotView[];
  /** More lots with points in them than are shown. */
  readonly moreLots: boolean;
  readonly ledger: readonly LedgerLine[];
  readonly olderBefore: number | null;
  readonly redemptions: readonly RedemptionView[];
  readonly chain: ChainView;
  /** Names one sending of the adjust form, so that sending it again changes nothing more. */
  readonly formKey: string;
};

export const ADJUST_POINTS_MAX = 1_000_000;
export const REASON_MAX = 200;

/** `points` is signed: below zero where they are taken. */
export type AdjustAsk = { readonly points: number; readonly reason: string; readonly key: string };
