/** What the last comparison with Shopify found, for the owner. */
import type { ReconciliationView } from '../contracts/intake-context.ts';
import { parseReconciliationState } from '../contracts/reconciliation-state.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { ReadChore } from './ports/chores.ts';
import type { ShopName } from './ports/intake.ts';
import { sayFailures } from './read-import.ts';

export async function readReconciliation(
  readChore: ReadChore,
  shop: ShopName,
  asOf: Instant,
): Promise<ReconciliationView> {
  const chore = await readChore(shop, 'reconcile');
  const { report, walk } = parseReconciliationState(chore?.state);
  const dueAt = chore?.dueAt ?? null;
  return {
    last: report,
    underWay: walk !== null || (dueAt !== null && dueAt <= asOf),
    nextAt: dueAt,
    problem: sayFailures(chore),
  };
}
