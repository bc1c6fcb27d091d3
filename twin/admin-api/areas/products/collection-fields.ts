/** `Collection` as apps read it, and how collections are found. */
import type { Collection, Product } from '../../../model/catalog.ts';
import { collections, products } from '../../../model/kinds.ts';
import type { Resolvers } from '../../engine/area.ts';
import { connection, countOf, listConnection, type Source } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { metafieldsOf } from '../metafields/owner-fields.ts';
import { imageNode } from './media-fields.ts';
import { plainText } from './product-fields.ts';
import { publishedFields } from './publication-fields.ts';

const SOURCE: Source<Collection> = {
  kind: collections,
  sortKeys: { TITLE: 'title', UPDATED_AT: 'updated_at', RELEVANCE: 'id' },
};

export const collectionQueries: Resolvers = {
  collection: (_parent, { id }: { id: string }, { world, shop }) =>
    world.store.get(collections, shop.id, idOf(id, 'Collection')),
  collectionByHandle: (_parent, { handle }: { handle: string }, { world, shop }) =>
    world.store.findOne(collections, shop.id, 'handle', handle),
  collectionByIdentifier: (
    _parent,
    { identifier }: { identifier: { id?: string | null; handle?: string | null } },
    { world, shop },
  ) => {
    const { id, handle } = identifier;
    if (id) return world.store.get(collections, shop.id, idOf(id, 'Collection'));
    if (handle) return world.store.findOne(collections, shop.id, 'handle', handle);
    throw notImplemented('CollectionIdentifierInput.customId');
  },
  collections: (_parent, args: PageArgs, context, info) => connection(args, context, info, SOURCE),
  collectionsCount: (_parent, args: PageArgs, context, info) =>
    countOf(args, context, info, SOURCE),
};

export const collectionFields: Resolvers = {
  ...metafieldsOf('Collection'),
  ...publishedFields,
  descriptionHtml: ({ bodyHtml }: Collection) => bodyHtml,
  description: ({ bodyHtml }: Collection, { truncateAt }: { truncateAt?: number | null }) =>
    plainText(bodyHtml, truncateAt),
  image: ({ picture }: Collection) => imageNode(picture, 'CollectionImage'),
  productsCount: ({ productIds }: Collection) => ({ count: productIds.length, precision: 'EXACT' }),
  products: (collection: Collection, args: PageArgs, context) =>
    listConnection(args, sortedProducts(collection, args.sortKey, context)),
  hasProduct: ({ productIds }: Collection, { id }: { id: string }) =>
    productIds.includes(idOf(id, 'Product')),
  ruleSet: ({ rules }: Collection) =>
    rules === null
      ? null
      : {
          appliedDisjunctively: rules.any,
          rules: rules.rules.map((rule) => ({ ...rule, conditionObject: null })),
        },
  seo: () => ({ title: null, description: null }),
  templateSuffix: () => null,
};

/** How a collection's products stand, unless it is said otherwise. */
export const COLLECTION_ORDERS: Readonly<Record<Collection['sortOrder'], string>> = {
  MANUAL: 'MANUAL',
  BEST_SELLING: 'MANUAL',
  ALPHA_ASC: 'TITLE',
  PRICE_ASC: 'PRICE',
  CREATED_DESC: 'CREATED_DESC',
};

/** A collection's products in the order asked for. */
export function sortedProducts(
  { productIds, sortOrder }: Collection,
  sortKey: string | null | undefined,
  { world, shop }: AdminContext,
): Product[] {
  const found = productIds.flatMap((id) => world.store.get(products, shop.id, id) ?? []);
  const key = !sortKey || sortKey === 'COLLECTION_DEFAULT' ? COLLECTION_ORDERS[sortOrder] : sortKey;
  const price = ({ variants }: Product) =>
    Math.min(...variants.map(({ priceMinor }) => priceMinor));
  if (key === 'TITLE') return found.sort((a, b) => a.title.localeCompare(b.title));
  if (key === 'PRICE') return found.sort((a, b) => price(a) - price(b));
  if (key === 'CREATED') return found.sort((a, b) => a.createdAt - b.createdAt);
  if (key === 'CREATED_DESC') return found.sort((a, b) => b.createdAt - a.createdAt);
  if (key === 'ID') return found.sort((a, b) => a.id - b.id);
  return found;
}
