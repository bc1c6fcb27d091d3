/** Products, variants and pictures. Source: shopify.dev/docs/api/liquid/objects/product. */
import type { Fields } from '../../liquid/fields.ts';
import type { Picture, Product, Variant } from '../../model/catalog.ts';
import { collections, products } from '../../model/kinds.ts';
import { collectionDrop } from './collections.ts';
import { dateText, drop, hundredths, type Lens } from './lens.ts';
import { metafieldsDrop } from './metafields.ts';
import { productJson, variantJson } from './product-json.ts';

export const isOnSale = (product: Product): boolean =>
  product.status === 'ACTIVE' && product.publishedAt !== null;

export const isAvailable = (variant: Variant): boolean =>
  variant.stock === null || variant.stock > 0 || variant.sellsBeyondStock;

/** A product of the online store by its handle; null where it is not for sale. */
export function findProduct(lens: Lens, handle: string): Product | null {
  const found = lens.world.store.findOne(products, lens.shop.id, 'handle', handle);
  return found && isOnSale(found) ? found : null;
}

export function productDrop(lens: Lens, product: Product): Fields {
  const { shop } = lens;
  const prices = product.variants.map((one) => hundredths(shop, one.priceMinor));
  const compared = product.variants.map((one) => hundredths(shop, one.compareAtMinor ?? 0));
  const variants = (): Fields[] => product.variants.map((one) => variantDrop(lens, product, one));
  const chosen = product.variants.find((one) => one.id === lens.variantId);
  const first = product.variants.find(isAvailable);
  const one = (variant: Variant | undefined) => (): Fields | null =>
    variant ? variantDrop(lens, product, variant) : null;
  const pictures = (): Fields[] => product.pictures.map((each) => pictureDrop(lens, each, product));
  const featured = (): Fields | null => pictures()[0] ?? null;
  const inCollections = (): Fields[] =>
    lens.world.store
      .find(collections, shop.id, 'product_id', product.id)
      .map((each) => collectionDrop(lens, each));
  const properties: Record<string, unknown> = {
    ...textsOf(product),
    available: first !== undefined,
    collections: inCollections,
    compare_at_price: Math.min(...compared),
    compare_at_price_max: Math.max(...compared),
    compare_at_price_min: Math.min(...compared),
    compare_at_price_varies: new Set(compared).size > 1,
    featured_image: featured,
    featured_media: featured,
    first_available_variant: one(first),
    images: pictures,
    media: pictures,
    metafields: () => metafieldsDrop(lens, { kind: 'Product', id: product.id }),
    price: Math.min(...prices),
    price_max: Math.max(...prices),
    price_min: Math.min(...prices),
    price_varies: new Set(prices).size > 1,
    selected_or_first_available_variant: one(chosen ?? first ?? product.variants[0]),
    selected_variant: one(chosen),
    variants,
    variants_count: product.variants.length,
    ...optionsOf(lens, product, chosen ?? first ?? product.variants[0]),
    ...WITHOUT_PLANS,
  };
  return drop(lens, 'product', properties, { json: () => productJson(shop, product) });
}

const WITHOUT_PLANS = {
  'quantity_price_breaks_configured?': false,
  requires_selling_plan: false,
  selected_or_first_available_selling_plan_allocation: null,
  selected_selling_plan: null,
  selected_selling_plan_allocation: null,
  selling_plan_groups: [],
};

function textsOf(product: Product): Record<string, unknown> {
  return {
    category: null,
    content: product.bodyHtml,
    created_at: dateText(product.createdAt),
    description: product.bodyHtml,
    'gift_card?': product.isGiftCard,
    handle: product.handle,
    has_only_default_variant: hasOnlyDefault(product),
    id: product.id,
    object_type: 'product',
    published_at: dateText(product.publishedAt),
    tags: [...product.tags],
    template_suffix: null,
    title: product.title,
    type: product.productType,
    url: `/products/${product.handle}`,
    vendor: product.vendor,
  };
}

const hasOnlyDefault = (product: Product): boolean =>
  product.variants.length === 1 && product.variants[0]?.title === 'Default Title';

