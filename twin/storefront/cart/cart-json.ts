/**
 * The cart as the AJAX API tells it. Amounts are hundredths.
 * Source: shopify.dev/docs/api/ajax/reference/cart (2026-11-23).
 */
import { createHash } from 'node:crypto';
import type { Cart, CartLine } from '../../model/cart.ts';
import type { Picture, Product, Variant } from '../../model/catalog.ts';
import { products } from '../../model/kinds.ts';
import type { Shop } from '../../model/shop.ts';
import type { PricedApplication, PricedCart, PricedLine } from '../../pricing/types.ts';
import type { World } from '../../world/world.ts';
import { hundredths } from '../drops/lens.ts';

export type LineView = {
  readonly line: CartLine;
  readonly key: string;
  readonly product: Product;
  readonly variant: Variant;
  readonly priced: PricedLine;
};

/** A cart with its records and price; lines whose variant is gone are left out. */
export type CartView = {
  readonly cart: Cart;
  readonly priced: PricedCart;
  readonly lines: readonly LineView[];
};

/** The key of a line: its variant and a digest of its properties. */
export function lineKey(line: Pick<CartLine, 'variantId' | 'properties'>): string {
  const properties = JSON.stringify(line.properties.map(({ name, value }) => [name, value]));
  return `${line.variantId}:${createHash('md5').update(properties).digest('hex')}`;
}

/** Looks the records of a cart up; `price` gives the lines in the order of the cart's. */
export function viewCart(
  { world, shop }: { world: World; shop: Shop },
  cart: Cart,
  price: (cart: Cart) => PricedCart,
): CartView {
  const found = cart.lines.flatMap((line) => {
    const product = world.store.findOne(products, shop.id, 'variant_id', line.variantId);
    const variant = product?.variants.find((one) => one.id === line.variantId);
    return product && variant ? [{ line, key: lineKey(line), product, variant }] : [];
  });
  const priced = price({ ...cart, lines: found.map(({ line }) => line) });
  const lines = found.flatMap((one, index) => {
    const price = priced.lines[index];
    return price ? [{ ...one, priced: price }] : [];
  });
  return { cart, priced, lines };
}

export function cartJson(shop: Shop, view: CartView): Record<string, unknown> {
  const { cart, priced, lines } = view;
  const money = (minor: number): number => hundredths(shop, minor);
  const across = priced.discountApplications.filter(
    (one) => one.allocationMethod === 'across' && one.targetType === 'line_item',
  );
  return {
    token: cart.token,
    note: cart.note ?? '',
    attributes: Object.fromEntries(cart.attributes.map(({ name, value }) => [name, value])),
    original_total_price: money(priced.totalLineItemsMinor),
    total_price: money(priced.subtotalMinor),
    total_discount: money(priced.totalLineItemsMinor - priced.subtotalMinor),
    total_weight: lines.reduce((sum, one) => sum + one.variant.grams * one.line.quantity, 0),
    item_count: lines.reduce((sum, one) => sum + one.line.quantity, 0),
    items: lines.map((line) => lineJson(shop, view, line)),
    requires_shipping: lines.some(({ variant }) => variant.requiresShipping),
    currency: shop.currency,
    items_subtotal_price: money(
      lines.reduce((sum, one) => sum + one.priced.discountedTotalMinor, 0),
    ),
    cart_level_discount_applications: across.map((one) => ({
      ...applicationJson(one),
      total_allocated_amount: money(one.amountMinor),
    })),
    discount_codes: priced.codes.map(({ code, applicable }) => ({ code, applicable })),
  };
}

export function lineJson(shop: Shop, view: CartView, each: LineView): Record<string, unknown> {
  const { line, product, variant, priced } = each;
  const money = (minor: number): number => hundredths(shop, minor);
  const unit = (minor: number): number => money(Math.round(minor / line.quantity));
  const off = money(priced.originalTotalMinor - priced.discountedTotalMinor);
  const picture =
    product.pictures.find((one) => one.id === variant.pictureId) ?? product.pictures[0];
  const isOnly = variant.title === 'Default Title';
  const own = allocationsOf(shop, view, each);
  const url = `/products/${product.handle}?variant=${variant.id}`;
  return {
    id: variant.id,
    properties: Object.fromEntries(line.properties.map(({ name, value }) => [name, value])),
    quantity: line.quantity,
    variant_id: variant.id,
    key: each.key,
    title: isOnly ? product.title : `${product.title} - ${variant.title}`,
    price: money(priced.unitPriceMinor),
    original_price: money(priced.unitPriceMinor),
    presentment_price: money(priced.unitPriceMinor) / 100,
    discounted_price: unit(priced.discountedTotalMinor),
    line_price: money(priced.originalTotalMinor),
    original_line_price: money(priced.originalTotalMinor),
    total_discount: off,
    discounts: own.map(({ amount, discount_application }) => ({
      amount,
      title: discount_application.title,
    })),
    sku: variant.sku,
    grams: variant.grams,
    vendor: product.vendor,
    taxable: variant.taxable,
    product_id: product.id,
    product_has_only_default_variant: isOnly,
    gift_card: product.isGiftCard,
    final_price: unit(priced.discountedTotalMinor),
    final_line_price: money(priced.discountedTotalMinor),
    url,
    featured_image: picture ? pictureJson(picture) : null,
    image: picture?.src ?? null,
    handle: product.handle,
    requires_shipping: variant.requiresShipping,
    product_type: product.productType,
    product_title: product.title,
    product_description: product.bodyHtml.replace(/<[^>]*>/g, ''),
    variant_title: isOnly ? null : variant.title,
    variant_options: variant.options,
    options_with_values: product.options.map(({ name }, index) => ({
      name,
      value: variant.options[index] ?? '',
    })),
    line_level_discount_allocations: own,
    line_level_total_discount: off,
    quantity_rule: { min: 1, max: null, increment: 1 },
    has_components: false,
  };
}

function allocationsOf(shop: Shop, { priced }: CartView, { priced: line }: LineView) {
  return line.allocations.flatMap(({ applicationIndex, amountMinor }) => {
    const application = priced.discountApplications[applicationIndex];
    if (!application || application.allocationMethod === 'across') return [];
    return [
      {
        amount: hundredths(shop, amountMinor),
        discount_application: {
          ...applicationJson(application),
          total_allocated_amount: hundredths(shop, application.amountMinor),
        },
      },
    ];
  });
}

function applicationJson(one: PricedApplication) {
  return {
    type: one.type,
    key: `${one.type}:${one.code ?? one.title}`,
    title: one.code ?? one.title,
    description: one.description,
    value: one.value,
    created_at: null,
    value_type: one.valueType,
    allocation_method: one.allocationMethod,
    target_selection: one.targetSelection,
    target_type: one.targetType,
  };
}

function pictureJson({ src, alt, width, height }: Picture) {
  return { aspect_ratio: width / height, alt, height, url: src, width };
}
