/**
 * Shopify's search over what is there already: variants of products, transactions of an account.
 */
import { type FieldValues, type Kind, type TermValue, wordsOf } from '../../../store/kind.ts';
import { parseSearch, type Search } from '../../../store/search-syntax.ts';
import type { SearchTerm } from '../../engine/rewrite-search.ts';

/** The items a search finds; fields that the kind has not find everything, as in the store. */
export function searchItems<T>(
  items: readonly T[],
  query: string | null | undefined,
  { kind, now }: { kind: Kind<T>; now: number },
): readonly T[] {
  const search = parseSearch(query ?? '');
  return search === null ? items : items.filter((item) => isFound(item, search, { kind, now }));
}

type Place<T> = { readonly kind: Kind<T>; readonly now: number };

function isFound<T>(item: T, search: Search, place: Place<T>): boolean {
  switch (search.type) {
    case 'not':
      return !isFound(item, search.part, place);
    case 'and':
      return search.parts.every((part) => isFound(item, part, place));
    case 'or':
      return search.parts.some((part) => isFound(item, part, place));
    case 'term':
      return holds(item, search, place);
  }
}

function holds<T>(item: T, term: SearchTerm, { kind, now }: Place<T>): boolean {
  const { fields } = kind;
  const bare = Object.values(fields).find(({ type }) => type === 'word');
  const field = term.field === null ? bare : fields[term.field.toLowerCase()];
  if (field === undefined) return true;
  const values = listed(field.of(item));
  if (field.type === 'word') return hasWords(values, term);
  if (term.isPrefix) {
    const prefix = term.value.toLowerCase();
    return values.some((value) => String(value).toLowerCase().startsWith(prefix));
  }
  if (field.type === 'text' || field.type === 'flag') {
    const wanted = term.value.toLowerCase();
    return values.some((value) => isInOrder(String(value).toLowerCase(), wanted, term));
  }
  const wanted = field.type === 'instant' ? instantOf(term.value, now) : numberOf(term.value);
  if (wanted === null) return false;
  return values.some((value) => isInOrder(Number(value), wanted, term));
}

function isInOrder<V extends string | number>(own: V, wanted: V, { comparison }: SearchTerm) {
  if (comparison === '=') return own === wanted;
  if (comparison === '>') return own > wanted;
  if (comparison === '>=') return own >= wanted;
  return comparison === '<' ? own < wanted : own <= wanted;
}

function hasWords(values: readonly TermValue[], { value, isPrefix }: SearchTerm): boolean {
  const own = values.flatMap((one) => wordsOf(String(one)));
  const wanted = wordsOf(value);
  return wanted.every((word, index) =>
    isPrefix && index === wanted.length - 1
      ? own.some((one) => one.startsWith(word))
      : own.includes(word),
  );
}

function listed(values: FieldValues): readonly TermValue[] {
  const list = Array.isArray(values) ? (values as readonly (TermValue | null)[]) : [values];
  return list.flatMap((value) =>
    value === null || value === undefined
      ? []
      : [typeof value === 'boolean' ? String(value) : (value as TermValue)],
  );
}

function numberOf(text: string): number | null {
  const number = Number(/^gid:\/\/shopify\/\w+\/(\d+)$/.exec(text)?.[1] ?? text);
  return text === '' || Number.isNaN(number) ? null : number;
}

function instantOf(text: string, now: number): number | null {
  const at = text === 'now' ? now : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
