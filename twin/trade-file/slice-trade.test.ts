import { describe, expect, it } from 'vitest';
import { matchReturns } from './match-returns.ts';
import { readTrade } from './read-trade.ts';
import { sliceTrade, writeTrade } from './slice-trade.ts';
import { tradeFile, tradeLines } from './trade-fixture.ts';

const LINES = tradeLines(`100 85048  3 01T10:00 2.10 7
                          101 85048  3 01T11:00 2.10 8
                          102 85048  3 01T12:00 2.10 -
                          103 85048  3 01T13:00 2.10 -
                          C1  85048 -1 02T10:00 2.10 7
                          C2  85048 -1 02T10:00 2.10 8`);

describe('sliceTrade', () => {
  it('takes customers and guest invoices whole, in file order, as the seed says', () => {
    const slice = sliceTrade(LINES, { customers: 1, guestInvoices: 1, seed: 'a' });
    const [customer] = slice.flatMap((line) => line.customerId ?? []);
    const [guestInvoice] = slice.filter((line) => line.customerId === null);
    const whole = LINES.filter(
      (line) => line.customerId === customer || line.invoice === guestInvoice?.invoice,
    );
    expect(slice).toEqual(whole);
    expect(slice).toHaveLength(3);
    expect(sliceTrade(LINES, { customers: 1, guestInvoices: 1, seed: 'a' })).toEqual(slice);
  });

  it('writes what the reader reads back', async () => {
    const lines = LINES.map((line) => ({ ...line, description: 'A "B",\nC' }));
    const read = await readTrade(tradeFile(writeTrade(lines)));
    const unplaced = (all: typeof lines) => all.map((line) => ({ ...line, line: 0 }));
    expect(unplaced(read)).toEqual(unplaced(lines));
  });
});

describe('the demo shop’s slice', () => {
  it('is the trade its README says it is', async () => {
    const trade = matchReturns(await readTrade('twin/trade-file/online-retail-slice.csv.gz'));
    expect(trade.lines).toBe(24_387);
    expect(trade.orders).toHaveLength(1_154);
    expect(trade.orders.filter((order) => order.customerId === null)).toHaveLength(80);
  });
});