function optionsOf(
  lens: Lens,
  product: Product,
  selected: Variant | undefined,
): Record<string, unknown> {
  const options = (): Fields[] =>
    product.options.map(({ name }, index) => {
      const names = [...new Set(product.variants.map((one) => one.options[index] ?? ''))];
      const values = names.map((value) => {
        const available = product.variants.some(
          (one) => one.options[index] === value && isAvailable(one),
        );
        const isSelected = selected?.options[index] === value;
        const swatch = null;
        return drop(
          lens,
          'product_option_value',
          { name: value, available, selected: isSelected, swatch, id: `${product.id}-${value}` },
          { text: value },
        );
      });
      return drop(lens, 'product_option', {
        name,
        position: index + 1,
        selected_value: selected?.options[index] ?? null,
        values,
      });
    });
  const byName = (): Fields => {
    const named = Object.fromEntries(options().map((each) => [String(each.read('name')), each]));
    return drop(lens, 'options_by_name', named);
  };
  return {
    options: product.options.map(({ name }) => name),
    options_by_name: byName,
    options_with_values: options,
  };
}

export function variantDrop(lens: Lens, product: Product, variant: Variant): Fields {
  const picture = product.pictures.find((one) => one.id === variant.pictureId);
  const image = (): Fields | null => (picture ? pictureDrop(lens, picture, product) : null);
  const compared = variant.compareAtMinor;
  const properties: Record<string, unknown> = {
    available: isAvailable(variant),
    barcode: variant.barcode,
    compare_at_price: compared === null ? null : hundredths(lens.shop, compared),
    featured_image: image,
    featured_media: image,
    id: variant.id,
    image,
    incoming: false,
    inventory_management: variant.stock === null ? null : 'shopify',
    inventory_policy: variant.sellsBeyondStock ? 'continue' : 'deny',
    inventory_quantity: variant.stock ?? 0,
    matched: true,
    metafields: () => metafieldsDrop(lens, { kind: 'ProductVariant', id: variant.id }),
    next_incoming_date: null,
    option1: variant.options[0] ?? null,
    option2: variant.options[1] ?? null,
    option3: variant.options[2] ?? null,
    options: [...variant.options],
    price: hundredths(lens.shop, variant.priceMinor),
    product: () => productDrop(lens, product),
    'quantity_price_breaks_configured?': false,
    quantity_price_breaks: [],
    quantity_rule: drop(lens, 'quantity_rule', { min: 1, max: null, increment: 1 }),
    requires_selling_plan: false,
    requires_shipping: variant.requiresShipping,
    selected: variant.id === lens.variantId,
    selected_selling_plan_allocation: null,
    selling_plan_allocations: [],
    sku: variant.sku,
    store_availabilities: [],
    taxable: variant.taxable,
    title: variant.title,
    unit_price: null,
    unit_price_measurement: null,
    url: `/products/${product.handle}?variant=${variant.id}`,
    weight: variant.grams,
    weight_in_unit: variant.grams / 1000,
    weight_unit: 'kg',
  };
  return drop(lens, 'variant', properties, {
    json: () => variantJson(lens.shop, product, variant),
  });
}

export function pictureDrop(lens: Lens, picture: Picture, product: Product | null): Fields {
  const position = product ? product.pictures.findIndex((one) => one.id === picture.id) + 1 : 1;
  const properties: Record<string, unknown> = {
    alt: picture.alt || product?.title || '',
    aspect_ratio: picture.width / picture.height,
    'attached_to_variant?': product?.variants.some((one) => one.pictureId === picture.id) ?? false,
    height: picture.height,
    id: picture.id,
    media_type: 'image',
    position,
    presentation: null,
    product_id: product?.id ?? null,
    src: picture.src,
    variants: () =>
      (product?.variants ?? [])
        .filter((one) => one.pictureId === picture.id)
        .map((one) => (product ? variantDrop(lens, product, one) : null)),
    width: picture.width,
  };
  properties.preview_image = () => drop(lens, 'image', { ...properties, preview_image: null });
  return drop(lens, 'image', properties, { text: picture.src, json: () => picture.src });
}
