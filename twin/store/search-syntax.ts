/**
 * Shopify's search syntax (https://shopify.dev/docs/api/usage/search-syntax, read 2026-11): terms
 * joined by AND (or nothing), OR, NOT or `-`, in parentheses; `field:value` with `>`, `>=`, `<`,
 * `<=`, quoted phrases, `value*` for a prefix, `field:*` for any value, `a,b` for a list.
 *
 *     name:#1001 OR (created_at:>=2026-01-01 -tag:vip)
 */

export type Comparison = '=' | '>' | '>=' | '<' | '<=';

export type Search =
  | { readonly type: 'and' | 'or'; readonly parts: readonly Search[] }
  | { readonly type: 'not'; readonly part: Search }
  | {
      readonly type: 'term';
      /** Null: a bare word, looked for in the kind's words. */
      readonly field: string | null;
      readonly comparison: Comparison;
      readonly value: string;
      readonly isPrefix: boolean;
      readonly isQuoted: boolean;
    };

type Token =
  | { readonly type: '(' | ')' | 'and' | 'or' | 'not' }
  | { readonly type: 'term'; readonly term: Search };

const TOKEN = new RegExp(
  String.raw`\s*(?:(\()|(\))|(AND\b|&&)|(OR\b|\|\|)|(NOT\b|!)|(-(?=\S))|` +
    String.raw`(?:([\w.$/-]+):\s*(>=|<=|>|<)?\s*)?` +
    String.raw`("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()]+))`,
  'y',
);

/** Null for text that says nothing. All else means something: Shopify never refuses a search. */
export function parseSearch(query: string): Search | null {
  const tokens = tokenize(query);
  let at = 0;
  const peek = () => tokens[at]?.type;

  function any(): Search | null {
    const parts: Search[] = [];
    for (;;) {
      const part = all();
      if (part !== null) parts.push(part);
      if (peek() !== 'or') break;
      at += 1;
    }
    return join('or', parts);
  }

  function all(): Search | null {
    const parts: Search[] = [];
    while (peek() !== undefined && peek() !== 'or' && peek() !== ')') {
      if (peek() === 'and') {
        at += 1;
        continue;
      }
      const part = one();
      if (part !== null) parts.push(part);
    }
    return join('and', parts);
  }

  function one(): Search | null {
    const token = tokens[at];
    at += 1;
    if (token === undefined) return null;
    if (token.type === 'not') {
      const part = one();
      // Not not is nothing; kept, a long row of them would be too deep to ask for.
      if (part?.type === 'not') return part.part;
      return part === null ? null : { type: 'not', part };
    }
    if (token.type === '(') {
      const inside = any();
      if (peek() === ')') at += 1;
      return inside;
    }
    return token.type === 'term' ? token.term : null;
  }

  let whole = any();
  // A parenthesis too many closes nothing; what follows still counts.
  while (at < tokens.length) {
    at += 1;
    const rest = any();
    if (rest !== null) whole = whole === null ? rest : { type: 'and', parts: [whole, rest] };
  }
  return whole;
}

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const match = TOKEN.exec(query);
    if (match === null) return tokens;
    const [, open, close, and, or, not, minus, field, comparison, value = ''] = match;
    if (open) tokens.push({ type: '(' });
    else if (close) tokens.push({ type: ')' });
    else if (and) tokens.push({ type: 'and' });
    else if (or) tokens.push({ type: 'or' });
    else if (not || minus) tokens.push({ type: 'not' });
    else tokens.push({ type: 'term', term: term(field, comparison, value) });
  }
}

function term(field: string | undefined, comparison: string | undefined, raw: string): Search {
  const isQuoted = /^(".*"|'.*')$/s.test(raw);
  const value = isQuoted ? raw.slice(1, -1).replaceAll(/\\(.)/g, '$1') : raw;
  const common = {
    type: 'term',
    field: field ?? null,
    comparison: asComparison(comparison),
  } as const;
  const values =
    isQuoted || field === undefined ? [value] : value.split(',').filter((v) => v !== '');
  const parts = values.map((one): Search => {
    const isPrefix = !isQuoted && one.endsWith('*');
    return { ...common, value: isPrefix ? one.slice(0, -1) : one, isPrefix, isQuoted };
  });
  return join('or', parts) ?? { ...common, value, isPrefix: false, isQuoted };
}

function asComparison(text: string | undefined): Comparison {
  return text === '>' || text === '>=' || text === '<' || text === '<=' ? text : '=';
}

function join(type: 'and' | 'or', parts: readonly Search[]): Search | null {
  if (parts.length <= 1) return parts[0] ?? null;
  return { type, parts };
}
