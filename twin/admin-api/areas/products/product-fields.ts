/** `Product` as apps read it, and how products are found. */
import type { Product } from '../../../model/catalog.ts';
import { collections, products } from '../../../model/kinds.ts';
import type { Resolvers } from '../../engine/area.ts';
import {
  connection,
  countOf,
  listConnection,
  type Source,
  where,
} from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import { moneyV2 } from '../../engine/money-fields.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import type { SearchTerm } from '../../engine/rewrite-search.ts';
import type { Search } from '../../../store/search-syntax.ts';
import { metafieldsOf } from '../metafields/owner-fields.ts';
import { imageNode, mediaNode } from './media-fields.ts';
import { optionNodes } from './option-fields.ts';
import { publishedFields } from './publication-fields.ts';
import { variantNodes, variantPage } from './variant-fields.ts';

export function productSource({ world, shop }: AdminContext): Source<Product> {
  return {
    kind: products,
    sortKeys: {
      CREATED_AT: 'created_at',
      INVENTORY_TOTAL: 'inventory_total',
      PRODUCT_TYPE: 'product_type',
      PUBLISHED_AT: 'published_at',
      RELEVANCE: 'id',
      TITLE: 'title',
      UPDATED_AT: 'updated_at',
      VENDOR: 'vendor',
    },
    rewrite: (term) => inOwnFields(term, (id) => world.store.get(collections, shop.id, id)),
  };
}

/** An `OR` of more products than this is more than the store can look up at once. */
const COLLECTION_MAX = 500;

function inOwnFields(
  term: SearchTerm,
  collectionOf: (id: number) => { readonly productIds: readonly number[] } | null,
): Search {
  const field = term.field?.toLowerCase();
  if (field === 'tag_not') return { type: 'not', part: { ...term, field: 'tag' } };
  if (field === 'published_status') return publishedStatus(term);
  if (field !== 'collection_id') return term;
  const ids = collectionOf(Number(term.value))?.productIds ?? [];
  if (ids.length > COLLECTION_MAX) {
    throw notImplemented(
      `products(query: "collection_id:") of more than ${COLLECTION_MAX} products`,
    );
  }
  // No product has the id 0: an empty collection finds nothing.
  const parts = (ids.length === 0 ? [0] : ids).map((id) => ({
    ...term,
    field: 'id',
    value: String(id),
  }));
  return { type: 'or', parts };
}

function publishedStatus(term: SearchTerm): Search {
  const published: Search = { ...term, field: 'published_at', value: '', isPrefix: true };
  const value = term.value.toLowerCase();
  if (value === 'published' || value === 'visible') return published;
  if (value === 'unpublished') return { type: 'not', part: published };
  throw notImplemented(`products(query: "published_status:${term.value}")`);
}

type Identifier = { readonly id?: string | null; readonly handle?: string | null };

export const productQueries: Resolvers = {
  product: (_parent, { id }: { id: string }, context) => productById(id, context),
  productByHandle: (_parent, { handle }: { handle: string }, context) =>
    productByHandle(handle, context),
  productByIdentifier: (_parent, { identifier }: { identifier: Identifier }, context) => {
    if (identifier.id) return productById(identifier.id, context);
    if (identifier.handle) return productByHandle(identifier.handle, context);
    throw notImplemented('ProductIdentifierInput.customId');
  },
  products: (_parent, args: PageArgs, context, info) =>
    connection(args, context, info, productSource(context)),
  productsCount: (_parent, args: PageArgs, context, info) =>
    countOf(args, context, info, productSource(context)),
  productTags: (_parent, args: PageArgs, context) => words(args, context, ({ tags }) => tags),
  productTypes: (_parent, args: PageArgs, context) =>
    words(args, context, ({ productType }) => [productType]),
  productVendors: (_parent, args: PageArgs, context) =>
    words(args, context, ({ vendor }) => [vendor]),
};

function productById(gid: string, { world, shop }: AdminContext): Product | null {
  return world.store.get(products, shop.id, idOf(gid, 'Product'));
}

export function productByHandle(handle: string, { world, shop }: AdminContext): Product | null {
  return world.store.findOne(products, shop.id, 'handle', handle);
}

/** Every word that some product has, once, in alphabetical order. */
function words(
  args: PageArgs,
  { world, shop }: AdminContext,
  of: (product: Product) => readonly string[],
) {
  const all = new Set<string>();
  for (const product of world.store.each(products, shop.id))
    of(product).forEach((one) => all.add(one));
  const sorted = [...all].filter((one) => one !== '').sort((a, b) => a.localeCompare(b));
  const items = sorted.map((node, index) => ({ id: index + 1, node }));
  return listConnection(args, items, ({ node }) => node);
}

