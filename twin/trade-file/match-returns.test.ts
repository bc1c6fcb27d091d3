import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchReturns, type Trade } from './match-returns.ts';
import type { TradeLine } from './read-fields.ts';
import { tradeLines } from './trade-fixture.ts';

/** `order: what is left of each line`, and the units counted, as one short text. */
function said(trade: Trade): string {
  const orders = trade.orders.map((order) => {
    const left = order.lines.map((line) => line.quantity);
    for (const entry of order.returns) {
      for (const { index, quantity } of entry.units) left[index] = (left[index] ?? 0) - quantity;
    }
    return `${order.number}: ${left.join(' ')}`;
  });
  const { returnedUnitsMatched: matched, returnedUnitsUnmatched: unmatched } = trade;
  return [...orders, `${matched} matched, ${unmatched} not`].join(' | ');
}

const CASES: [title: string, table: string, outcome: string][] = [
  [
    'a partial return is spread over orders, newest first, and over lines in file order',
    `100  85048 3 01T10:00 2.10 7
     101  85048 2 02T10:00 2.10 7
     101  85048 1 02T10:00 2.10 7
     C102 85048 -4 03T10:00 2.10 7`,
    '100: 2 | 101: 0 0 | 4 matched, 0 not',
  ],
  [
    'prices are equal as decimals, not as text',
    `100  85048 1 01T10:00 2.10 7
     C102 85048 -1 03T10:00 2.1 7`,
    '100: 0 | 1 matched, 0 not',
  ],
  [
    'another price or another code matches nothing',
    `100  85048  2 01T10:00 2.10 7
     C102 85048 -1 03T10:00 2.11 7
     C103 85048A -1 03T10:00 2.10 7`,
    '100: 2 | 0 matched, 2 not',
  ],
  [
    'of orders at one instant the higher number gives back first, compared as strings',
    `1000 85048 1 01T10:00 1 7
     999  85048 1 01T10:00 1 7
     C1   85048 -1 01T11:00 1 7`,
    '1000: 1 | 999: 0 | 1 matched, 0 not',
  ],
  [
    'a note at the very instant of the order counts, one before it does not',
    `C1  85048 -1 01T09:59 1 7
     100 85048 2 01T10:00 1 7
     C2  85048 -1 01T10:00 1 7`,
    '100: 1 | 1 matched, 1 not',
  ],
  [
    'notes count by instant, then by number as strings, wherever they stand in the file',
    `100 85048 1 01T10:00 1 7
     101 85048 1 03T10:00 1 7
     C9  85048 -1 04T10:00 1 7
     C10 85048 -1 04T10:00 1 7
     C11 85048 -1 02T10:00 1 7`,
    '100: 0 | 101: 0 | 2 matched, 1 not',
  ],
  [
    'a return never reaches another customer, and a guest has no past',
    `100 85048 1 01T10:00 1 7
     101 85048 1 01T10:00 1 -
     C1  85048 -1 02T10:00 1 8
     C2  85048 -1 02T10:00 1 -`,
    '100: 1 | 101: 1 | 0 matched, 2 not',
  ],
  [
    'lines of an invoice need not stand together; its instant is that of its first goods line',
    `100 POST  1 01T09:00 5 7
     100 85048 1 01T10:00 1 7
     101 85048 1 01T10:01 1 7
     100 85049 1 01T10:05 1 7
     C1  85049 -1 01T10:00 1 7`,
    '100: 1 0 | 101: 1 | 1 matched, 0 not',
  ],
  [
    'what is no goods, has no price or the wrong sign is neither sold nor returned',
    `100  M     1 01T10:00 1 7
     100  85048 1 01T10:00 0 7
     100  85048 -1 01T10:00 1 7
     101  8504  1 01T10:00 1 7
     102  gift_0001 1 01T10:00 1 7
     C1   85048 1 02T10:00 1 7
     103  85048B 1 02T10:00 0.001 7`,
    '103: 1 | 0 matched, 0 not',
  ],
];

