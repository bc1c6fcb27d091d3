/** `Product` and `Collection` as shoppers see them. */
import { sortedProducts } from '../../admin-api/areas/products/collection-fields.ts';
import { imageNode, mediaNode } from '../../admin-api/areas/products/media-fields.ts';
import { optionNodes, valuesOf } from '../../admin-api/areas/products/option-fields.ts';
import { plainText } from '../../admin-api/areas/products/product-fields.ts';
import {
  type VariantNode,
  variantNodes,
  variantPage,
} from '../../admin-api/areas/products/variant-fields.ts';
import type { Resolvers } from '../../admin-api/engine/area.ts';
import { listConnection } from '../../admin-api/engine/connection.ts';
import { notImplemented } from '../../admin-api/engine/errors.ts';
import { moneyV2 } from '../../admin-api/engine/money-fields.ts';
import type { PageArgs } from '../../admin-api/engine/page-size.ts';
import type { Collection, Product } from '../../model/catalog.ts';
import { collections } from '../../model/kinds.ts';
import { readableMetafields } from '../readable-metafields.ts';
import { filtered, type ProductFilter } from './product-filters.ts';
import { isPublished } from './published.ts';
import { isForSale } from './variant-fields.ts';

type SelectedOptions = {
  readonly selectedOptions?: readonly { readonly name: string; readonly value: string }[] | null;
  readonly caseInsensitiveMatch?: boolean | null;
  readonly ignoreUnknownOptions?: boolean | null;
};

type Truncated = { readonly truncateAt?: number | null };

export const productFields: Resolvers = {
  ...readableMetafields('Product', 'storefront'),
  availableForSale: (product: Product) => variantNodes(product).some(isForSale),
  descriptionHtml: ({ bodyHtml }: Product) => bodyHtml,
  description: ({ bodyHtml }: Product, { truncateAt }: Truncated) =>
    plainText(bodyHtml, truncateAt),
  featuredImage: ({ pictures }: Product) => imageNode(pictures[0]),
  images: ({ pictures }: Product, args: PageArgs) =>
    listConnection(args, pictures, (one) => imageNode(one)),
  media: ({ pictures }: Product, args: PageArgs) => listConnection(args, pictures, mediaNode),
  options: (product: Product, { first }: { first?: number | null }) =>
    optionNodes(product).slice(0, first ?? undefined),
  priceRange: ({ variants }: Product, _args, { shop }) =>
    rangeOf(
      variants.map(({ priceMinor }) => priceMinor),
      shop.currency,
    ),
  compareAtPriceRange: ({ variants }: Product, _args, { shop }) =>
    rangeOf(
      variants.map(({ compareAtMinor }) => compareAtMinor ?? 0),
      shop.currency,
    ),
  variants: (product: Product, args: PageArgs, context) =>
    variantPage({ ...args, query: null }, variantNodes(product), context),
  variantsCount: ({ variants }: Product) => ({ count: variants.length, precision: 'EXACT' }),
  variantBySelectedOptions: (product: Product, args: SelectedOptions) =>
    variantOf(product, args) ?? null,
  selectedOrFirstAvailableVariant: (product: Product, args: SelectedOptions) =>
    (args.selectedOptions?.length ? variantOf(product, args) : undefined) ??
    variantNodes(product).find(isForSale) ??
    variantNodes(product)[0] ??
    null,
  collections: ({ id }: Product, args: PageArgs, { world, shop }) =>
    listConnection(
      args,
      world.store
        .find(collections, shop.id, 'product_id', id)
        .filter(({ publishedAt }) => publishedAt !== null),
    ),
  totalInventory: ({ variants }: Product) =>
    variants.reduce((sum, { stock }) => sum + (stock ?? 0), 0),
  onlineStoreUrl: ({ handle }: Product, _args, { origin }) => `${origin}/products/${handle}`,
  sellingPlanGroups: (_product: Product, args: PageArgs) => listConnection(args, []),
  requiresSellingPlan: () => false,
  seo: () => ({ title: null, description: null }),
  category: () => null,
  trackingParameters: () => null,
};

export const optionFields: Resolvers = {
  values: ({ product, index }: { product: Product; index: number }) => valuesOf(product, index),
  optionValues: ({ product, index }: { product: Product; index: number }) =>
    valuesOf(product, index).map((name, place) => ({
      id: `gid://shopify/ProductOptionValue/${product.options[index]?.id ?? 0}00${place + 1}`,
      name,
      swatch: null,
      firstSelectableVariant:
        variantNodes(product).find(({ options }) => options[index] === name) ?? null,
    })),
};

export const collectionFields: Resolvers = {
  ...readableMetafields('Collection', 'storefront'),
  descriptionHtml: ({ bodyHtml }: Collection) => bodyHtml,
  description: ({ bodyHtml }: Collection, { truncateAt }: Truncated) =>
    plainText(bodyHtml, truncateAt),
  image: ({ picture }: Collection) => imageNode(picture, 'CollectionImage'),
  products: (
    collection: Collection,
    { filters, ...args }: PageArgs & { filters?: readonly ProductFilter[] | null },
    context,
  ) => {
    if (args.sortKey === 'BEST_SELLING') throw notImplemented('sorting by BEST_SELLING');
    const all = sortedProducts(collection, args.sortKey, context);
    const shown = all.filter((product) => isPublished(product, context));
    return listConnection(args, filtered(shown, filters ?? [], context));
  },
  onlineStoreUrl: ({ handle }: Collection, _args, { origin }) => `${origin}/collections/${handle}`,
  seo: () => ({ title: null, description: null }),
  trackingParameters: () => null,
};

function rangeOf(prices: readonly number[], currency: string) {
  return {
    minVariantPrice: moneyV2(prices.length === 0 ? 0 : Math.min(...prices), currency),
    maxVariantPrice: moneyV2(prices.length === 0 ? 0 : Math.max(...prices), currency),
  };
}

/** The variant with all the values asked for; the rest of its options may be anything. */
function variantOf(product: Product, args: SelectedOptions): VariantNode | undefined {
  const said = (text: string) => (args.caseInsensitiveMatch ? text.toLowerCase() : text);
  const known = product.options.map(({ name }) => said(name));
  const asked = (args.selectedOptions ?? []).map(({ name, value }) => ({
    at: known.indexOf(said(name)),
    value: said(value),
  }));
  if (!args.ignoreUnknownOptions && asked.some(({ at }) => at === -1)) return undefined;
  const wanted = asked.filter(({ at }) => at !== -1);
  return variantNodes(product).find(({ options }) =>
    wanted.every(({ at, value }) => said(options[at] ?? '') === value),
  );
}
