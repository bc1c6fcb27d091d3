/** Filters of lists. Source: Shopify/liquid standardfilters.rb, InputIterator (2026-11-23). */
import { type FilterCall, type FilterTable, required } from '../filter.ts';
import { Fields, readProperty } from '../fields.ts';
import { LiquidRuntimeError } from '../fault.ts';
import { print } from '../ruby-print.ts';
import { calculate } from '../ruby-number.ts';
import { Drop } from 'liquidjs';

export const listFilters: FilterTable = {
  compact: (call) => listOf(call.input).filter((item) => present(pick(item, call.args[0]))),
  concat: (call) => {
    const other = required(call);
    if (!Array.isArray(other)) {
      throw new LiquidRuntimeError('concat filter requires an array argument');
    }
    return [...listOf(call.input), ...listOf(other)];
  },
  find: (call) => listOf(call.input).find(matcher(call)) ?? null,
  find_index: (call) => {
    const index = listOf(call.input).findIndex(matcher(call));
    return index < 0 ? null : index;
  },
  first: ({ input }) => (typeof input === 'string' ? input.charAt(0) : listOf(input)[0]),
  has: (call) => listOf(call.input).some(matcher(call)),
  join: ({ input, args }) =>
    listOf(input)
      .map(print)
      .join(args.length > 0 ? print(args[0]) : ' '),
  last: ({ input }) => (typeof input === 'string' ? input.slice(-1) : listOf(input).at(-1)),
  map: (call) => listOf(call.input).map((item) => pick(item, required(call))),
  reject: (call) => {
    const test = matcher(call);
    return listOf(call.input).filter((item) => !test(item));
  },
  reverse: ({ input }) => listOf(input).reverse(),
  size: ({ input }) => sizeOf(input),
  sort: ({ input, args }) => sorted(listOf(input), args[0], compare),
  sort_natural: ({ input, args }) =>
    sorted(listOf(input), args[0], (a, b) =>
      compare(print(a).toLowerCase(), print(b).toLowerCase()),
    ),
  sum: ({ input, args }) =>
    listOf(input)
      .map((item) => pick(item, args[0]))
      .reduce((total, value) => calculate(total, value, (a, b) => a + b), 0),
  uniq: ({ input, args }) => {
    const seen = new Set<unknown>();
    return listOf(input).filter((item) => {
      const key = plain(pick(item, args[0]));
      return seen.has(key) ? false : seen.add(key);
    });
  },
  where: (call) => listOf(call.input).filter(matcher(call)),
};

/** What a filter of lists walks over: nil is empty, one thing is a list of one, lists are flat. */
export function listOf(input: unknown): unknown[] {
  if (input === undefined || input === null || input === '') return [];
  if (Array.isArray(input)) return input.flat(Infinity) as unknown[];
  if (input instanceof Fields && Symbol.iterator in input) {
    return [...(input as unknown as Iterable<unknown>)];
  }
  return [input];
}

function pick(item: unknown, key: unknown): unknown {
  return key === undefined || key === null ? item : readProperty(item, print(key));
}

function matcher(call: FilterCall): (item: unknown) => boolean {
  const key = required(call);
  if (call.args.length < 2) return (item) => truthy(pick(item, key));
  const wanted = plain(call.args[1]);
  if (wanted === null || wanted === undefined) return (item) => !present(pick(item, key));
  return (item) => plain(pick(item, key)) === wanted;
}

function sizeOf(input: unknown): number {
  if (typeof input === 'string') return [...input].length;
  if (Array.isArray(input)) return input.length;
  if (input instanceof Fields && Symbol.iterator in input) return listOf(input).length;
  return typeof input === 'object' && input !== null ? Object.keys(input).length : 0;
}

function sorted(
  list: unknown[],
  key: unknown,
  order: (a: unknown, b: unknown) => number,
): unknown[] {
  return list.sort((left, right) => {
    const [a, b] = [plain(pick(left, key)), plain(pick(right, key))];
    // Nil goes last whatever the order.
    if (!present(a) || !present(b)) return Number(present(b)) - Number(present(a));
    return order(a, b);
  });
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  throw new LiquidRuntimeError('cannot sort values of incompatible types');
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function truthy(value: unknown): boolean {
  return present(value) && value !== false;
}

function plain(value: unknown): unknown {
  return value instanceof Drop ? value.valueOf() : value;
}
