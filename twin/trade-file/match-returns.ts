/**
 * Lines of trade → orders, each with what came back of it and when. A credit note does not name the
 * order it returns; the rules that settle it are the file format's own, in the room's README.
 *
 * Law: no order line ever gives back more units than it sold, and every unit on a credit note is
 * either matched to exactly one order line or counted as unmatched.
 */
import type { TradeLine } from './read-fields.ts';

/**
 * Units of one credit note that came back to one order; `index` is the place of the order's line.
 */
export type TradeReturn = {
  readonly note: string;
  readonly at: number;
  readonly units: { readonly index: number; quantity: number }[];
};

export type TradeOrder = {
  readonly number: string;
  readonly customerId: string | null;
  /** Instant of its first line, ms since the epoch. */
  readonly at: number;
  /** In file order, each with Quantity above zero. */
  readonly lines: readonly TradeLine[];
  /** In the order in which the notes count. */
  readonly returns: TradeReturn[];
};

export type Trade = {
  /** Lines not later than asOf. */
  readonly lines: number;
  readonly linesAfterAsOf: number;
  /** Lines that are neither sold nor returned goods, by the first reason that holds. */
  readonly ignored: { notGoods: number; noPrice: number; wrongSign: number };
  /** The instant asked for, else the file's last; ms since the epoch. */
  readonly asOf: number;
  /** By instant, then in file order. */
  readonly orders: readonly TradeOrder[];
  readonly returnedUnitsMatched: number;
  readonly returnedUnitsUnmatched: number;
};

type Invoice = {
  readonly number: string;
  readonly customerId: string | null;
  readonly at: number;
  readonly lines: TradeLine[];
};

/** Units an order line still has to give back. */
type Source = { readonly order: TradeOrder; readonly index: number; left: number };

const GOODS = /^[0-9]{5}/;

/**
 * What the lines amount to as of an instant (ms; default: the last line's). Later lines are not
 * seen.
 */
export function matchReturns(all: readonly TradeLine[], asked?: number): Trade {
  const asOf = asked ?? all.reduce((last, line) => Math.max(last, line.at), -Infinity);
  const lines = all.filter((line) => line.at <= asOf);
  const { sold, returned, ignored } = sortLines(lines);
  const orders = sold.map((invoice): TradeOrder => ({ ...invoice, returns: [] }));
  const sources = sourcesByCustomer(orders);
  let returnedUnitsMatched = 0;
  let returnedUnitsUnmatched = 0;
  for (const note of returned.sort(compareByInstantAndNumber)) {
    for (const line of note.lines) {
      const units = -line.quantity;
      const matched = takeBack(note, line, units, sources);
      returnedUnitsMatched += matched;
      returnedUnitsUnmatched += units - matched;
    }
  }
  return {
    lines: lines.length,
    linesAfterAsOf: all.length - lines.length,
    ignored,
    asOf,
    orders: orders.sort((a, b) => a.at - b.at),
    returnedUnitsMatched,
    returnedUnitsUnmatched,
  };
}

/**
 * Goods lines by invoice, in file order; an invoice takes instant and customer from its first one.
 */
function sortLines(lines: readonly TradeLine[]) {
  const sold = new Map<string, Invoice>();
  const returned = new Map<string, Invoice>();
  const ignored = { notGoods: 0, noPrice: 0, wrongSign: 0 };
  for (const line of lines) {
    const isNote = line.invoice.startsWith('C');
    if (!GOODS.test(line.stockCode)) ignored.notGoods += 1;
    else if (!isAboveZero(line.priceKey)) ignored.noPrice += 1;
    else if (isNote ? line.quantity >= 0 : line.quantity <= 0) ignored.wrongSign += 1;
    else addLine(isNote ? returned : sold, line);
  }
  return { sold: [...sold.values()], returned: [...returned.values()], ignored };
}

function addLine(invoices: Map<string, Invoice>, line: TradeLine): void {
  const invoice = invoices.get(line.invoice);
  if (invoice) {
    invoice.lines.push(line);
    return;
  }
  const { customerId, at } = line;
  invoices.set(line.invoice, { number: line.invoice, customerId, at, lines: [line] });
}

/**
 * Per customer, code and price: the order lines that can give back, in the order in which they do.
 */
function sourcesByCustomer(orders: readonly TradeOrder[]): Map<string, Source[]> {
  const sources = new Map<string, Source[]>();
  const newestFirst = [...orders].sort((a, b) => -compareByInstantAndNumber(a, b));
  for (const order of newestFirst) {
    if (order.customerId === null) continue;
    for (const [index, line] of order.lines.entries()) {
      const key = sourceKey(order.customerId, line);
      const known = sources.get(key);
      const source = { order, index, left: line.quantity };
      if (known) known.push(source);
      else sources.set(key, [source]);
    }
  }
  return sources;
}

/** Takes units back from the customer's orders; answers how many found one. */
function takeBack(
  note: Invoice,
  line: TradeLine,
  units: number,
  sources: ReadonlyMap<string, Source[]>,
): number {
  if (note.customerId === null) return 0;
  let open = units;
  for (const source of sources.get(sourceKey(note.customerId, line)) ?? []) {
    if (open === 0) break;
    if (source.order.at > note.at || source.left === 0) continue;
    const quantity = Math.min(open, source.left);
    source.left -= quantity;
    open -= quantity;
    recordReturn(source, note, quantity);
  }
  return units - open;
}

function recordReturn({ order, index }: Source, note: Invoice, quantity: number): void {
  // Notes count one after the other, so if this one has touched the order it is the last that did.
  let entry = order.returns.at(-1);
  if (entry?.note !== note.number) {
    entry = { note: note.number, at: note.at, units: [] };
    order.returns.push(entry);
  }
  const known = entry.units.find((unit) => unit.index === index);
  if (known) known.quantity += quantity;
  else entry.units.push({ index, quantity });
}

function sourceKey(customerId: string, line: TradeLine): string {
  return `${customerId}\n${line.stockCode}\n${line.priceKey}`;
}

/** By instant, then number; numbers compare as strings, by code unit. */
function compareByInstantAndNumber(
  a: { readonly at: number; readonly number: string },
  b: { readonly at: number; readonly number: string },
): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
}

function isAboveZero(priceKey: string): boolean {
  return priceKey !== '0' && !priceKey.startsWith('-');
}
