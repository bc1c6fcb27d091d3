/**
 * What the resource picker finds, in the shapes App Bridge hands to apps
 * (https://shopify.dev/docs/api/app-bridge-library/apis/resource-picker; @shopify/app-bridge-types
 * 0.7.2, read 2026-11).
 */
import type { Collection, Product, Variant } from '../model/catalog.ts';
import { collections, products } from '../model/kinds.ts';
import { sum } from '../model/order-sums.ts';
import type { Shop } from '../model/shop.ts';
import { moneyText } from '../money/money.ts';
import { parseSearch, type Search } from '../store/search-syntax.ts';
import type { World } from '../world/world.ts';
import { pictureUrl } from './product-routes.ts';

export type Wanted = {
  readonly type: 'product' | 'variant' | 'collection';
  /** Typed by the merchant. */
  readonly query: string;
  /** Set by the app, not shown. */
  readonly filterQuery: string;
  readonly isDraftShown: boolean;
  readonly isArchivedShown: boolean;
};

const FOUND_MAX = 50;

type Sources = { readonly world: World; readonly shop: Shop; readonly storefrontOrigin: string };

/** At most fifty, by title. */
export function findResources(sources: Sources, wanted: Wanted): unknown[] {
  const { world, shop } = sources;
  const filter = join([parseSearch(prefixed(wanted.query)), parseSearch(wanted.filterQuery)]);
  const options = { filter, sort: 'title', limit: FOUND_MAX, now: world.clock.now() };
  if (wanted.type === 'collection') {
    const { records } = world.store.page(collections, shop.id, options);
    return records.map(({ record }) => describeCollection(sources, record));
  }
  const found = world.store
    .page(products, shop.id, options)
    .records.map(({ record }) => record)
    .filter(({ status }) => wanted.isDraftShown || status !== 'DRAFT')
    .filter(({ status }) => wanted.isArchivedShown || status !== 'ARCHIVED')
    .map((product) => describeProduct(sources, product));
  if (wanted.type === 'product') return found;
  return found.flatMap((product) => product.variants.map((variant) => ({ ...variant, product })));
}

/** Half a word finds, too. */
function prefixed(query: string): string {
  return query
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (/[:*"()]/.test(word) ? word : `${word}*`))
    .join(' ');
}

function join(parts: readonly (Search | null)[]): Search | null {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : { type: 'and', parts: said };
}

const gid = (kind: string, id: number) => `gid://shopify/${kind}/${id}`;
const iso = (at: number) => new Date(at).toISOString();

function describeProduct({ shop, storefrontOrigin }: Sources, product: Product) {
  const images = product.pictures.map(({ id, src, alt }) => ({
    id: gid('ProductImage', id),
    altText: alt,
    originalSrc: pictureUrl(src, storefrontOrigin),
  }));
  return {
    id: gid('Product', product.id),
    title: product.title,
    handle: product.handle,
    descriptionHtml: product.bodyHtml,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    status: product.status,
    images,
    options: product.options.map(({ id, name }, index) => ({
      id: gid('ProductOption', id),
      name,
      position: index + 1,
      values: [...new Set(product.variants.map(({ options }) => options[index] ?? ''))],
    })),
    hasOnlyDefaultVariant:
      product.variants.length === 1 && product.variants[0]?.title === 'Default Title',
    totalInventory: sum(product.variants, ({ stock }) => stock ?? 0),
    totalVariants: product.variants.length,
    tracksInventory: product.variants.some(({ stock }) => stock !== null),
    availablePublicationCount: product.publishedAt === null ? 0 : 1,
    templateSuffix: null,
    createdAt: iso(product.createdAt),
    updatedAt: iso(product.updatedAt),
    publishedAt: product.publishedAt === null ? null : iso(product.publishedAt),
    variants: product.variants.map((variant, index) =>
      describeVariant(shop, product, { variant, position: index + 1 }),
    ),
  };
}

function describeVariant(
  shop: Shop,
  product: Product,
  { variant, position }: { variant: Variant; position: number },
) {
  const isOnly = variant.title === 'Default Title';
  return {
    id: gid('ProductVariant', variant.id),
    title: variant.title,
    displayName: isOnly ? product.title : `${product.title} - ${variant.title}`,
    sku: variant.sku,
    barcode: variant.barcode,
    price: moneyText(variant.priceMinor, shop.currency),
    compareAtPrice:
      variant.compareAtMinor === null ? null : moneyText(variant.compareAtMinor, shop.currency),
    position,
    availableForSale: variant.stock === null || variant.stock > 0 || variant.sellsBeyondStock,
    inventoryItem: { id: gid('InventoryItem', variant.inventoryItemId) },
    inventoryManagement: variant.stock === null ? 'NOT_MANAGED' : 'SHOPIFY',
    inventoryPolicy: variant.sellsBeyondStock ? 'CONTINUE' : 'DENY',
    inventoryQuantity: variant.stock,
    requiresShipping: variant.requiresShipping,
    selectedOptions: variant.options.map((value) => ({ value })),
    taxable: variant.taxable,
    weight: variant.grams,
    weightUnit: 'GRAMS',
    product: { id: gid('Product', product.id) },
    createdAt: iso(variant.createdAt),
    updatedAt: iso(variant.updatedAt),
  };
}

function describeCollection({ storefrontOrigin }: Sources, collection: Collection) {
  const { picture, rules } = collection;
  const count = collection.productIds.length;
  return {
    id: gid('Collection', collection.id),
    title: collection.title,
    handle: collection.handle,
    description: collection.bodyHtml.replaceAll(/<[^>]+>/g, ' ').trim(),
    descriptionHtml: collection.bodyHtml,
    image: picture && {
      id: gid('CollectionImage', picture.id),
      altText: picture.alt,
      originalSrc: pictureUrl(picture.src, storefrontOrigin),
    },
    productsCount: count,
    productsAutomaticallySortedCount: rules === null ? 0 : count,
    productsManuallySortedCount: rules === null ? count : 0,
    publicationCount: collection.publishedAt === null ? 0 : 1,
    availablePublicationCount: 1,
    ruleSet: rules && {
      appliedDisjunctively: rules.any,
      rules: rules.rules.map(({ column, relation, condition }) => ({
        column,
        relation,
        condition,
      })),
    },
    seo: { title: null, description: null },
    sortOrder: collection.sortOrder,
    storefrontId: gid('Collection', collection.id),
    templateSuffix: null,
    updatedAt: iso(collection.updatedAt),
  };
}
