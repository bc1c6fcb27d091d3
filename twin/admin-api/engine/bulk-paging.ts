/** Connections of a bulk operation: by the page at the root, whole below. See `BulkPaging`. */
import type { GraphQLResolveInfo } from 'graphql';
import type { BulkPaging } from './context.ts';
import type { Connection } from './connection.ts';
import { PAGE_MAX, type PageArgs, WHOLE } from './page-size.ts';

/** Resolves a connection with the paging that the bulk operation wants, whatever the app asked. */
export function pageOfBulk(
  bulk: BulkPaging,
  { path }: GraphQLResolveInfo,
  resolve: (paging: PageArgs) => unknown,
): unknown {
  const keys: (string | number)[] = [];
  for (let at: typeof path | undefined = path; at !== undefined; at = at.prev) keys.unshift(at.key);
  const isNested = keys.some((key) => typeof key === 'number');
  if (isNested) return resolve({ first: WHOLE, last: null, after: null, before: null });
  const place = keys.join('/');
  const after = bulk.cursorAt(place);
  const first = after === undefined ? 0 : PAGE_MAX;
  const page = resolve({ first, last: null, after: after ?? null, before: null });
  if (after !== undefined) bulk.onPage(place, (page as Connection).pageInfo);
  return page;
}
