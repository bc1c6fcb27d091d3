/** Pages of a list, by the place where the last one ended. */
import type { Kind } from '../store/kind.ts';
import { parseSearch } from '../store/search-syntax.ts';
import type { World } from '../world/world.ts';

const PAGE_SIZE = 25;

type Key = { readonly value: string | number; readonly id: number };

export type ListPage<T> = {
  readonly records: readonly T[];
  readonly query: string;
  readonly total: number;
  /** Query strings of the neighbouring pages. */
  readonly next: string | null;
  readonly previous: string | null;
};

type ListOptions = { readonly shopId: number; readonly sort: string; readonly isReversed: boolean };

/** The page that the address's `q`, `after` and `before` ask for. */
export function readListPage<T>(
  world: World,
  kind: Kind<T>,
  { shopId, sort, isReversed }: ListOptions,
  url: URL,
): ListPage<T> {
  const query = url.searchParams.get('q') ?? '';
  const filter = parseSearch(query);
  const [after, before] = [readKey(url, 'after'), readKey(url, 'before')];
  const now = world.clock.now();
  const page = world.store.page(kind, shopId, {
    filter,
    sort,
    isReversed,
    now,
    limit: PAGE_SIZE,
    ...(after ? { after } : {}),
    ...(before ? { before, fromEnd: true } : {}),
  });
  const [first, last] = [page.records.at(0)?.key, page.records.at(-1)?.key];
  const link = (name: string, key: Key | undefined, isThere: boolean) =>
    isThere && key
      ? `?${new URLSearchParams({ ...(query ? { q: query } : {}), [name]: writeKey(key) })}`
      : null;
  return {
    records: page.records.map(({ record }) => record),
    query,
    total: world.store.count(kind, shopId, filter, now),
    next: link('after', last, page.hasNext),
    previous: link('before', first, page.hasPrevious),
  };
}

function writeKey(key: Key): string {
  return Buffer.from(JSON.stringify([key.value, key.id])).toString('base64url');
}

/** A key that nobody of us wrote is as good as none. */
function readKey(url: URL, name: string): Key | null {
  const written = url.searchParams.get(name);
  if (written === null) return null;
  try {
    const [value, id] = JSON.parse(Buffer.from(written, 'base64url').toString()) as unknown[];
    const isKey = (typeof value === 'string' || typeof value === 'number') && Number.isInteger(id);
    return isKey ? { value, id: Number(id) } : null;
  } catch {
    return null;
  }
}
