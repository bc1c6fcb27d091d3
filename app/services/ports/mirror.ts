/** What telling Shopify of members and of the program needs of the books. */
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Zone } from '../../domain/kernel/zone.ts';
import type { EventPart } from '../../domain/ledger/group-movements.ts';
import type { Lot } from '../../domain/ledger/lot.ts';
import type { ProgramVersion } from '../../domain/program/program.ts';
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
  /** Of the outbox row; the row goes only while this is still its number. */
  readonly seq: number;
  /** Digits; null for one without a customer, or erased: nobody is told. */
  readonly customerId: string | null;
  /**
   * True where the card that is there already says it: nothing happened since but pending points
   * maturing, each at the very instant that card lists.
   */
  readonly quiet: boolean;
  /** Null where `quiet`, or nobody is to be told. */
  readonly card: Omit<CardSource, 'zone'> | null;
  readonly told: { readonly card: Told | null; readonly perk: Told | null };
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
  readonly told: Told | null;
};

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
  /** The zone in which cards name days. */
  readZone(shop: ShopRef, asOf: Instant): Promise<Zone>;
  readProgram(shop: ShopRef): Promise<ProgramNews>;
  writeTold(shop: ShopRef, rows: readonly ToldRow[], asOf: Instant): Promise<void>;
  /** Takes members out of the outbox, unless they have moved on since. */
  forget(
    shop: ShopRef,
    done: readonly { readonly memberId: number; readonly seq: number; readonly quiet: boolean }[],
  ): Promise<void>;
  /** Nothing of ours is at Shopify any more: forgets what was told, and tells of everybody anew. */
  beginAnew(shop: ShopRef, asOf: Instant): Promise<void>;
};
