/** Hand-made trade for tests: rows as short text, written as a file of the shared format. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { COLUMNS, fieldReader, type TradeLine } from './read-fields.ts';

export const HEADER = COLUMNS.join(',');

/** Writes bytes or text as a file of its own, for as long as the test runs; answers its path. */
export function tradeFile(content: string | Buffer, name = 'trade.csv'): string {
  const folder = mkdtempSync(join(tmpdir(), 'trade-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/**
 * Lines from a table, one a row: `invoice code quantity day-time price customer`, e.g.
 * `100 85048 3 01T10:00 2.10 7`; the month is May 2010 and `-` is a guest.
 */
export function tradeLines(table: string): TradeLine[] {
  const read = fieldReader();
  const rows = table.trim().split('\n');
  return rows.map((row, place) => {
    const [invoice = '', code = '', quantity = '', when = '', price = '', customer = ''] = row
      .trim()
      .split(/\s+/);
    const date = `2010-05-${when.replace('T', ' ')}:00`;
    const customerId = customer === '-' ? '' : customer;
    const fields = [invoice, code, 'THING', quantity, date, price, customerId, 'Utopia'];
    const line = read(fields, place + 2);
    if ('problem' in line) throw new Error(`Row ${place + 1}: ${line.column}: ${line.problem}`);
    return line;
  });
}
