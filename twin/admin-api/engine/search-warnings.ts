/**
 * Search terms that Shopify does not heed, told in `extensions.search`. The shape is that of
 * recorded answers (airhorns/shopify-draft-proxy, `draft-orders-invalid-email-query.json`,
 * 2026-08).
 */
import type { Search } from '../../store/search-syntax.ts';
import type { SearchWarning } from './context.ts';

const RANGES = { '>': 'gt', '>=': 'gteq', '<': 'lt', '<=': 'lteq' } as const;

export type Unheeded = {
  readonly path: readonly (string | number)[];
  readonly query: string;
  readonly search: Search;
  readonly fields: readonly string[];
};

/** The warning about fields that a search has and the records have not. */
export function searchWarning({ path, query, search, fields }: Unheeded): SearchWarning {
  return {
    path,
    query,
    parsed: parsed(search),
    warnings: fields.map((field) => ({
      field,
      message: 'Invalid search field for this query.',
      code: 'invalid_field',
    })),
  };
}

/** A search as Shopify tells it back. */
function parsed(search: Search): unknown {
  if (search.type === 'not') return { not: parsed(search.part) };
  if (search.type !== 'term') return { [search.type]: search.parts.map(parsed) };
  const { field, comparison, value, isPrefix } = search;
  const matched = comparison === '=' ? undefined : { range: { [RANGES[comparison]]: value } };
  return {
    ...(field === null ? {} : { field }),
    ...(matched ?? (isPrefix ? { match_prefix: value } : { match_all: value })),
  };
}
