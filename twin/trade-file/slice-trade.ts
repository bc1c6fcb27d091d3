/**
 * A slice of trade: whole customers with all their lines, and whole guest invoices, so that what
 * remains is a smaller shop and not a shop with holes.
 */
import { createHash } from 'node:crypto';
import { COLUMNS, type TradeLine } from './read-fields.ts';

/**
 * The lines of the `customers` customers and `guestInvoices` guest invoices whose numbers come
 * first when sorted by the SHA-256 of `SEED NUMBER`; in file order.
 */
export function sliceTrade(
  lines: readonly TradeLine[],
  { customers, guestInvoices, seed }: { customers: number; guestInvoices: number; seed: string },
): TradeLine[] {
  const byCustomer = new Set<string>();
  const byGuest = new Set<string>();
  for (const { customerId, invoice } of lines) {
    if (customerId === null) byGuest.add(invoice);
    else byCustomer.add(customerId);
  }
  const drawnCustomers = draw(byCustomer, customers, seed);
  const drawnInvoices = draw(byGuest, guestInvoices, seed);
  return lines.filter(({ customerId, invoice }) =>
    customerId === null ? drawnInvoices.has(invoice) : drawnCustomers.has(customerId),
  );
}

/** Lines as a file of the format has them. */
export function writeTrade(lines: readonly TradeLine[]): string {
  const rows = lines.map((line) =>
    [
      line.invoice,
      line.stockCode,
      line.description,
      String(line.quantity),
      new Date(line.at).toISOString().slice(0, 19).replace('T', ' '),
      line.price,
      line.customerId ?? '',
      line.country,
    ]
      .map(quotedWhereNeeded)
      .join(','),
  );
  return [COLUMNS.join(','), ...rows, ''].join('\n');
}

function draw(numbers: ReadonlySet<string>, count: number, seed: string): Set<string> {
  const rank = (number: string) => createHash('sha256').update(`${seed} ${number}`).digest('hex');
  const ranked = [...numbers].map((number) => ({ number, rank: rank(number) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return new Set(ranked.slice(0, count).map(({ number }) => number));
}

function quotedWhereNeeded(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
