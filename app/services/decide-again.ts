/**
 * What is to be decided once all facts are folded: what rewards ask for, what a decision of ours
 * adds, and points for levels that were reached. Each has an instant of its own.
 */
import type { Decision } from '../domain/facts/decision.ts';
import type { FoldOutcome } from '../domain/fold.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { entryOf } from '../domain/ledger/entry-of.ts';
import { decideRedemptions } from '../domain/rewards/decide-redemptions.ts';
import type { DecisionsWrite } from './ports/drain.ts';
import type { RedemptionStatus, RedemptionWrite } from './ports/redemption.ts';
import { carriersOf, redemptionsSeen, type RewardsInPlay, toWrite } from './rewards-in-play.ts';

/** What a decision of ours may add to those the rewards ask for by themselves. */
export type AlsoDecide = (now: {
  /** How a redemption stands by all that is known; null where it is none of the member's. */
  readonly statusOf: (redemptionId: number) => RedemptionStatus | null;
  /** The first instant at which nothing was decided yet. */
  readonly freeAt: Instant;
}) => Decided;

export type Decided = Pick<DecisionsWrite, 'decisions' | 'redemptions'>;

/** The decisions to take from `freeAt` on, given all that were taken before. */
export function decideAgain(
  rewards: RewardsInPlay,
  before: readonly Decision[],
  at: {
    readonly outcome: FoldOutcome;
    readonly freeAt: Instant;
    readonly also: AlsoDecide | undefined;
  },
): Decided {
  const { decisions, redemptions } = decideRewards(rewards, before, at);
  const from = nextOf(decisions, at.freeAt);
  const entries = at.outcome.wishes.map((wish, place) => entryOf(wish, instant(from + place)));
  return { redemptions, decisions: [...decisions, ...entries] };
}

/** The first instant after these decisions; `freeAt` where there are none. */
export function nextOf(decisions: readonly Decision[], freeAt: Instant): Instant {
  const last = decisions.at(-1)?.at;
  return last === undefined ? freeAt : instant(last + 1);
}

function decideRewards(
  rewards: RewardsInPlay,
  before: readonly Decision[],
  at: Parameters<typeof decideAgain>[2],
): Decided {
  const { decisions, changes } = decideRedemptions({
    redemptions: redemptionsSeen(rewards, before),
    carriers: carriersOf(rewards),
    lots: at.outcome.state.lots.values(),
    freeAt: at.freeAt,
  });
  const redemptions = changes.map(toWrite);
  if (!at.also) return { decisions, redemptions };
  const more = at.also({
    statusOf: (redemptionId) => statusOf(rewards, redemptions, redemptionId),
    freeAt: nextOf(decisions, at.freeAt),
  });
  return {
    decisions: [...decisions, ...more.decisions],
    redemptions: [...redemptions, ...more.redemptions],
  };
}

function statusOf(
  { redemptions }: RewardsInPlay,
  writes: readonly RedemptionWrite[],
  redemptionId: number,
): RedemptionStatus | null {
  const known = redemptions.find((one) => one.redemptionId === redemptionId);
  const changed = writes.findLast((one) => one.redemptionId === redemptionId && one.status);
  return changed?.status ?? known?.status ?? null;
}
