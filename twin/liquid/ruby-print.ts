/** How values look on the page: Ruby's `to_s`, and `inspect` inside of hashes. */
import { Drop } from 'liquidjs';
import { printFloat } from './ruby-number.ts';

/** Text of a value: nil is empty, arrays run together, decimals keep their point. */
export function print(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : printFloat(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(print).join('');
  if (value instanceof Drop) return printDrop(value);
  return inspect(value);
}

function printDrop(drop: Drop): string {
  const { toString } = drop as { toString: () => string };
  // `empty` and `blank` are drops of liquidjs without a text of their own; they print as nothing.
  return Object.prototype.toString === toString ? '' : toString.call(drop);
}

function inspect(value: unknown): string {
  if (value === undefined || value === null) return 'nil';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inspect).join(', ')}]`;
  if (typeof value === 'object' && !(value instanceof Drop)) {
    const pairs = Object.entries(value).map(([key, item]) => `${inspect(key)}=>${inspect(item)}`);
    return `{${pairs.join(', ')}}`;
  }
  return print(value);
}
