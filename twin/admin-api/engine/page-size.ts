/** `first` and `last`: exactly one of them, and no more than Shopify gives at once. */
import { badRequest } from './errors.ts';

export type PageArgs = {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
  readonly reverse?: boolean | null;
  readonly sortKey?: string | null;
  readonly query?: string | null;
};

export type PageSize = { readonly limit: number; readonly fromEnd: boolean };

/** What no app can ask for: everything at once, as bulk operations read it. */
export const WHOLE = Infinity;

/** Pages of most connections; members of segments come by the thousand. */
export const PAGE_MAX = 250;

/** How many, and from which end. Throws what Shopify answers to any other combination. */
export function pageSize({ first, last }: PageArgs, max = PAGE_MAX): PageSize {
  const hasFirst = first !== null && first !== undefined;
  const hasLast = last !== null && last !== undefined;
  if (hasFirst && hasLast) throw badRequest('providing both first and last is not supported');
  if (!hasFirst && !hasLast) throw badRequest('you must provide one of first or last');
  const [name, limit] = hasFirst ? ['first', first] : ['last', last ?? 0];
  if (limit === WHOLE) return { limit: Number.MAX_SAFE_INTEGER - 1, fromEnd: false };
  if (limit < 0) throw badRequest(`${name} must be greater than or equal to 0`);
  if (limit > max) throw badRequest(`${name} cannot exceed ${max}`);
  return { limit, fromEnd: !hasFirst };
}
