import type { Instant } from '../../app/domain/kernel/instant.ts';
import type { Lot } from '../../app/domain/ledger/lot.ts';

/** What is taken out of the books: what the drain loads, what a redemption loads, or all. */
export type Loads = 'touched' | 'open' | 'all';

/**
 * The lots loaded: for the drain those touched, due, in debt, with points that end on a date, and
 * of the others the next one to mature; for a redemption all that hold any points, so that it can
 * choose among them.
 */
export function loadedLots(
  loads: Loads,
  lots: Iterable<Lot>,
  { touched, asOf }: { touched: ReadonlySet<string>; asOf: Instant },
): readonly Lot[] {
  const all = [...lots];
  if (loads === 'all') return all;
  const isOpen = (lot: Lot) => lot.pending !== 0 || lot.available !== 0 || lot.held !== 0;
  if (loads === 'open') return all.filter((lot) => isOpen(lot) || touched.has(lot.id));
  const isDue = ({ pending, maturesAt }: Lot) =>
    pending !== 0 && maturesAt !== null && maturesAt <= asOf;
  const [next] = all
    .filter((lot) => lot.pending !== 0 && !isDue(lot) && !touched.has(lot.id))
    .sort((a, b) => (a.maturesAt ?? 0) - (b.maturesAt ?? 0));
  const isEnding = ({ available, expiresAt }: Lot) => available > 0 && expiresAt !== null;
  return all.filter(
    (lot) =>
      touched.has(lot.id) || isDue(lot) || lot.available < 0 || isEnding(lot) || lot === next,
  );
}
