/**
 * One record of a trade file, its text turned into numbers. Prices stay decimal text: no float ever
 * holds one. Example: `2.10` and `2.1` differ as text and are one price (`priceKey` `2.1`).
 */
import { readInvoiceDate } from './read-instant.ts';

export const COLUMNS = [
  'Invoice',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'Price',
  'CustomerID',
  'Country',
] as const;

export type Column = (typeof COLUMNS)[number];

export type TradeLine = {
  /** Where the line stands in the file, 1-based and physical; the header is 1. */
  readonly line: number;
  readonly invoice: string;
  readonly stockCode: string;
  readonly description: string;
  /** Units; negative on a return. */
  readonly quantity: number;
  /** Ms since the epoch. */
  readonly at: number;
  /** Plain decimal text as the file has it, e.g. `2.10`. */
  readonly price: string;
  /** The same number in its shortest text, so that equal prices are equal texts. */
  readonly priceKey: string;
  /** Null for a guest. */
  readonly customerId: string | null;
  readonly country: string;
};

/** Why a field cannot be read. */
export type FieldProblem = { readonly column: Column; readonly problem: string };

/** Reads the fields of a record, given in the order of {@link COLUMNS}. */
export type FieldReader = (fields: readonly string[], line: number) => TradeLine | FieldProblem;

const WHOLE_NUMBER = /^[+-]?\d+$/;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;

/** A reader that remembers texts it has seen: half a million lines share a few thousand. */
export function fieldReader(): FieldReader {
  const texts = remembered((text) => text);
  const instants = remembered(readInvoiceDate);
  const prices = remembered(readPrice);
  const customers = remembered((text) => (text.trim() === '' ? null : text));
  return (fields, line) => {
    const [invoice = '', stockCode = '', description = '', units = '', date = ''] = fields;
    const [, , , , , amount = '', customer = '', country = ''] = fields;
    if (invoice === '') return { column: 'Invoice', problem: 'an invoice number is missing' };
    const quantity = Number(units);
    if (!WHOLE_NUMBER.test(units) || !Number.isSafeInteger(quantity)) {
      return { column: 'Quantity', problem: `${quoted(units)} is not a whole number` };
    }
    const at = instants(date);
    if (at === null) {
      return { column: 'InvoiceDate', problem: `${quoted(date)} is not a YYYY-MM-DD hh:mm:ss` };
    }
    const price = prices(amount);
    if (!price) return { column: 'Price', problem: `${quoted(amount)} is not a decimal number` };
    // Beyond this the amount in pence would not be a whole number a computer holds exactly.
    if (Math.abs(Number(price.key) * quantity) * 100 >= Number.MAX_SAFE_INTEGER) {
      return {
        column: 'Price',
        problem: `${quoted(amount)} × ${units} is more than can be counted`,
      };
    }
    return {
      line,
      invoice: texts(invoice),
      stockCode: texts(stockCode),
      description: texts(description),
      quantity,
      at,
      price: price.text,
      priceKey: price.key,
      customerId: customers(customer),
      country: texts(country),
    };
  };
}

/**
 * A decimal's plain text and its shortest text (`+02.10` → `2.10`, `2.1`); null if it is not one.
 */
export function readPrice(text: string): { text: string; key: string } | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const places = fraction.length - Number(exponent);
  const padded = (whole + fraction + '0'.repeat(Math.max(0, -places))).padStart(places + 1, '0');
  const point = padded.length - Math.max(0, places);
  const units = padded.slice(0, point).replace(/^0+(?=\d)/, '');
  const decimals = padded.slice(point);
  const shortest = decimals.replace(/0+$/, '');
  const isZero = units === '0' && shortest === '';
  const minus = sign === '-' && !isZero ? '-' : '';
  return {
    text: `${minus}${units}${decimals === '' ? '' : `.${decimals}`}`,
    key: `${minus}${units}${shortest === '' ? '' : `.${shortest}`}`,
  };
}

function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) known.set(text, (value = read(text)));
    return value;
  };
}

/** What the file has there, short enough for a message. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
