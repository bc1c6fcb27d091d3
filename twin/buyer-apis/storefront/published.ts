/** What of the catalogue shoppers may see. */
import { both, where } from '../../admin-api/engine/connection.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import type { Product } from '../../model/catalog.ts';
import type { Search } from '../../store/search-syntax.ts';

/** Whether a product is on sale in the online store now. */
export function isPublished(
  { status, publishedAt }: Product,
  { world }: Pick<AdminContext, 'world'>,
): boolean {
  return status === 'ACTIVE' && publishedAt !== null && publishedAt <= world.clock.now();
}

/** The same, as a filter of the store. */
export function publishedProducts({ world }: Pick<AdminContext, 'world'>): Search | null {
  return both(where('status', 'ACTIVE'), until(world.clock.now()));
}

function until(now: number): Search {
  const value = new Date(now).toISOString();
  const term = { type: 'term', field: 'published_at', isPrefix: false, isQuoted: true } as const;
  return { ...term, comparison: '<=', value };
}
