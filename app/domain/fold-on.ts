/**
 * A member's new orders and the passing of time, told to their books alone: the lots these can
 * touch, their header and what is kept of their tier. Law: what is answered is what folding all of
 * their facts would add; where that cannot be known from so little, nothing is answered.
 *
 * Under tiers only orders that are new are gone on with, and steps after which as much counts as
 * before, a fulfilment say: what a refund takes back was judged by a tier of long ago.
 */
import type { OrderFact, OrderStep } from './facts/order-fact.ts';
import { type FoldEvent, orderEvents, placeEvents } from './fold-events.ts';
import { type FoldOutcome, resume } from './fold.ts';
import type { Instant } from './kernel/instant.ts';
import type { Lot } from './ledger/lot.ts';
import { type MemberState, stateOfLots } from './ledger/member-state.ts';
import { placeOrder } from './ledger/place-order.ts';
import { Working } from './ledger/working.ts';
import { isForgetful, needsTierMemory } from './program/memory-needed.ts';
import type { ProgramVersion } from './program/program.ts';
import { isOfLadder, type TierMemory } from './tiers/tier-memory.ts';

/** An order as it was folded, if it was, as it is now, and the steps that are new to it. */
export type ToldOrder = {
  readonly before: OrderFact | null;
  readonly now: OrderFact;
  readonly steps: readonly OrderStep[];
};

/** What books say of a member, beside their lots. */
export type KnownMember = Pick<MemberState, 'foldedTo' | 'nextDueAt' | 'nextFactAt'> & {
  readonly tierMemory: TierMemory | null;
};

/** Whether members may be gone on with at all under these rules, up to `asOf`. */
export function mayFoldOn(
  { tierMemory }: Pick<KnownMember, 'tierMemory'>,
  versions: readonly ProgramVersion[],
  asOf: Instant,
): boolean {
  if (isForgetful(versions)) return true;
  return tierMemory !== null && needsTierMemory(versions) && isOfLadder(tierMemory, versions, asOf);
}

/** What the orders and the time add up to `asOf`; the lots change. Null: fold all there is. */
export function foldOn(
  known: KnownMember & { readonly lots: Iterable<Lot> },
  told: readonly ToldOrder[],
  versions: readonly ProgramVersion[],
  asOf: Instant,
): FoldOutcome | null {
  if (!mayFoldOn(known, versions, asOf)) return null;
  const { lots, foldedTo, nextDueAt, nextFactAt, tierMemory: tier } = known;
  const header = { foldedTo, nextDueAt, nextFactAt };
  const isTiered = tier !== null && !isForgetful(versions);
  const state = stateOfLots(lots, header, isTiered ? { tier, versions } : null);
  const events = isTiered
    ? eventsUnderTiers(state, told, versions, tier.levelSince)
    : told.flatMap(({ now, steps }) => orderEvents(now, steps));
  if (!events) return null;
  const outcome = resume(state, events, versions, asOf);
  // Who pays a debt is chosen among all lots, and points for a level are decided on elsewhere.
  return outcome.metDebt || outcome.wishes.length > 0 ? null : outcome;
}

/** What is kept of a member's tier, for the next time; null where all is folded again then. */
export function tierMemoryOf(
  { progress: { tiers } }: MemberState,
  versions: readonly ProgramVersion[],
): TierMemory | null {
  return tiers && needsTierMemory(versions) ? tiers.memory() : null;
}

function eventsUnderTiers(
  state: MemberState,
  told: readonly ToldOrder[],
  versions: readonly ProgramVersion[],
  levelSince: Instant,
): FoldEvent[] | null {
  const events: FoldEvent[] = [];
  for (const { before, now, steps } of told) {
    const known = before?.steps.length ?? 0;
    if (known > 0) {
      if (!steps.every((step, place) => isIdle(step, now.steps[known + place - 1]))) return null;
      continue;
    }
    for (const place of placeEvents(now)) {
      if (state.foldedTo === null || place.at > state.foldedTo) events.push(place);
      // Nothing happened to the tier since, so it was then what it is now.
      else if (place.at > levelSince) placeOrder(new Working(state, versions), now);
      else return null;
    }
    events.push(...orderEvents(now, steps));
  }
  return events;
}

/** Whether nothing comes of a step: goods are all that counts here. */
function isIdle(step: OrderStep, before: OrderStep | undefined): boolean {
  return step.eligibleMinor === before?.eligibleMinor;
}
