/**
 * Cuts a slice of a trade file.
 * `node twin/trade-file/cut-slice.ts SOURCE TARGET.csv.gz CUSTOMERS GUEST_INVOICES SEED`
 */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { readTrade } from './read-trade.ts';
import { sliceTrade, writeTrade } from './slice-trade.ts';

const [source = '', target = '', customers, guestInvoices, seed = ''] = process.argv.slice(2);
const size = { customers: Number(customers), guestInvoices: Number(guestInvoices), seed };
const slice = sliceTrade(await readTrade(source), size);
writeFileSync(target, gzipSync(writeTrade(slice), { level: 9 }));
console.log(`${slice.length} lines written to ${target}`);
