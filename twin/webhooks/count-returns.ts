/**
 * What an order's refunds took, one after the other. Law: a line's subtotals over all refunds add
 * up to its worth minus the worth of the units left, to the penny. Example: 3 × 1.115 is 3.35; one
 * unit back refunds 1.12 (2.23 is left), the next 1.11, the last 1.12.
 */
import { worthMinor } from './money.ts';
import type { ShopLine, ShopOrder, ShopRefund } from './shop-order.ts';

export type RefundedLine = {
  readonly id: string;
  readonly line: ShopLine;
  readonly quantity: number;
  readonly subtotalMinor: number;
  /** Units of the line left after this refund. */
  readonly left: number;
};

export type CountedReturns = {
  /** For each refund, in the order's own order. */
  readonly refunds: readonly {
    readonly refund: ShopRefund;
    readonly lines: readonly RefundedLine[];
  }[];
  /** Units left, by line id. */
  readonly left: ReadonlyMap<string, number>;
};

/** Counts an order's refunds; throws where one returns more than the order has. */
export function countReturns({ lines, refunds, currency }: ShopOrder): CountedReturns {
  const left = new Map(lines.map((line) => [line.id, line.quantity]));
  const byId = new Map(lines.map((line) => [line.id, line]));
  const counted = refunds.map((refund) => ({
    refund,
    lines: refund.units.map(({ id, lineId, quantity }): RefundedLine => {
      const line = byId.get(lineId);
      const before = left.get(lineId) ?? 0;
      if (!line || quantity > before) {
        throw new Error(
          `Refund ${refund.id} returns ${quantity} of line ${lineId}, which has ${before}.`,
        );
      }
      const after = before - quantity;
      left.set(lineId, after);
      const subtotalMinor =
        worthMinor(line.price, before, currency) - worthMinor(line.price, after, currency);
      return { id, line, quantity, subtotalMinor, left: after };
    }),
  }));
  return { refunds: counted, left };
}
