/** A cart of the storefront: `carts/create`, `carts/update`. */
import type { Cart, CartLine } from '../../model/cart.ts';
import type { Product, Variant } from '../../model/catalog.ts';
import { utcInstant } from './numbers.ts';
import type { PayloadWriter } from './writer.ts';

/** The product that has the variant, or null where it is gone. */
export type FindVariant = (variantId: number) => { product: Product; variant: Variant } | null;

/** Prices are those of the catalogue: discounts of a cart are known in its checkout only. */
export function cartPayload(
  { cart, find }: { cart: Cart; find: FindVariant },
  writer: PayloadWriter,
) {
  return {
    id: cart.token,
    token: cart.token,
    line_items: cart.lines.flatMap((line) => {
      const found = find(line.variantId);
      return found === null ? [] : [cartLine(line, found, writer)];
    }),
    note: cart.note,
    updated_at: utcInstant(cart.updatedAt),
    created_at: utcInstant(cart.createdAt),
  };
}

function cartLine(
  line: CartLine,
  { product, variant }: { product: Product; variant: Variant },
  writer: PayloadWriter,
) {
  const [price, worth] = [variant.priceMinor, variant.priceMinor * line.quantity];
  const properties = line.properties.map(({ name, value }): [string, string] => [name, value]);
  return {
    id: writer.id(variant.id),
    properties: properties.length === 0 ? null : Object.fromEntries<string>(properties),
    quantity: line.quantity,
    variant_id: writer.id(variant.id),
    key: `${variant.id}:${line.id}`,
    discounted_price: writer.text(price),
    discounts: [],
    gift_card: product.isGiftCard,
    grams: variant.grams,
    line_price: writer.text(worth),
    original_line_price: writer.text(worth),
    original_price: writer.text(price),
    price: writer.text(price),
    product_id: writer.id(product.id),
    sku: variant.sku,
    taxable: variant.taxable,
    title: titleOf(product, variant),
    total_discount: writer.text(0),
    vendor: product.vendor,
    discounted_price_set: writer.set(price),
    line_price_set: writer.set(worth),
    original_line_price_set: writer.set(worth),
    price_set: writer.set(price),
    total_discount_set: writer.set(0),
    parent_relationship: null,
  };
}

function titleOf(product: Product, variant: Variant): string {
  return variant.title === 'Default Title' ? product.title : `${product.title} - ${variant.title}`;
}
