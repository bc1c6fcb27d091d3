/** The catalogue: `products/*`, `collections/*`, `variants/*`, `inventory_levels/update`. */
import type { Collection, Picture, Product, Variant } from '../../model/catalog.ts';
import type { Shop } from '../../model/shop.ts';
import { utcInstant } from './numbers.ts';
import type { PayloadWriter } from './writer.ts';

/** Variants beyond these are named by id only. */
const VARIANTS_MAX = 100;

type Place = { readonly shop: Pick<Shop, 'domain'>; readonly writer: PayloadWriter };

/** `products/create`, `products/update`. */
export function productPayload(product: Product, { shop, writer }: Place) {
  const images = product.pictures.map((one, at) => image(product, one, at, { shop, writer }));
  return {
    admin_graphql_api_id: writer.gid('Product', product.id),
    body_html: product.bodyHtml,
    created_at: writer.at(product.createdAt),
    handle: product.handle,
    id: writer.id(product.id),
    product_type: product.productType,
    published_at: writer.atOrNull(product.publishedAt),
    template_suffix: null,
    title: product.title,
    updated_at: writer.at(product.updatedAt),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: 'global',
    tags: product.tags.join(', '),
    variants: product.variants.slice(0, VARIANTS_MAX).map((variant, at) => ({
      ...variantPayload(product, variant, at, writer),
      inventory_item_id: writer.id(variant.inventoryItemId),
    })),
    options: product.options.map(({ id, name }, at) => ({
      name,
      id: writer.id(id),
      product_id: writer.id(product.id),
      position: at + 1,
      values: [...new Set(product.variants.map(({ options }) => options[at] ?? ''))],
    })),
    images,
    image: images[0] ?? null,
    media: product.pictures.map((one, at) => media(product, one, at, { shop, writer })),
    variant_gids: product.variants.map(({ id, updatedAt }) => ({
      admin_graphql_api_id: writer.gid('ProductVariant', id),
      updated_at: utcInstant(updatedAt),
    })),
    has_variants_that_requires_components: false,
    category: null,
  };
}

/** `variants/in_stock`, `variants/out_of_stock`; `at` is its place in the product, from 0. */
export function variantPayload(
  product: Product,
  variant: Variant,
  at: number,
  writer: PayloadWriter,
) {
  const { compareAtMinor, options, stock } = variant;
  return {
    admin_graphql_api_id: writer.gid('ProductVariant', variant.id),
    barcode: variant.barcode,
    compare_at_price: compareAtMinor === null ? null : writer.text(compareAtMinor),
    created_at: writer.at(variant.createdAt),
    id: writer.id(variant.id),
    inventory_policy: variant.sellsBeyondStock ? 'continue' : 'deny',
    position: at + 1,
    price: writer.text(variant.priceMinor),
    product_id: writer.id(product.id),
    sku: variant.sku,
    taxable: variant.taxable,
    title: variant.title,
    updated_at: writer.at(variant.updatedAt),
    option1: options[0] ?? variant.title,
    option2: options[1] ?? null,
    option3: options[2] ?? null,
    image_id: writer.idOrNull(variant.pictureId),
    inventory_quantity: stock ?? 0,
    old_inventory_quantity: stock ?? 0,
  };
}

const pictureUrl = (shop: Pick<Shop, 'domain'>, { src }: Picture) =>
  new URL(src, `https://${shop.domain}`).href;

function image(product: Product, picture: Picture, at: number, { shop, writer }: Place) {
  return {
    id: writer.id(picture.id),
    product_id: writer.id(product.id),
    position: at + 1,
    created_at: writer.at(product.createdAt),
    updated_at: writer.at(product.updatedAt),
    alt: picture.alt,
    width: picture.width,
    height: picture.height,
    src: pictureUrl(shop, picture),
    variant_ids: product.variants
      .filter(({ pictureId }) => pictureId === picture.id)
      .map(({ id }) => writer.id(id)),
    admin_graphql_api_id: writer.gid('ProductImage', picture.id),
  };
}

function media(product: Product, picture: Picture, at: number, { shop, writer }: Place) {
  const { width, height, alt } = picture;
  return {
    id: writer.id(picture.id),
    product_id: writer.id(product.id),
    position: at + 1,
    created_at: writer.at(product.createdAt),
    updated_at: writer.at(product.updatedAt),
    alt,
    status: 'READY',
    media_content_type: 'IMAGE',
    preview_image: { width, height, src: pictureUrl(shop, picture), status: 'READY' },
    variant_ids: [],
    admin_graphql_api_id: writer.gid('MediaImage', picture.id),
  };
}

const SORTS: Readonly<Record<Collection['sortOrder'], string>> = {
  MANUAL: 'manual',
  BEST_SELLING: 'best-selling',
  ALPHA_ASC: 'alpha-asc',
  PRICE_ASC: 'price-asc',
  CREATED_DESC: 'created-desc',
};

/** `collections/create`, `collections/update`. */
export function collectionPayload(collection: Collection, writer: PayloadWriter) {
  return {
    id: writer.id(collection.id),
    handle: collection.handle,
    title: collection.title,
    updated_at: writer.at(collection.updatedAt),
    body_html: collection.bodyHtml,
    published_at: writer.atOrNull(collection.publishedAt),
    sort_order: SORTS[collection.sortOrder],
    template_suffix: null,
    published_scope: 'global',
    admin_graphql_api_id: writer.gid('Collection', collection.id),
  };
}

/** `collections/delete`. */
export const deletedCollectionPayload = (id: number, writer: PayloadWriter) => ({
  id: writer.id(id),
  published_scope: 'global',
  admin_graphql_api_id: writer.gid('Collection', id),
});

/** `inventory_levels/update`; `available` null: not tracked. */
export function inventoryLevelPayload(
  level: {
    readonly inventoryItemId: number;
    readonly locationId: number;
    readonly available: number | null;
    readonly updatedAt: number;
  },
  writer: PayloadWriter,
) {
  const { inventoryItemId: item, locationId: location } = level;
  return {
    inventory_item_id: writer.id(item),
    location_id: writer.id(location),
    available: level.available,
    updated_at: writer.at(level.updatedAt),
    admin_graphql_api_id: `${writer.gid('InventoryLevel', location)}?inventory_item_id=${item}`,
  };
}