describe('matchReturns', () => {
  it.each(CASES)('%s', (_title, table, outcome) => {
    expect(said(matchReturns(tradeLines(table)))).toBe(outcome);
  });

  it('counts what it ignores by reason', () => {
    const table = `100 M 1 01T10:00 1 7
                   100 85048 1 01T10:00 0 7
                   100 85048 0 01T10:00 1 7
                   C1 85048 1 01T10:00 1 7`;
    const { ignored, lines } = matchReturns(tradeLines(table));
    expect(ignored).toEqual({ notGoods: 1, noPrice: 1, wrongSign: 2 });
    expect(lines).toBe(4);
  });

  it('sees nothing later than asOf, even inside an invoice', () => {
    const lines = tradeLines(`100 85048 2 01T10:00 1 7
                              100 85049 1 01T10:01 1 7
                              C1 85048 -1 01T10:00 1 7
                              C1 85048 -1 01T10:01 1 7`);
    const cut = matchReturns(lines, Date.UTC(2010, 4, 1, 10, 0));
    expect(said(cut)).toBe('100: 1 | 1 matched, 0 not');
    expect([cut.lines, cut.linesAfterAsOf]).toEqual([2, 2]);
    expect(said(matchReturns(lines))).toBe('100: 0 1 | 2 matched, 0 not');
  });

  it('agrees with a reading of the rules that is as naive as can be', () => {
    const row = fc.record({
      invoice: fc.constantFrom('9', '10', '11', 'C1', 'C2', 'C10'),
      code: fc.constantFrom('85048', '85049', 'POST'),
      units: fc.integer({ min: 1, max: 4 }),
      minute: fc.integer({ min: 10, max: 13 }),
      price: fc.constantFrom('1', '1.0', '2'),
      customer: fc.constantFrom('7', '8', '-'),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 14 }), (rows) => {
        const table = rows.map(({ invoice, code, units, minute, price, customer }) => {
          const quantity = invoice.startsWith('C') ? -units : units;
          return `${invoice} ${code} ${quantity} 01T10:${minute} ${price} ${customer}`;
        });
        const lines = tradeLines(table.join('\n'));
        const trade = matchReturns(lines);
        expect([trade.returnedUnitsMatched, trade.returnedUnitsUnmatched, leftOf(trade)]).toEqual(
          naive(lines),
        );
      }),
    );
  });
});

function leftOf(trade: Trade): Record<string, number> {
  const left: Record<string, number> = {};
  for (const order of trade.orders) {
    for (const line of order.lines) left[line.line] = line.quantity;
    for (const { units } of order.returns) {
      for (const { index, quantity } of units) {
        const line = order.lines[index]?.line ?? 0;
        left[line] = (left[line] ?? 0) - quantity;
      }
    }
  }
  return left;
}

/** Unit by unit, sorting everything anew for each: matched, unmatched, and units left by line. */
function naive(lines: readonly TradeLine[]): [number, number, Record<string, number>] {
  const goods = lines.filter((line) => line.stockCode !== 'POST');
  const firstOf = (line: TradeLine) =>
    goods.find((other) => other.invoice === line.invoice) ?? line;
  const sold = goods.filter((line) => line.quantity > 0);
  const left: Record<string, number> = Object.fromEntries(sold.map((l) => [l.line, l.quantity]));
  const rank = (line: TradeLine) => `${firstOf(line).at} ${line.invoice}`;
  const byRank = (a: TradeLine, b: TradeLine) =>
    rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0;
  let [matched, unmatched] = [0, 0];
  for (const note of goods.filter((line) => line.quantity < 0).sort(byRank)) {
    for (let unit = 0; unit < -note.quantity; unit += 1) {
      const { customerId, at } = firstOf(note);
      const source = sold
        .filter((line) => firstOf(line).customerId === customerId && firstOf(line).at <= at)
        .filter((line) => line.stockCode === note.stockCode)
        .filter((line) => Number(line.price) === Number(note.price) && (left[line.line] ?? 0) > 0)
        .sort((a, b) => byRank(b, a) || a.line - b.line)[0];
      if (customerId === null || !source) unmatched += 1;
      else {
        matched += 1;
        left[source.line] = (left[source.line] ?? 0) - 1;
      }
    }
  }
  return [matched, unmatched, left];
}
