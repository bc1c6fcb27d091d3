/**
 * A segment query cut into tokens, each with its place: lines from 1, columns from 0, as Shopify's
 * messages count them ("Line 1 Column 6: 'valid' is unexpected.").
 */

export type Place = { readonly line: number; readonly column: number };

export type Token = {
  readonly type: 'word' | 'text' | 'number' | 'date' | 'offset' | 'named' | 'sign' | 'end';
  /** As written; of a quoted text what stands between the quotes. */
  readonly text: string;
  readonly at: Place;
};

const FORMS: readonly (readonly [Token['type'], RegExp])[] = [
  ['text', /'(?:[^'\\]|\\.)*'/y],
  ['date', /\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d)?(?![\w-])/y],
  ['named', /(?:7|30|90)_days_ago\b|12_months_ago\b/y],
  ['offset', /[+-]\d+[dwmy]\b/y],
  ['number', /-?\d+(?:\.\d+)?(?![\w.])/y],
  // An app's own namespace has hyphens in it: `metafields.app--1.tier`.
  ['word', /[\p{L}_$][\p{L}\p{N}_$]*(?:(?:[.]|-+)[\p{L}\p{N}_$]+)*/uy],
  ['sign', /[!<>]=|[=<>(),:]/y],
];

/**
 * Whatever is no token of the language comes as a sign of one character; the last token is the
 * end.
 */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  for (let index = skipSpace(query, 0); index < query.length;) {
    const { type, written } = tokenAt(query, index);
    tokens.push({ type, text: meant(type, written), at: placeOf(query, index) });
    index = skipSpace(query, index + written.length);
  }
  return [...tokens, { type: 'end', text: '', at: placeOf(query, query.trimEnd().length) }];
}

function tokenAt(query: string, index: number): { type: Token['type']; written: string } {
  for (const [type, form] of FORMS) {
    form.lastIndex = index;
    const written = form.exec(query)?.[0];
    if (written !== undefined) return { type, written };
  }
  return { type: 'sign', written: query.charAt(index) };
}

function meant(type: Token['type'], written: string): string {
  return type === 'text' ? written.slice(1, -1).replaceAll(/\\(.)/g, '$1') : written;
}

function skipSpace(query: string, index: number): number {
  const rest = query.slice(index);
  return index + (rest.length - rest.trimStart().length);
}

function placeOf(query: string, index: number): Place {
  const before = query.slice(0, index).split('\n');
  return { line: before.length, column: before.at(-1)?.length ?? 0 };
}