export const productFields: Resolvers = {
  ...metafieldsOf('Product'),
  ...publishedFields,
  descriptionHtml: ({ bodyHtml }: Product) => bodyHtml,
  bodyHtml: ({ bodyHtml }: Product) => bodyHtml,
  description: ({ bodyHtml }: Product, { truncateAt }: { truncateAt?: number | null }) =>
    plainText(bodyHtml, truncateAt),
  hasOnlyDefaultVariant: ({ variants }: Product) =>
    variants.length === 1 && variants[0]?.title === 'Default Title',
  hasOutOfStockVariants: ({ variants }: Product) =>
    variants.some(({ stock }) => stock !== null && stock <= 0),
  hasVariantsThatRequiresComponents: () => false,
  tracksInventory: ({ variants }: Product) => variants.some(({ stock }) => stock !== null),
  totalInventory: ({ variants }: Product) =>
    variants.reduce((sum, { stock }) => sum + (stock ?? 0), 0),
  totalVariants: ({ variants }: Product) => variants.length,
  variantsCount: ({ variants }: Product) => ({ count: variants.length, precision: 'EXACT' }),
  variants: (product: Product, args: PageArgs, context) =>
    variantPage({ ...args, query: null }, variantNodes(product), context),
  options: (product: Product, { first }: { first?: number | null }) =>
    optionNodes(product).slice(0, first ?? undefined),
  priceRangeV2: (product: Product, _args, { shop }) => priceRange(product, shop.currency),
  priceRange: (product: Product, _args, { shop }) => priceRange(product, shop.currency),
  compareAtPriceRange: ({ variants }: Product, _args, { shop }) => {
    const prices = variants.flatMap(({ compareAtMinor }) => compareAtMinor ?? []);
    if (prices.length === 0) return null;
    return {
      minVariantCompareAtPrice: moneyV2(Math.min(...prices), shop.currency),
      maxVariantCompareAtPrice: moneyV2(Math.max(...prices), shop.currency),
    };
  },
  featuredMedia: ({ pictures }: Product) => (pictures[0] ? mediaNode(pictures[0]) : null),
  featuredImage: ({ pictures }: Product) => imageNode(pictures[0]),
  images: ({ pictures }: Product, args: PageArgs) =>
    listConnection(args, pictures, (one) => imageNode(one)),
  media: ({ pictures }: Product, args: PageArgs) => listConnection(args, pictures, mediaNode),
  mediaCount: ({ pictures }: Product) => ({ count: pictures.length, precision: 'EXACT' }),
  collections: ({ id }: Product, args: PageArgs, context, info) =>
    connection(args, context, info, {
      kind: collections,
      filter: where('product_id', id),
      sortKeys: { TITLE: 'title', UPDATED_AT: 'updated_at', RELEVANCE: 'id' },
    }),
  inCollection: (product: Product, { id }: { id: string }, { world, shop }) =>
    world.store
      .get(collections, shop.id, idOf(id, 'Collection'))
      ?.productIds.includes(product.id) ?? false,
  onlineStoreUrl: ({ handle, publishedAt, status }: Product, _args, { shop }) =>
    publishedAt === null || status !== 'ACTIVE'
      ? null
      : `https://${shop.domain}/products/${handle}`,
  onlineStorePreviewUrl: ({ handle }: Product, _args, { shop }) =>
    `https://${shop.domain}/products/${handle}`,
  seo: () => ({ title: null, description: null }),
  category: () => null,
  templateSuffix: () => null,
  giftCardTemplateSuffix: () => null,
  requiresSellingPlan: () => false,
  sellingPlanGroupsCount: () => ({ count: 0, precision: 'EXACT' }),
  sellingPlanGroupCount: () => 0,
  sellingPlanGroups: (_product: Product, args: PageArgs) => listConnection(args, []),
  combinedListing: () => null,
  combinedListingRole: () => null,
};

/** Html without its tags, cut where the app says. */
export function plainText(html: string, truncateAt: number | null | undefined): string {
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (!truncateAt || text.length <= truncateAt) return text;
  return `${text.slice(0, Math.max(0, truncateAt - 3)).trimEnd()}...`;
}

function priceRange({ variants }: Product, currency: string) {
  const prices = variants.map(({ priceMinor }) => priceMinor);
  return {
    minVariantPrice: moneyV2(prices.length === 0 ? 0 : Math.min(...prices), currency),
    maxVariantPrice: moneyV2(prices.length === 0 ? 0 : Math.max(...prices), currency),
  };
}
