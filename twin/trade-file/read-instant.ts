/**
 * Instants from text, checked against the calendar: `Date.parse` would move 30 February to March
 * and read a time without an offset in the machine's own zone.
 */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d\d:?\d\d)?$/;
const INVOICE_DATE = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * An ISO 8601 date or date-time in ms since the epoch; null if it is none. Without an offset it is
 * UTC; a date alone is its first moment.
 */
export function readInstant(text: string): number | null {
  const day = DAY.exec(text);
  if (day) return utcMs(day.slice(1));
  const match = DAY_TIME.exec(text);
  if (!match) return null;
  const [, year, month, dayOfMonth, hour, minute, second = '0', fraction = '', offset = 'Z'] =
    match;
  const wallMs = utcMs([year, month, dayOfMonth, hour, minute, second]);
  const offsetMs = readOffsetMs(offset);
  if (wallMs === null || offsetMs === null) return null;
  return wallMs + Number(fraction.padEnd(3, '0')) - offsetMs;
}

/**
 * The format's own `YYYY-MM-DD hh:mm:ss`, read as UTC, in ms since the epoch; null if it is not
 * one.
 */
export function readInvoiceDate(text: string): number | null {
  const match = INVOICE_DATE.exec(text);
  return match ? utcMs(match.slice(1)) : null;
}

function utcMs(parts: readonly (string | undefined)[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}

function readOffsetMs(text: string): number | null {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(-2));
  if (hours > 23 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
