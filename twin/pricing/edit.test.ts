import { describe, expect, it } from 'vitest';
import { editTotals } from './edit.ts';
import type { EditedTotals, OrderChanges, OrderToEdit } from './refund-types.ts';

const order: OrderToEdit = {
  taxesIncluded: false,
  lines: [
    {
      id: 1,
      quantity: 2,
      priceMinor: 4800,
      allocations: [{ applicationIndex: 0, amountMinor: 1920 }],
      taxLines: [{ title: 'VAT', rate: 0.2, amountMinor: 1536 }],
    },
  ],
  shippingLines: [{ priceMinor: 500, allocations: [], taxLines: [] }],
};

const none: OrderChanges = { removed: [], added: [], newLines: [] };

function edited(changes: Partial<OrderChanges>, from = order): EditedTotals {
  const answer = editTotals(from, { ...none, ...changes });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.totals;
}

describe('an edited order', () => {
  // https://github.com/microsoft/BCApps/pull/10462, 2026-11-23: 2 × 48.00 at 20 % off, one taken
  // away, leaves 38.40 with 9.60 off, not 28.80.
  it('keeps the discount of the units that stay', () => {
    const totals = edited({ removed: [{ lineId: 1, quantity: 1 }] });
    expect(totals.lines[0]).toMatchObject({ quantity: 1, subtotalMinor: 3840 });
    expect(totals.totalDiscountsMinor).toBe(960);
    expect(totals.totalTaxMinor).toBe(768);
    expect(totals.differenceMinor).toBe(-(3840 + 768));
  });

  it('sells what is added at its price, taxed', () => {
    const totals = edited({
      added: [{ lineId: 1, quantity: 1 }],
      newLines: [{ id: 2, quantity: 3, priceMinor: 1000, taxRates: [{ title: 'VAT', rate: 0.2 }] }],
    });
    expect(totals.lines.map(({ subtotalMinor }) => subtotalMinor)).toEqual([12480, 3000]);
    expect(totals.totalTaxMinor).toBe(1536 + 960 + 600);
    expect(totals.differenceMinor).toBe(4800 + 3000 + 960 + 600);
  });

  it('has the tax inside where prices include it', () => {
    const totals = edited(
      { added: [{ lineId: 1, quantity: 1 }] },
      { ...order, taxesIncluded: true },
    );
    expect(totals.totalMinor).toBe(7680 + 4800 + 500);
    expect(totals.totalTaxMinor).toBe(1536 + 800);
  });

  it('comes to what it was when nothing changes', () => {
    expect(edited({})).toMatchObject({ differenceMinor: 0, totalMinor: 7680 + 1536 + 500 });
  });

  it.each([
    [{ removed: [{ lineId: 9, quantity: 1 }] }, 'unknown_line'],
    [{ removed: [{ lineId: 1, quantity: 3 }] }, 'quantity_exceeds_line'],
    [{ added: [{ lineId: 1, quantity: -1 }] }, 'quantity_exceeds_line'],
  ])('refuses %j: %s', (changes, reason) => {
    expect(editTotals(order, { ...none, ...changes })).toMatchObject({ ok: false, reason });
  });
});
