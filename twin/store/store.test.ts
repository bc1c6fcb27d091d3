import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineKind, instant, number, text, word } from './kind.ts';
import { parseSearch } from './search-syntax.ts';
import { openStore, type Page, type PageKey, type Store } from './store.ts';

type Plant = { id: number; name: string; tags: string[]; height: number; sownAt: number };

const plants = defineKind<Plant>('Plant', {
  name: text((plant) => plant.name),
  tag: text((plant) => plant.tags),
  height: number((plant) => plant.height),
  sown_at: instant((plant) => plant.sownAt),
  default: word((plant) => [plant.name, ...plant.tags]),
});

const SHOP = 1;
const DAY = 86_400_000;
let store: Store;

beforeEach(() => {
  store = openStore(':memory:');
});
afterEach(() => store.close());

const plant = (id: number, more: Partial<Plant> = {}): Plant => ({
  id,
  name: `Plant ${id}`,
  tags: [],
  height: id * 10,
  sownAt: id * DAY,
  ...more,
});

const found = (query: string, now = 0) =>
  store
    .page(plants, SHOP, { filter: parseSearch(query), limit: 100, now })
    .records.map(({ record }) => record.id);

describe('documents', () => {
  it('are given back as they were put, to their shop only', () => {
    store.put(plants, SHOP, plant(1));
    expect(store.get(plants, SHOP, 1)).toEqual(plant(1));
    expect(store.get(plants, 2, 1)).toBeNull();
    expect(store.find(plants, 2, 'name', 'plant 1')).toEqual([]);
  });

  it('are found by what they are now, not by what they were', () => {
    store.put(plants, SHOP, plant(1, { tags: ['old'] }));
    store.put(plants, SHOP, plant(1, { tags: ['new'] }));
    expect(store.find(plants, SHOP, 'tag', 'old')).toEqual([]);
    expect(store.findOne(plants, SHOP, 'tag', 'NEW')?.id).toBe(1);
    expect(store.remove(plants, SHOP, 1)).toBe(true);
    expect(store.remove(plants, SHOP, 1)).toBe(false);
    expect(store.find(plants, SHOP, 'tag', 'new')).toEqual([]);
  });

  it('refuse a field that their kind does not have', () => {
    expect(() => store.find(plants, SHOP, 'colour', 'red')).toThrow('Plant has no field colour');
    expect(() => store.page(plants, SHOP, { sort: 'colour', limit: 1 })).toThrow('no field colour');
  });
});

describe('a transaction', () => {
  it('keeps all or nothing, and joins the one it is in', () => {
    expect(() =>
      store.transact(() => {
        store.put(plants, SHOP, plant(1));
        store.transact(() => store.put(plants, SHOP, plant(2)));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(store.count(plants, SHOP)).toBe(0);
  });

  it('refuses work that awaits', () => {
    expect(() => store.transact(async () => undefined)).toThrow('must not await');
  });
});

describe('a search', () => {
  beforeEach(() => {
    store.put(plants, SHOP, plant(1, { name: 'Bay Tree', tags: ['evergreen', 'spice'] }));
    store.put(plants, SHOP, plant(2, { name: 'Basil', tags: ['spice'] }));
    store.put(plants, SHOP, plant(3, { name: "O'Neill; DROP TABLE terms", tags: [] }));
  });

  it.each([
    ['tag:spice', [1, 2]],
    ['TAG:SPICE', [1, 2]],
    ['tag:spice -tag:evergreen', [2]],
    ['name:ba*', [1, 2]],
    ['bay', [1]],
    ['"bay tree"', [1]],
    ['evergreen OR basil', [1, 2]],
    ['height:>10', [2, 3]],
    ['height:<=20 height:>10', [2]],
    ['id:2', [2]],
    ['id:gid://shopify/Plant/2', [2]],
    ['tag:*', [1, 2]],
    ['-tag:*', [3]],
    ['sown_at:1970-01-03', [2]],
    ['sown_at:>=1970-01-03T00:00:00Z', [2, 3]],
    ['sown_at:nonsense', []],
    [`name:"O'Neill; DROP TABLE terms"`, [3]],
    ["name:' OR 1=1 --'", []],
  ])('%s finds %j', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it('reckons from now where it says so', () => {
    expect(found('sown_at:>now-1d', 3 * DAY)).toEqual([3]);
  });

  it('lets pass a field it does not know, and names it', () => {
    const page = store.page(plants, SHOP, {
      filter: parseSearch('colour:red tag:spice'),
      limit: 9,
    });
    expect(page.records.map(({ record }) => record.id)).toEqual([1, 2]);
    expect(page.unknownFields).toEqual(['colour']);
  });
});

describe('a long search', () => {
  it('finds with thousands of terms and thousands of nots', () => {
    for (const id of [1, 2, 3]) store.put(plants, SHOP, plant(id));
    const many = Array.from({ length: 3000 }, (_, index) => `height:${index * 10 + 20}`);
    expect(found(many.join(' OR '))).toEqual([2, 3]);
    expect(found(`${'NOT '.repeat(5000)}height:20`)).toEqual([2]);
    expect(found(`${'-'.repeat(3001)}height:20`)).toEqual([1, 3]);
  });
});

describe('paging', () => {
  it('walks every record once, both ways, whatever the sort values and page size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        fc.boolean(),
        (heights, limit, isReversed, fromEnd) => {
          const own = openStore(':memory:');
          heights.forEach((height, index) => own.put(plants, SHOP, plant(index + 1, { height })));
          const sorted = heights
            .map((height, index) => ({ height, id: index + 1 }))
            .sort((a, b) => a.height - b.height || a.id - b.id)
            .map(({ id }) => id);
          const expected = isReversed ? sorted.toReversed() : sorted;
          const walked: number[] = [];
          let key: PageKey | null = null;
          for (;;) {
            const page: Page<Plant> = own.page(plants, SHOP, {
              sort: 'height',
              limit,
              isReversed,
              fromEnd,
              ...(fromEnd ? { before: key } : { after: key }),
            });
            const ids = page.records.map(({ record }) => record.id);
            if (fromEnd) walked.unshift(...ids);
            else walked.push(...ids);
            const last: Page<Plant>['records'][number] | undefined = fromEnd
              ? page.records[0]
              : page.records.at(-1);
            if (!(fromEnd ? page.hasPrevious : page.hasNext) || last === undefined) break;
            key = last.key;
          }
          own.close();
          expect(walked).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('ids', () => {
  it('are never given twice and are safe integers', () => {
    const ids = Array.from({ length: 100 }, () => store.nextId());
    expect(new Set(ids).size).toBe(100);
    expect(ids.every(Number.isSafeInteger)).toBe(true);
  });
});
