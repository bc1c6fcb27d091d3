/** Collections, and the lists `collections` and `all_products`. */
import type { Fields } from '../../liquid/fields.ts';
import { handleize } from '../../liquid/filters/text.ts';
import type { Collection, Picture, Product } from '../../model/catalog.ts';
import { collections, products } from '../../model/kinds.ts';
import { isOnSale, pictureDrop, productDrop } from './catalog.ts';
import { dateText, drop, type Lens } from './lens.ts';
import { metafieldsDrop } from './metafields.ts';

const ORDERS: Record<string, (a: Product, b: Product) => number> = {
  'title-ascending': (a, b) => a.title.localeCompare(b.title),
  'title-descending': (a, b) => b.title.localeCompare(a.title),
  'price-ascending': (a, b) => priceOf(a) - priceOf(b),
  'price-descending': (a, b) => priceOf(b) - priceOf(a),
  'created-ascending': (a, b) => a.createdAt - b.createdAt,
  'created-descending': (a, b) => b.createdAt - a.createdAt,
};

const SORT_OPTIONS: readonly (readonly [string, string])[] = [
  ['manual', 'Featured'],
  ['title-ascending', 'Alphabetically, A-Z'],
  ['title-descending', 'Alphabetically, Z-A'],
  ['price-ascending', 'Price, low to high'],
  ['price-descending', 'Price, high to low'],
  ['created-ascending', 'Date, old to new'],
  ['created-descending', 'Date, new to old'],
];

const DEFAULT_ORDER: Record<Collection['sortOrder'], string> = {
  MANUAL: 'manual',
  BEST_SELLING: 'manual',
  ALPHA_ASC: 'title-ascending',
  PRICE_ASC: 'price-ascending',
  CREATED_DESC: 'created-descending',
};

/** The collection of everything, which every shop has under the handle `all`; its id is 0. */
function everything(lens: Lens): Collection {
  return {
    id: 0,
    title: 'Products',
    handle: 'all',
    bodyHtml: '',
    picture: null,
    sortOrder: 'ALPHA_ASC',
    rules: null,
    productIds: [],
    updatedAt: lens.shop.updatedAt,
    publishedAt: lens.shop.createdAt,
  };
}

export function findCollection(lens: Lens, handle: string): Collection | null {
  const found = lens.world.store.findOne(collections, lens.shop.id, 'handle', handle);
  if (found) return found.publishedAt === null ? null : found;
  return handle === 'all' ? everything(lens) : null;
}

export function productsOnSale(lens: Pick<Lens, 'world' | 'shop'>): Product[] {
  return lens.world.store.find(products, lens.shop.id, 'status', 'ACTIVE').filter(isOnSale);
}

/** Products of a collection, with all tags of the address and in the order it asks for. */
function productsOf(lens: Lens, collection: Collection): Product[] {
  const found =
    collection.id === 0
      ? productsOnSale(lens)
      : collection.productIds
          .map((id) => lens.world.store.get(products, lens.shop.id, id))
          .filter((one) => one !== null)
          .filter(isOnSale);
  const asked = lens.url.searchParams.get('sort_by') ?? DEFAULT_ORDER[collection.sortOrder];
  const tags = tagsOf(lens.url);
  const tagged = found.filter((one) => {
    const own = one.tags.map(handleize);
    return tags.every((tag) => own.includes(tag));
  });
  const order = Object.hasOwn(ORDERS, asked) ? ORDERS[asked] : undefined;
  return order ? tagged.sort(order) : tagged;
}

export function collectionDrop(lens: Lens, collection: Collection): Fields {
  let cache: Product[] | undefined;
  const list = (): Product[] => (cache ??= productsOf(lens, collection));
  const drops = (): Fields[] => list().map((one) => productDrop(lens, one));
  const picture = collection.picture;
  const image = (): Fields | null => (picture ? pictureDrop(lens, picture, null) : null);
  const texts = (of: (one: Product) => readonly string[]) => (): string[] =>
    [...new Set(list().flatMap(of))].filter(Boolean).sort();
  const properties: Record<string, unknown> = {
    all_products_count: () => (collection.id === 0 ? list() : collection.productIds).length,
    all_tags: texts(({ tags }) => tags),
    all_types: texts(({ productType }) => [productType]),
    all_vendors: texts(({ vendor }) => [vendor]),
    current_type: null,
    current_vendor: null,
    default_sort_by: DEFAULT_ORDER[collection.sortOrder],
    description: collection.bodyHtml,
    featured_image: () => {
      const own = picture ?? firstPicture(lens, collection);
      return own ? pictureDrop(lens, own, null) : null;
    },
    filters: [],
    handle: collection.handle,
    id: collection.id,
    image,
    metafields: () => metafieldsDrop(lens, { kind: 'Collection', id: collection.id }),
    next_product: null,
    object_type: 'collection',
    previous_product: null,
    products: drops,
    products_count: () => list().length,
    published_at: dateText(collection.publishedAt),
    sort_by: lens.url.searchParams.get('sort_by') ?? '',
    sort_options: () =>
      SORT_OPTIONS.map(([value, name]) => drop(lens, 'sort_option', { value, name })),
    tags: texts(({ tags }) => tags),
    template_suffix: null,
    title: collection.title,
    url: `/collections/${collection.handle}`,
  };
  return drop(lens, 'collection', properties);
}

/** Looks no further than the first product with a picture, as lists of collections ask for many. */
function firstPicture(lens: Lens, collection: Collection): Picture | undefined {
  for (const id of collection.productIds) {
    const product = lens.world.store.get(products, lens.shop.id, id);
    if (product && isOnSale(product) && product.pictures[0]) return product.pictures[0];
  }
  return undefined;
}

/** `collections`: a list, and by handle. */
export function collectionsDrop(lens: Lens): Fields {
  const all = (): Collection[] =>
    [...lens.world.store.each(collections, lens.shop.id)].filter((one) => one.publishedAt !== null);
  return drop(
    lens,
    'collections',
    {},
    {
      items: () =>
        all()
          .sort((a, b) => a.title.localeCompare(b.title))
          .map((one) => collectionDrop(lens, one)),
      lookUp: (handle) => {
        if (handle === 'size') return all().length;
        const found = findCollection(lens, handle);
        return found ? collectionDrop(lens, found) : null;
      },
    },
  );
}

/** `all_products['handle']`. */
export function allProductsDrop(lens: Lens): Fields {
  return drop(
    lens,
    'all_products',
    {},
    {
      lookUp: (handle) => {
        const found = lens.world.store.findOne(products, lens.shop.id, 'handle', handle);
        return found && isOnSale(found) ? productDrop(lens, found) : null;
      },
    },
  );
}

/** `/collections/frontpage/sale+summer` shows what has both tags. */
function tagsOf(url: URL): string[] {
  const [, top, , part = ''] = url.pathname.split('/');
  return top !== 'collections' || part === '' || part === 'products' ? [] : part.split('+');
}

function priceOf(product: Product): number {
  return Math.min(...product.variants.map((one) => one.priceMinor));
}
