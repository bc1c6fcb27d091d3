/**
 * What an edited order comes to. Units that are taken away take their share of the line's
 * discounts and taxes with them: of 2 × 48.00 less 19.20, one unit left is 48.00 less 9.60
 * (https://github.com/microsoft/BCApps/pull/10462, 2026-11-23). Units that are added cost their
 * price; the discounts of the order do not reach them.
 */
import { shareOfUnits } from '../money/allocate.ts';
import { total } from './grant.ts';
import type {
  EditAnswer,
  EditedLine,
  EditedTotals,
  LineToEdit,
  OrderChanges,
  OrderToEdit,
} from './refund-types.ts';
import { sumTaxLines, taxLinesOf } from './tax.ts';
import type { TaxLine } from './types.ts';

/**
 * Totals after an edit. Refuses a change to a line the order does not have and the removal of
 * more units than it has.
 */
export function editTotals(order: OrderToEdit, changes: OrderChanges): EditAnswer {
  for (const { lineId, quantity } of [...changes.removed, ...changes.added]) {
    const line = order.lines.find(({ id }) => id === lineId);
    if (line === undefined) return { ok: false, reason: 'unknown_line', lineId };
    const isTooMany = changedUnits(changes.removed, lineId) > line.quantity;
    if (isTooMany || quantity < 0) return { ok: false, reason: 'quantity_exceeds_line', lineId };
  }
  const before = order.lines.map((line) => editedLine(order, line, { removed: 0, added: 0 }));
  const kept = order.lines.map((line) => {
    const removed = changedUnits(changes.removed, line.id);
    const added = changedUnits(changes.added, line.id);
    return editedLine(order, line, { removed, added });
  });
  const fresh = changes.newLines.map((line): EditedLine => {
    const subtotalMinor = line.priceMinor * line.quantity;
    const taxLines = taxLinesOf(subtotalMinor, line.taxRates, order.taxesIncluded);
    return { id: line.id, quantity: line.quantity, allocations: [], subtotalMinor, taxLines };
  });
  const old = totalsOf(order, before);
  const totals = totalsOf(order, [...kept, ...fresh]);
  const differenceMinor = totals.totalMinor - old.totalMinor;
  return { ok: true, totals: { ...totals, differenceMinor } };
}

function changedUnits(changes: OrderChanges['removed'], lineId: number): number {
  return total(changes.filter((change) => change.lineId === lineId).map((each) => each.quantity));
}

function editedLine(
  order: OrderToEdit,
  line: LineToEdit,
  by: { readonly removed: number; readonly added: number },
): EditedLine {
  const units = { quantity: line.quantity, from: by.removed, to: line.quantity };
  const kept = <T extends { readonly amountMinor: number }>(each: T): T => ({
    ...each,
    amountMinor: shareOfUnits(each.amountMinor, units),
  });
  const allocations = line.allocations.map(kept);
  const discountMinor = total(allocations.map(({ amountMinor }) => amountMinor));
  const addedMinor = line.priceMinor * by.added;
  const added = taxLinesOf(addedMinor, line.taxLines, order.taxesIncluded);
  const taxLines: TaxLine[] = sumTaxLines([line.taxLines.map(kept), added]);
  const quantity = line.quantity - by.removed + by.added;
  const subtotalMinor = line.priceMinor * quantity - discountMinor;
  return { id: line.id, quantity, allocations, subtotalMinor, taxLines };
}

function totalsOf(
  order: OrderToEdit,
  lines: readonly EditedLine[],
): Omit<EditedTotals, 'differenceMinor'> {
  const amounts = (each: readonly { readonly amountMinor: number }[]): number =>
    total(each.map(({ amountMinor }) => amountMinor));
  const both = [...lines, ...order.shippingLines];
  const subtotalMinor = total(lines.map((line) => line.subtotalMinor));
  const totalShippingMinor = total(
    order.shippingLines.map((line) => line.priceMinor - amounts(line.allocations)),
  );
  const totalTaxMinor = total(both.map((line) => amounts(line.taxLines)));
  const addedTaxMinor = order.taxesIncluded ? 0 : totalTaxMinor;
  return {
    lines,
    subtotalMinor,
    totalDiscountsMinor: total(both.map((line) => amounts(line.allocations))),
    totalShippingMinor,
    totalTaxMinor,
    totalMinor: subtotalMinor + totalShippingMinor + addedTaxMinor,
  };
}
