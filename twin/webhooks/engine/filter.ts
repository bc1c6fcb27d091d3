/**
 * Filters of subscriptions: search syntax over the fields of the payload, nested ones by a point,
 * true for a list where it is for one of its entries
 * (https://shopify.dev/docs/apps/build/webhooks/customize/filters, read 2026-11).
 *
 *     id:* AND variants.price:>=10.00
 */
import { type Comparison, parseSearch, type Search } from '../../store/search-syntax.ts';

const parsed = new Map<string, Search | null>();
const PARSED_MAX = 500;
/** Our own bound: as nested as this allows, a filter is still read without harm. */
const FILTER_MAX = 2000;

/** Whether a payload passes; an empty filter lets all pass. */
export function passesFilter(filter: string | null, payload: unknown): boolean {
  if (filter === null || filter.trim() === '') return true;
  let search = parsed.get(filter);
  if (search === undefined) {
    if (parsed.size >= PARSED_MAX) parsed.clear();
    parsed.set(filter, (search = parseSearch(filter)));
  }
  return search === null || holds(search, payload);
}

/** What is wrong with a filter, as a sentence; null: nothing. */
export function filterProblem(filter: string): string | null {
  if (filter.length > FILTER_MAX)
    return `Filter is too long (maximum is ${FILTER_MAX} characters).`;
  const search = parseSearch(filter);
  if (search === null) return 'Filter is empty.';
  const bare = bareWord(search);
  return bare === null ? null : `Filter must name a field for "${bare}".`;
}

function bareWord(search: Search): string | null {
  if (search.type === 'term') return search.field === null ? search.value : null;
  const parts = search.type === 'not' ? [search.part] : search.parts;
  for (const part of parts) {
    const found = bareWord(part);
    if (found !== null) return found;
  }
  return null;
}

function holds(search: Search, payload: unknown): boolean {
  switch (search.type) {
    case 'and':
      return search.parts.every((part) => holds(part, payload));
    case 'or':
      return search.parts.some((part) => holds(part, payload));
    case 'not':
      return !holds(search.part, payload);
    case 'term':
      return termHolds(search, payload);
  }
}

function termHolds(term: Extract<Search, { type: 'term' }>, payload: unknown): boolean {
  const { field, value, isPrefix, comparison } = term;
  if (field === null) return false;
  const found = valuesAt(payload, field.split('.'));
  if (isPrefix) {
    const start = value.toLowerCase();
    return found.some((one) => one.toLowerCase().startsWith(start));
  }
  // Tags are one text in a payload, and a list to everybody who reads it.
  const all = field === 'tags' ? found.flatMap((one) => [one, ...one.split(', ')]) : found;
  return all.some((one) => compares(one, comparison, value));
}

/** The texts at a path; null and objects have none. */
function valuesAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  if (value === null || value === undefined) return [];
  const [key, ...rest] = path;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return key === undefined ? [String(value)] : [];
  }
  if (key !== undefined) return valuesAt((value as Record<string, unknown>)[key], rest);
  // A number of more digits than a double holds is an object of its own until it is written.
  const { rawJSON } = value as { rawJSON?: unknown };
  return typeof rawJSON === 'string' ? [rawJSON] : [];
}

function compares(one: string, comparison: Comparison, value: string): boolean {
  if (comparison === '=') {
    return one.toLowerCase() === value.toLowerCase() || difference(one, value) === 0;
  }
  const order = difference(one, value) ?? (one < value ? -1 : one > value ? 1 : 0);
  if (comparison === '>') return order > 0;
  if (comparison === '>=') return order >= 0;
  return comparison === '<' ? order < 0 : order <= 0;
}

/** As numbers or as instants, where both are. */
function difference(one: string, other: string): number | null {
  // Ids have more digits than a double holds.
  if (/^\d+$/.test(one) && /^\d+$/.test(other)) {
    const [a, b] = [BigInt(one), BigInt(other)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  const [a, b] = [Number(one), Number(other)];
  if (one !== '' && other !== '' && Number.isFinite(a) && Number.isFinite(b)) return a - b;
  if (!/^\d{4}-\d\d-\d\d/.test(one) || !/^\d{4}-\d\d-\d\d/.test(other)) return null;
  const [first, second] = [Date.parse(one), Date.parse(other)];
  return Number.isNaN(first) || Number.isNaN(second) ? null : first - second;
}
