/**
 * Chores: work for a shop that is done after a commit and outlives a restart, once per kind and
 * shop. A row of `chores` says when it is due and where it stands; whoever asks for a chore that
 * waits already only brings it forward.
 */
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ShopRef } from './shopify.ts';

/** Chores somebody asks for. */
export type ChoreKind =
  'pool' | 'renew' | 'program-card' | 'history' | 'reconcile' | 'budget' | 'audit';

/** Work that comes of itself with rows of other tables; its row notes failures only. */
export type StandingKind = 'release' | 'mirror';

/**
 * How a chore ends for now. `again`: when to go on, the state being kept; null: it is done, and its
 * row goes, or stays as what became of it where `keep` says so, due no more until it is asked for.
 */
export type ChoreOutcome = {
  readonly state: unknown;
  readonly again: Instant | null;
  readonly keep?: boolean;
};

/**
 * One bounded step of a chore. `state` is what its last step answered, `{}` at first; it went
 * through JSON. A step may be cut short anywhere and begun again with the same state. What it
 * throws postpones it, longer each time, an hour at most; after `ShopifyUnavailable('uninstalled')`
 * it rests for an hour without a word, and for as long as the shop is not installed.
 */
export type ChoreHandler = (shop: ShopRef, state: unknown, asOf: Instant) => Promise<ChoreOutcome>;

/** Makes the chore due by then, or earlier where it was; each call is one statement of its own. */
export type AskChore = (
  shop: Pick<ShopRef, 'programId' | 'shopId'>,
  kind: ChoreKind,
  dueAt: Instant,
) => Promise<void>;

/** Where a chore stands; null where there is none of the kind. `dueAt` is null once it is done. */
export type ReadChore = (
  shop: Pick<ShopRef, 'programId' | 'shopId'>,
  kind: ChoreKind,
) => Promise<ChoreNow | null>;

export type ChoreNow = {
  readonly state: unknown;
  readonly dueAt: Instant | null;
  readonly failures: number;
  readonly reason: string | null;
};

/** A chore taken to be run. `leasedTo` is when it is due again should its runner die. */
export type ClaimedChore = {
  readonly kind: ChoreKind;
  readonly state: unknown;
  readonly leasedTo: Instant;
};

/** What waits in one shop. */
export type WaitingWork = {
  readonly chores: readonly ChoreKind[];
  readonly releases: boolean;
  readonly mirrors: boolean;
};

/** The chores as their runner needs them. Each call is one transaction. */
export type Chores = {
  /** Shops, installed ones, in which anything may be due by then; the longest-waiting first. */
  shopsAtWork(asOf: Instant): Promise<readonly ShopRef[]>;
  waiting(shop: ShopRef, asOf: Instant): Promise<WaitingWork>;
  /** Null where it is not due any more. */
  claim(shop: ShopRef, kind: ChoreKind, asOf: Instant): Promise<ClaimedChore | null>;
  /** What was asked for meanwhile stays asked for. */
  finish(shop: ShopRef, claimed: ClaimedChore, outcome: ChoreOutcome): Promise<void>;
  /** Notes the reason and waits 2 s, 4 s, 8 s … 1 h. */
  postpone(
    shop: ShopRef,
    failure: {
      readonly kind: ChoreKind | StandingKind;
      readonly reason: string;
      readonly asOf: Instant;
    },
  ): Promise<void>;
  /** Puts it off; nothing failed. */
  rest(
    shop: ShopRef,
    of: { readonly kind: ChoreKind | StandingKind; readonly until: Instant },
  ): Promise<void>;
  /** A standing work went well: its failures are forgotten. */
  forgetFailures(shop: ShopRef, kind: StandingKind): Promise<void>;
};

/**
 * A lock among all workers, held until it is let go or the process dies; null where another has it.
 */
export type TryLock = (name: string) => Promise<(() => Promise<void>) | null>;
