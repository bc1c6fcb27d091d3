/** What the owner is told of the month's budget, by what the chore `budget` found last. */
import type { BudgetView } from '../contracts/budget-view.ts';
import type { PublishedVersion } from '../contracts/program.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { versionInForce } from '../domain/program/program.ts';
import type { ReadChore } from './ports/chores.ts';
import type { ShopRef } from './ports/shopify.ts';
import { type BudgetFound, monthOf } from './watch-budget.ts';

/** Null where there is no budget, or the month is within it. */
export async function readBudget(
  readChore: ReadChore,
  shop: ShopRef,
  versions: readonly PublishedVersion[],
  asOf: Instant,
): Promise<BudgetView> {
  const inForce = versionInForce(versions, asOf);
  const budget = inForce?.definition.budget;
  if (!inForce || !budget) return null;
  const { definition, byBudget } = inForce;
  const month = monthOf(asOf, definition.zone);
  const found = ((await readChore(shop, 'budget'))?.state ?? {}) as Partial<BudgetFound>;
  const isOfMonth = found.from === month.from;
  const isPaused = byBudget && definition.paused;
  const isWarned = isOfMonth && found.standing !== 'within' && !definition.paused;
  if (!isPaused && !isWarned) return null;
  const { monthPoints, warnAtPercent } = budget;
  const earned = isOfMonth ? (found.earned ?? 0) : 0;
  const standing = isPaused ? 'paused' : 'warned';
  return { standing, earned, monthPoints, warnAtPercent, monthEnds: month.to };
}
