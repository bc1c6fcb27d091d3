/**
 * Products as JSON: `{{ product | json }}` and `/products/{handle}.js`.
 * Source: shopify.dev/docs/api/ajax/reference/product (2026-11-23).
 */
import type { Product, Variant } from '../../model/catalog.ts';
import type { Shop } from '../../model/shop.ts';
import { dateText, hundredths } from './lens.ts';

/** The product; `options` are objects here and names in `{{ product | json }}`. */
export function productJson(shop: Shop, product: Product): Record<string, unknown> {
  const prices = product.variants.map((one) => hundredths(shop, one.priceMinor));
  const compared = product.variants.flatMap((one) =>
    one.compareAtMinor === null ? [] : [hundredths(shop, one.compareAtMinor)],
  );
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    description: product.bodyHtml,
    published_at: dateText(product.publishedAt),
    created_at: dateText(product.createdAt),
    vendor: product.vendor,
    type: product.productType,
    tags: product.tags,
    price: Math.min(...prices),
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    available: product.variants.some(isAvailable),
    price_varies: new Set(prices).size > 1,
    compare_at_price: compared.length === 0 ? null : Math.min(...compared),
    compare_at_price_min: compared.length === 0 ? 0 : Math.min(...compared),
    compare_at_price_max: compared.length === 0 ? 0 : Math.max(...compared),
    compare_at_price_varies: new Set(compared).size > 1,
    variants: product.variants.map((one) => variantJson(shop, product, one)),
    images: product.pictures.map(({ src }) => src),
    featured_image: product.pictures[0]?.src ?? null,
    options: product.options.map(({ name }) => name),
    media: product.pictures.map((picture, index) => ({
      alt: picture.alt,
      id: picture.id,
      position: index + 1,
      preview_image: sizes(picture),
      aspect_ratio: picture.width / picture.height,
      height: picture.height,
      media_type: 'image',
      src: picture.src,
      width: picture.width,
    })),
    requires_selling_plan: false,
    selling_plan_groups: [],
    content: product.bodyHtml,
  };
}

/** `/products/{handle}.js`: as above, with options in full, the URL and without `content`. */
export function ajaxProductJson(shop: Shop, product: Product): Record<string, unknown> {
  const { content: _content, ...json } = productJson(shop, product);
  return {
    ...json,
    url: `/products/${product.handle}`,
    options: product.options.map(({ name }, index) => ({
      name,
      position: index + 1,
      values: [...new Set(product.variants.map((one) => one.options[index] ?? ''))],
    })),
  };
}

export function variantJson(shop: Shop, product: Product, variant: Variant): unknown {
  const picture = product.pictures.find((one) => one.id === variant.pictureId);
  const isOnly = variant.title === 'Default Title';
  const compared = variant.compareAtMinor;
  return {
    id: variant.id,
    title: variant.title,
    option1: variant.options[0] ?? null,
    option2: variant.options[1] ?? null,
    option3: variant.options[2] ?? null,
    sku: variant.sku,
    requires_shipping: variant.requiresShipping,
    taxable: variant.taxable,
    featured_image: picture
      ? { id: picture.id, product_id: product.id, alt: picture.alt, ...sizes(picture) }
      : null,
    available: isAvailable(variant),
    name: isOnly ? product.title : `${product.title} - ${variant.title}`,
    public_title: isOnly ? null : variant.title,
    options: variant.options,
    price: hundredths(shop, variant.priceMinor),
    weight: variant.grams,
    compare_at_price: compared === null ? null : hundredths(shop, compared),
    inventory_management: variant.stock === null ? null : 'shopify',
    barcode: variant.barcode,
    requires_selling_plan: false,
    selling_plan_allocations: [],
    quantity_rule: { min: 1, max: null, increment: 1 },
  };
}

function isAvailable(variant: Variant): boolean {
  return variant.stock === null || variant.stock > 0 || variant.sellsBeyondStock;
}

function sizes({ src, width, height }: { src: string; width: number; height: number }) {
  return { aspect_ratio: width / height, height, width, src };
}
