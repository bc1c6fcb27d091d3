/** Products and collections by id, by handle, in pages, by search, and beside each other. */
import { productSource } from '../../admin-api/areas/products/product-fields.ts';
import type { Resolvers } from '../../admin-api/engine/area.ts';
import {
  connection,
  countOf,
  listConnection,
  type Source,
} from '../../admin-api/engine/connection.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import { notImplemented } from '../../admin-api/engine/errors.ts';
import { idOf } from '../../admin-api/engine/gid.ts';
import type { PageArgs } from '../../admin-api/engine/page-size.ts';
import type { Collection, Product } from '../../model/catalog.ts';
import { collections, products } from '../../model/kinds.ts';
import { productsOnSale } from '../../storefront/drops/collections.ts';
import { recommend } from '../../storefront/routes/search.ts';
import { isPublished, publishedProducts } from './published.ts';

/** How many recommendations there are at most, by the schema's description. */
const RECOMMENDED_MAX = 10;

type Named = { readonly id?: string | null; readonly handle?: string | null };
type Recommending = {
  readonly productId?: string | null;
  readonly productHandle?: string | null;
  readonly intent: string;
};
type Searching = PageArgs & {
  readonly types?: readonly string[] | null;
  readonly productFilters?: readonly unknown[] | null;
  readonly unavailableProducts?: string | null;
};

export const catalogQueries: Resolvers = {
  product: (_parent, named: Named, context) => findProduct(named, context),
  productByHandle: (_parent, named: Named, context) => findProduct(named, context),
  products: (_parent, args: PageArgs, context, info) =>
    connection(args, context, info, shownProducts(context)),
  collection: (_parent, named: Named, context) => findCollection(named, context),
  collectionByHandle: (_parent, named: Named, context) => findCollection(named, context),
  collections: (_parent, args: PageArgs, context) => {
    if (args.query) throw notImplemented('collections(query:)');
    return listConnection(args, sortedCollections(args, context));
  },
  productRecommendations: (_parent, args: Recommending, context) => {
    const named = { id: args.productId ?? null, handle: args.productHandle ?? null };
    const product = findProduct(named, context);
    if (product === null) return null;
    // Complementary products are chosen by the merchant, in an app that is not here.
    return args.intent === 'RELATED' ? recommend(context, product, RECOMMENDED_MAX) : [];
  },
  productTags: (_parent, { first }: { first: number }, context) =>
    words(context, first, ({ tags }) => tags),
  productTypes: (_parent, { first }: { first: number }, context) =>
    words(context, first, ({ productType }) => [productType]),
  search: (_parent, args: Searching, context, info) => {
    if (args.productFilters?.length) throw notImplemented('search(productFilters:)');
    if (args.unavailableProducts === 'HIDE') throw notImplemented('search(unavailableProducts:)');
    const wantsProducts = args.types?.includes('PRODUCT') ?? true;
    // Of pages and articles the shop has none.
    if (!wantsProducts) return { ...listConnection(args, []), totalCount: 0, productFilters: [] };
    const toNode = (product: Product) => ({ __typename: 'Product', ...product });
    const source = { ...shownProducts(context), toNode };
    const page = connection(args, context, info, source);
    const { count } = countOf({ query: args.query ?? null }, context, info, source);
    return { ...page, totalCount: count, productFilters: [] };
  },
};

/** By id or handle; null where there is none or shoppers may not see it. */
export function findProduct({ id, handle }: Named, context: AdminContext): Product | null {
  const { store } = context.world;
  const found = id
    ? store.get(products, context.shop.id, idOf(id, 'Product'))
    : handle
      ? store.findOne(products, context.shop.id, 'handle', handle)
      : null;
  return found !== null && isPublished(found, context) ? found : null;
}

/** The same of collections. */
export function findCollection({ id, handle }: Named, { world, shop }: AdminContext) {
  const found = id
    ? world.store.get(collections, shop.id, idOf(id, 'Collection'))
    : handle
      ? world.store.findOne(collections, shop.id, 'handle', handle)
      : null;
  return typeof found?.publishedAt === 'number' ? found : null;
}

function shownProducts(context: AdminContext): Source<Product> {
  const source = productSource(context);
  return {
    ...source,
    filter: publishedProducts(context),
    sortKeys: { ...source.sortKeys, PRICE: 'price' },
  };
}

function sortedCollections({ sortKey }: PageArgs, { world, shop }: AdminContext): Collection[] {
  const shown = [...world.store.each(collections, shop.id)].filter(
    ({ publishedAt }) => publishedAt !== null,
  );
  if (sortKey === 'TITLE') return shown.sort((a, b) => a.title.localeCompare(b.title));
  if (sortKey === 'UPDATED_AT') return shown.sort((a, b) => a.updatedAt - b.updatedAt);
  return shown.sort((a, b) => a.id - b.id);
}

function words(context: AdminContext, first: number, of: (product: Product) => readonly string[]) {
  const all = [...new Set(productsOnSale(context).flatMap(of))].filter((one) => one !== '');
  const items = all
    .sort((a, b) => a.localeCompare(b))
    .map((node, index) => ({ id: index + 1, node }));
  return listConnection({ first }, items, ({ node }) => node);
}
