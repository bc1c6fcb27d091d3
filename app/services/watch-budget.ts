/**
 * The chore `budget`: what all members together may earn in a month. It sums what they did earn; at
 * the bound it publishes what is in force once more, paused, and once the month is over without.
 * It is asked for with each version that has a budget and when the shop installed us, and asks for
 * itself again every five minutes while one is in force. What it found stays with it for the
 * owner to read. A version the owner published is never undone: not their own pause, nor one that
 * came while it was deciding.
 */
import { type BudgetStanding, budgetStanding } from '../domain/program/budget.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { startOfMonth, startOfNextMonth } from '../domain/kernel/calendar.ts';
import { versionInForce } from '../domain/program/program.ts';
import type { ProgramDefinition } from '../domain/program/program.ts';
import type { PublishedVersion } from '../contracts/program.ts';
import type { Month, SumEarned } from './ports/budget.ts';
import type { ChoreHandler } from './ports/chores.ts';
import type { VersionStore } from './ports/publish.ts';

export type BudgetNeeds = {
  readonly versions: Pick<VersionStore, 'list' | 'appendForBudget'>;
  readonly sumEarned: SumEarned;
};

/** What the chore keeps; of another month than the present one it says nothing of this. */
export type BudgetFound = {
  readonly from: number;
  readonly earned: number;
  readonly standing: BudgetStanding;
};

const LOOK_EVERY_MS = 300_000;

export function watchBudget({ versions, sumEarned }: BudgetNeeds): ChoreHandler {
  return async (shop, _state, asOf) => {
    const { programId } = shop;
    const published = await versions.list(programId);
    const inForce = versionInForce(published, asOf);
    const budget = inForce?.definition.budget;
    if (!inForce || !budget) return { state: {}, again: nextWithBudget(published, asOf) };

    const month = monthOf(asOf, inForce.definition.zone);
    const earned = await sumEarned(programId, month);
    const standing = budgetStanding(budget, earned);
    const next = nextVersion(published, inForce, { asOf, month, standing });
    if (next) {
      // Past the question whether it could be published today: nothing is promised anew by it.
      const after = Math.max(...published.map(({ version }) => version));
      const at = { effectiveAt: asOf, publishedAt: asOf };
      await versions.appendForBudget({ programId, after, ...at, ...next });
    }
    const state: BudgetFound = { from: month.from, earned, standing };
    return { state, again: nextLook(published, month, asOf) };
  };
}

type Next = { readonly definition: ProgramDefinition; readonly byBudget: boolean };
type Looked = {
  readonly asOf: Instant;
  readonly month: Month;
  readonly standing: BudgetStanding;
};

/** What is to be in force from now on; null where that is what is. */
function nextVersion(
  published: readonly PublishedVersion[],
  inForce: PublishedVersion,
  { asOf, month, standing }: Looked,
): Next | null {
  const newest = newestBy(published, asOf);
  // Published after the budget's own, yet by a clock that is behind: it was meant to hold.
  if (inForce.byBudget && newest.version > inForce.version) return newest;
  const { definition, byBudget, effectiveAt } = inForce;
  if (!definition.paused) {
    const paused = { definition: { ...definition, paused: true }, byBudget: true };
    return standing === 'reached' ? paused : null;
  }
  const isOver = byBudget && effectiveAt < month.from;
  return isOver ? { definition: { ...definition, paused: false }, byBudget: true } : null;
}

/** The last one published of those effective by then. */
function newestBy(published: readonly PublishedVersion[], asOf: Instant): PublishedVersion {
  return published
    .filter(({ effectiveAt }) => effectiveAt <= asOf)
    .reduce((best, one) => (one.version > best.version ? one : best));
}

export function monthOf(at: Instant, zone: string): Month {
  return { from: startOfMonth(at, zone), to: startOfNextMonth(at, zone) };
}

function nextLook(versions: readonly PublishedVersion[], { to }: Month, asOf: Instant): Instant {
  const starts = versions.map(({ effectiveAt }) => effectiveAt).filter((at) => at > asOf);
  return instant(Math.min(asOf + LOOK_EVERY_MS, to, ...starts));
}

/** When a version with a budget comes into force; null where none is to come. */
function nextWithBudget(versions: readonly PublishedVersion[], asOf: Instant): Instant | null {
  const starts = versions
    .filter(({ effectiveAt, definition }) => effectiveAt > asOf && definition.budget !== null)
    .map(({ effectiveAt }) => effectiveAt);
  return starts.length === 0 ? null : instant(Math.min(...starts));
}
