/**
 * All that is known of a member after some of their facts: enough to go on from, whatever came
 * before. Lots and open redemptions are the books; the rest is what rules remember of the past.
 */
import type { AdjustDecision, HoldDecision } from '../facts/decision.ts';
import type { Placement } from '../earning/placement.ts';
import { EarliestFirst } from '../kernel/earliest-first.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Points } from '../kernel/points.ts';
import { memoryNeeded, type Memory } from '../program/memory-needed.ts';
import type { ProgramVersion } from '../program/program.ts';
import { MemberTiers } from '../tiers/member-tiers.ts';
import type { TierMemory } from '../tiers/tier-memory.ts';
import type { RewardUse } from './apply-use-step.ts';
import type { BurnQueue } from './burn-queue.ts';
import type { IdleLots } from './lot-ends.ts';
import type { Lot } from './lot.ts';
import { NEVER_ADDED, NEVER_WRITTEN } from './unwritten.ts';

/** What was frozen when an order was created, and what has become of it. */
export type PlacedOrder = {
  /** Null where the order is not judged at all: another currency, no version, no member. */
  readonly placement: Placement | null;
  /** What counts of it now. */
  countedMinor: number;
  /** The rules that have a lot of it, in the order in which they got one. */
  readonly ruleIds: string[];
  /** What caps left for it at its first award; null: no bound; undefined: not awarded yet. */
  room: Points | null | undefined;
  /** Which cap bounds it so; null where none does. */
  roomOf: 'order' | 'day' | 'month' | 'member' | null;
  /** The periods whose caps its points count against. */
  periods: readonly string[];
};

/** Points a member is to be given for reaching a level: to be decided by whoever holds the lock. */
export type EntryWish = {
  readonly levelId: string;
  readonly levelName: string;
  readonly points: Points;
  readonly version: number;
  /** When the level was reached. */
  readonly at: Instant;
};

/** What rules remember of a member; see docs/language.md. */
export type Progress = {
  readonly memory: Memory;
  takesPart: boolean;
  readonly placed: Map<string, PlacedOrder>;
  /** How many orders count for more than nothing now. */
  ordersCounting: number;
  /** Which order has the bonus of a campaign that is given once. */
  onceHeldBy: Map<string, string>;
  /** Points earned net, by the period caps speak of. */
  readonly earned: Map<string, number>;
  /** When activities gave points, by rule. */
  activityAt: Map<string, Instant[]>;
  lastActivityAt: Instant | null;
  /** Adjustments by id, as they may be undone. */
  adjusts: Map<string, AdjustDecision>;
  readonly entered: Set<string>;
  readonly wished: Map<string, EntryWish>;
  readonly tiers: MemberTiers | null;
};

/** Lots below zero and lots with points to spend, each in burn order. */
export type DebtQueues = { readonly debts: BurnQueue; readonly payers: BurnQueue };

export type MemberState = {
  /** The newest instant of any fact or passing of time folded so far; null before the first. */
  foldedTo: Instant | null;
  /** The member's lots by id; when resuming, only those the new facts and the time can touch. */
  readonly lots: Map<string, Lot>;
  /** Redemptions whose points are still reserved, by redemption id. */
  holds: Map<string, HoldDecision>;
  /** Rewards' uses by orders, by `{redemption id}:{order id}`. */
  uses: Map<string, RewardUse>;
  /** When time alone changes anything next: points mature or expire, a tier lapses; null: never. */
  nextDueAt: Instant | null;
  /** The first fact stamped later than asOf: it waits, and the member is folded again then. */
  nextFactAt: Instant | null;
  /** Every lot with pending points that has a date, by it; some entries may be outdated. */
  readonly due: EarliestFirst<Lot>;
  /** Every lot with points to spend that has an end, by it; some entries may be outdated. */
  readonly ends: EarliestFirst<Lot>;
  /** Lots that expire with the member's inactivity; null while there was none. */
  idle: IdleLots | null;
  /** How many lots are below zero; almost always none, so that repaying debts costs nothing. */
  owing: number;
  /** Who owes and who can pay; null while nobody ever owed. */
  debtQueues: DebtQueues | null;
  readonly progress: Progress;
};

/**
 * Nobody's state yet, with as little of its own as can be: what is never written is not made.
 * Remembers what the versions ask for, and orders one by one where the customer may leave and join.
 */
export function emptyState(
  versions: readonly ProgramVersion[],
  mayLeave: boolean = true,
): MemberState {
  const needed = memoryNeeded(versions);
  const memory = needed.orders || !mayLeave ? needed : { ...needed, orders: true };
  const hasTiers = memory.bases.length > 0;
  return {
    foldedTo: null,
    lots: new Map(),
    holds: NEVER_WRITTEN,
    uses: NEVER_WRITTEN,
    nextDueAt: null,
    nextFactAt: null,
    due: new EarliestFirst(),
    ends: new EarliestFirst(),
    idle: null,
    owing: 0,
    debtQueues: null,
    progress: {
      memory,
      takesPart: true,
      placed: memory.orders ? new Map<string, PlacedOrder>() : NEVER_WRITTEN,
      ordersCounting: 0,
      onceHeldBy: NEVER_WRITTEN,
      earned: memory.caps ? new Map<string, number>() : NEVER_WRITTEN,
      activityAt: NEVER_WRITTEN,
      lastActivityAt: null,
      adjusts: NEVER_WRITTEN,
      entered: hasTiers ? new Set() : NEVER_ADDED,
      wished: hasTiers ? new Map<string, EntryWish>() : NEVER_WRITTEN,
      tiers: hasTiers ? new MemberTiers(memory.bases) : null,
    },
  };
}

/**
 * A state from books alone, to append to: right only for programs whose rules remember nothing
 * (`isForgetful`) and for facts that touch no other lots than these. Where they remember the tier
 * alone (`needsTierMemory`), so does the state, and is right for `newsUnderTiers`.
 */
export function stateOfLots(
  lots: Iterable<Lot>,
  known: Pick<MemberState, 'foldedTo' | 'nextDueAt' | 'nextFactAt'>,
  kept: { readonly tier: TierMemory; readonly versions: readonly ProgramVersion[] } | null = null,
): MemberState {
  const empty = kept ? stateOfTier(kept.tier, kept.versions) : emptyState([], false);
  const state = { ...empty, ...known, holds: new Map<string, HoldDecision>() };
  for (const lot of lots) {
    state.lots.set(lot.id, lot);
    if (lot.pending !== 0 && lot.maturesAt !== null) state.due.push(lot.maturesAt, lot);
    // No rule of such programs ends points, but those brought from elsewhere may have a date.
    if (lot.available > 0 && lot.expiresAt !== null) state.ends.push(lot.expiresAt, lot);
    if (lot.available < 0) state.owing += 1;
  }
  return state;
}

function stateOfTier(tier: TierMemory, versions: readonly ProgramVersion[]): MemberState {
  const empty = emptyState(versions, false);
  const { memory } = empty.progress;
  const tiers = MemberTiers.ofMemory(memory.bases, tier, versions);
  return { ...empty, progress: { ...empty.progress, tiers } };
}
