/** Searches said in other fields than those records are filed under. */
import type { Search } from '../../store/search-syntax.ts';

export type SearchTerm = Extract<Search, { type: 'term' }>;

/** The same search with every term said anew. */
export function rewriteSearch(search: Search, rewrite: (term: SearchTerm) => Search): Search {
  if (search.type === 'term') return rewrite(search);
  if (search.type === 'not') return { type: 'not', part: rewriteSearch(search.part, rewrite) };
  return { ...search, parts: search.parts.map((part) => rewriteSearch(part, rewrite)) };
}
