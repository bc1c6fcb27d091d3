/** What telling Shopify of members and of the program needs of the books. */
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Zone } from '../../domain/kernel/zone.ts';
import type { EventPart } from '../../domain/ledger/group-movements.ts';
import type { Lot } from '../../domain/ledger/lot.ts';
import type { ProgramDefinition, ProgramVersion } from '../../domain/program/program.ts';
import type { MemberHeader } from './drain.ts';
import type { MetafieldWrite, ShopRef } from './shopify.ts';

/** Entries of what matures on a card; the last one sums the rest. */
export const MATURING_MAX = 12;
/** Lines on a card: so many of a member's newest events, each of one movement or of several. */
export const LINES_MAX = 8;

/** A movement as far as a card speaks of it; its explanation is null once it was erased. */
export type CardMovement = EventPart;

/** What a card is made of. */
export type CardSource = {
  readonly header: Pick<MemberHeader, 'seq' | 'pending' | 'available' | 'held' | 'chain'>;
  /** The member's lots, or only those in which something pends. */
  readonly pendingLots: readonly Pick<Lot, 'pending' | 'maturesAt'>[];
  /** The member's newest movements, newest first; of the oldest event among them, all. */
  readonly newest: readonly CardMovement[];
  readonly zone: Zone;
};

/** What Shopify was told last, as one row of `mirrors`. */
export type Told = {
  readonly contentHash: string;
  /** Shopify's digest of what is there now, which the next write must name. */
  readonly digest: string | null;
};

/** A member the outbox names, with what is needed to tell Shopify of them. */
export type MemberNews = {
  readonly memberId: number;
  readonly seq: number;
  /** Which writing of the outbox row this is; the row goes only while it is still the last one. */
  readonly version: string;
  /** Digits; null for one without a customer, or erased: nobody is told. */
  readonly customerId: string | null;
  /**
   * True where the card that is there already says it: nothing happened since but pending points
   * maturing, each at the very instant that card lists.
   */
  readonly quiet: boolean;
  /** Id of their level; null where there are no tiers. */
  readonly tier: string | null;
  /** Null where `quiet`, or nobody is to be told. */
  readonly card: Omit<CardSource, 'zone'> | null;
  readonly told: { readonly card: Told | null; readonly perk: Told | null };
};

/** News that Shopify did not take: of no use to be told again as it is, or to be tried later. */
export type PutOff = Pick<MemberNews, 'memberId' | 'seq' | 'version'> & {
  /** Shopify's code, for the log and the status page. */
  readonly reason: string;
  readonly isHopeless: boolean;
};

export type ToldRow = Told & {
  /** `member:12` or `shop:3`. */
  readonly owner: string;
  readonly key: MetafieldWrite['key'];
  readonly seq: number;
};

/** The shop's own row and the versions, for the program card. */
export type ProgramNews = {
  /** Digits; null while Shopify was not asked yet. */
  readonly shopifyId: string | null;
  readonly versions: readonly ProgramVersion[];
  /** What the shop's metafield was told last, and of which version. */
  readonly told: (Told & { readonly version: number }) | null;
};

/** How many times news is tried before it is given up. */
export const ATTEMPTS_MAX = 12;

/** Each call is one transaction. */
export type Mirrors = {
  /**
   * The shop's members among so many of the outbox, in an order of its own, beginning after one
   * (null: at the first). `next` is where to go on; null: that was the last.
   */
  readMembers(
    shop: ShopRef,
    from: { readonly after: number | null; readonly atMost: number },
  ): Promise<{ readonly news: readonly MemberNews[]; readonly next: number | null }>;
  /** The zone in which cards name days, and what levels give; null before there are any rules. */
  readRules(
    shop: ShopRef,
    asOf: Instant,
  ): Promise<Pick<ProgramDefinition, 'zone' | 'tiers'> | null>;
  readProgram(shop: ShopRef): Promise<ProgramNews>;
  writeTold(shop: ShopRef, rows: readonly ToldRow[], asOf: Instant): Promise<void>;
  /** Takes members out of the outbox, unless they have moved on since. */
  forget(
    shop: ShopRef,
    done: readonly Pick<MemberNews, 'memberId' | 'seq' | 'version' | 'quiet'>[],
  ): Promise<void>;
  /**
   * Takes news out of the outbox, unless the member has moved on since, and notes why: it comes
   * back 2 s, 4 s, 8 s … 1 h later, {@link ATTEMPTS_MAX} times at most.
   */
  putOff(shop: ShopRef, news: readonly PutOff[], asOf: Instant): Promise<void>;
  /** Puts what was put off until now back into the outbox, so much of it at most. */
  bringBack(shop: ShopRef, asOf: Instant, atMost: number): Promise<void>;
  /** Nothing of ours is at Shopify any more: forgets what was told, and tells of everybody anew. */
  beginAnew(shop: ShopRef, asOf: Instant): Promise<void>;
  /** What everybody was told is not all there is to tell any more. */
  tellAll(shop: ShopRef, asOf: Instant): Promise<void>;
};

/** A letter nobody took: what the owner sees of it. */
export type DeadLetter = {
  readonly memberId: number;
  readonly reason: string;
  readonly attempts: number;
  readonly since: Instant;
};

export type DeadLetters = {
  /** The oldest that were given up, how many those are, and how many are still being tried. */
  read(
    shop: ShopRef,
    atMost: number,
  ): Promise<{
    readonly letters: readonly DeadLetter[];
    readonly givenUp: number;
    readonly retrying: number;
  }>;
  /** Has one, or all that were given up, tried again at once, as often as new ones. */
  retry(shop: ShopRef, memberId: number | null, asOf: Instant): Promise<void>;
};
