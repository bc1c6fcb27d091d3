import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTrade } from './read-trade.ts';
import { HEADER, tradeFile } from './trade-fixture.ts';

const GOOD = '489434,85048,BALLS,12,2009-12-01 07:45:00,6.95,13085,United Kingdom';

const REFUSED: [title: string, content: string | Buffer, message: RegExp][] = [
  ['a column is missing', `${HEADER.replace(',Price', '')}\n`, /line 1, column Price: .*missing/],
  ['a column is there twice', `${HEADER},Price\n${GOOD},1\n`, /line 1, column Price: .*twice/],
  [
    'a quantity is no whole number',
    csv('1,85048,X,1.5,2009-12-01 07:45:00,1,7,UK'),
    /line 3, column Quantity: "1.5"/,
  ],
  [
    'a price is no number',
    csv('1,85048,X,1,2009-12-01 07:45:00,1p,7,UK'),
    /line 3, column Price: "1p"/,
  ],
  ['a price is missing', csv('1,85048,X,1,2009-12-01 07:45:00,,7,UK'), /line 3, column Price: ""/],
  [
    'an amount is beyond counting',
    csv('1,85048,X,999999999,2009-12-01 07:45:00,1e9,7,UK'),
    /line 3, column Price/,
  ],
  [
    'a day is not in the calendar',
    csv('1,85048,X,1,2010-02-30 07:45:00,1,7,UK'),
    /line 3, column InvoiceDate/,
  ],
  [
    'an invoice number is missing',
    csv(',85048,X,1,2010-02-03 07:45:00,1,7,UK'),
    /line 3, column Invoice/,
  ],
  [
    'a line has too few fields',
    csv('1,85048,X,1,2009-12-01 07:45:00,1,7'),
    /line 3, column Country: 7 fields/,
  ],
  ['a line has too many fields', csv(`${GOOD},more`), /line 3, column Country: 9 fields/],
  [
    'a quote is not closed',
    csv('1,85048,"X,1,2009-12-01 07:45:00,1,7,UK'),
    /line 3, column Description: .*quote/,
  ],
  [
    'a quote stands inside a field',
    csv('1,85048,15" X,1,2009-12-01 07:45:00,1,7,UK'),
    /line 3, column Description: .*quote/,
  ],
  [
    'a byte is not UTF-8',
    bytes('1,85048,CAF', 0xe9, ',1,2009-12-01 07:45:00,1,7,UK\n'),
    /line 3, column Description: .*not UTF-8/,
  ],
  [
    'a byte inside quotes is not UTF-8',
    bytes('1,85048,"A\nCAF', 0xe9, '",1,2009-12-01 07:45:00,1,7,UK\n'),
    /line 4, column Description: .*not UTF-8/,
  ],
  [
    'it ends inside a character',
    bytes('1,85048,X,1,2009-12-01 07:45:00,1,7,UK', 0xc3, ''),
    /line 3, column Country: .*not UTF-8/,
  ],
  [
    'it is UTF-16 with a mark',
    Buffer.from(`\ufeff${HEADER}\n${GOOD}\n`, 'utf16le'),
    /line 1, column 1: .*not UTF-8/,
  ],
  [
    'it is UTF-16 without a mark',
    Buffer.from(`${HEADER}\n${GOOD}\n`, 'utf16le'),
    /line 1, column 1: .*not UTF-8/,
  ],
  ['it is empty', '', /the file is empty/],
  ['it has only a header', `${HEADER}\n`, /no lines/],
];

describe('readTrade', () => {
  it.each(REFUSED)('refuses a file when %s', async (_title, content, message) => {
    const file = tradeFile(content);
    await expect(readTrade(file)).rejects.toThrow(message);
    await expect(readTrade(file)).rejects.toThrow(file);
  });

  it('names the physical line of a bad field that follows a field of several lines', async () => {
    const file = tradeFile(csv('1,85048,"A\r\nB\nC",1,2009-12-01 07:45:00,x,7,UK'));
    await expect(readTrade(file)).rejects.toThrow(/line 5, column Price/);
  });

  it('refuses a file that is not there, and a folder', async () => {
    await expect(readTrade('/nowhere/trade.csv')).rejects.toThrow(/no such file/);
    await expect(readTrade('/')).rejects.toThrow(/not a file/);
  });

  it('blames the packing where gzip data is damaged, cut short or none at all', async () => {
    const packed = gzipSync(`${HEADER}\n${`${GOOD}\n`.repeat(2000)}`);
    const damaged = Buffer.from(packed);
    damaged.fill(0x55, 60, 90);
    for (const content of [packed.subarray(0, -9), damaged, Buffer.from('no gzip')]) {
      await expect(readTrade(tradeFile(content, 'trade.csv.gz'))).rejects.toThrow(/gzip data/);
    }
  });

  it('reads columns in any order, ignores others, and skips blank lines', async () => {
    const header =
      'Price,Extra,Country,CustomerID,Quantity,Invoice,InvoiceDate,Description,StockCode';
    const row = '2.10,?,UK,,-3,C9,2009-12-01 07:45:00,"A ""B"", C",85048';
    const [line] = await readTrade(tradeFile(`\ufeff${header}\r\n\r\n${row}\r\n\r\n`));
    expect(line).toEqual({
      line: 3,
      invoice: 'C9',
      stockCode: '85048',
      description: 'A "B", C',
      quantity: -3,
      at: Date.UTC(2009, 11, 1, 7, 45),
      price: '2.10',
      priceKey: '2.1',
      customerId: null,
      country: 'UK',
    });
  });

  it('reads the same lines packed and plain, with characters cut by any chunk border', async () => {
    const text = csv(...Array.from({ length: 40_000 }, () => GOOD.replace('BALLS', 'ÅÄÖ €𝄞')));
    const plain = await readTrade(tradeFile(text));
    expect(await readTrade(tradeFile(gzipSync(text), 'trade.csv.gz'))).toEqual(plain);
    expect(new Set(plain.slice(1).map((line) => line.description))).toEqual(new Set(['ÅÄÖ €𝄞']));
  });
});

/** A file whose second line is good and whose further lines are those given. */
function csv(...rows: string[]): string {
  return [HEADER, GOOD, ...rows, ''].join('\n');
}

function bytes(before: string, byte: number, after: string): Buffer {
  const head = Buffer.from(`${HEADER}\n${GOOD}\n${before}`);
  return Buffer.concat([head, Buffer.from([byte]), Buffer.from(after)]);
}
