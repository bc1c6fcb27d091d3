/**
 * Lines somebody wants, looked up among what the shop sells: what pricing and an order need of
 * each. A basket comes of a cart, a checkout, the till, a draft or a script, and is never kept.
 */
import type { Product, Variant } from '../model/catalog.ts';
import type { World } from '../world/world.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { findVariant } from './stock.ts';

export type Property = { readonly name: string; readonly value: string };

export type WantedLine = {
  /** Null: a custom item, which needs `title` and `priceMinor`. */
  readonly variantId: number | null;
  readonly quantity: number;
  /** Other than the variant's own. */
  readonly priceMinor?: number;
  readonly title?: string;
  readonly sku?: string;
  readonly taxable?: boolean;
  readonly requiresShipping?: boolean;
  readonly properties?: readonly Property[];
  readonly sellingPlanName?: string;
};

export type BasketLine = {
  /** Its place in the basket, as text: what pricing names lines by. */
  readonly id: string;
  readonly product: Product | null;
  readonly variant: Variant | null;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly sku: string | null;
  readonly quantity: number;
  readonly priceMinor: number;
  readonly isGiftCard: boolean;
  readonly taxable: boolean;
  readonly requiresShipping: boolean;
  readonly grams: number;
  readonly properties: readonly Property[];
  readonly sellingPlanName: string | null;
};

/** Refused with `INVALID` where a variant is not there or a custom item says too little. */
export function fillBasket(
  world: World,
  shopId: number,
  wanted: readonly WantedLine[],
): Outcome<readonly BasketLine[]> {
  const lines: BasketLine[] = [];
  for (const [index, line] of wanted.entries()) {
    const field = ['lineItems', String(index), 'variantId'];
    const found = line.variantId === null ? null : findVariant(world, shopId, line.variantId);
    if (line.variantId !== null && found === null) {
      return refuse('INVALID', field, 'The variant does not exist.');
    }
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 1) {
      return refuse('INVALID', field.with(2, 'quantity'), 'Quantity must be greater than 0');
    }
    const filled = found === null ? customLine(line, index) : variantLine(line, index, found);
    if (filled === null) return refuse('BLANK', field.with(2, 'title'), "Title can't be blank");
    lines.push(filled);
  }
  return done(lines);
}

function variantLine(
  wanted: WantedLine,
  index: number,
  { product, variant }: { product: Product; variant: Variant },
): BasketLine {
  const hasOnlyOne = variant.title === 'Default Title';
  return {
    id: String(index),
    product,
    variant,
    title: wanted.title ?? product.title,
    variantTitle: hasOnlyOne ? null : variant.title,
    sku: wanted.sku ?? variant.sku,
    quantity: wanted.quantity,
    priceMinor: wanted.priceMinor ?? variant.priceMinor,
    isGiftCard: product.isGiftCard,
    taxable: wanted.taxable ?? (variant.taxable && !product.isGiftCard),
    requiresShipping: wanted.requiresShipping ?? variant.requiresShipping,
    grams: variant.grams,
    properties: wanted.properties ?? [],
    sellingPlanName: wanted.sellingPlanName ?? null,
  };
}

function customLine(wanted: WantedLine, index: number): BasketLine | null {
  if (!wanted.title || wanted.priceMinor === undefined) return null;
  return {
    id: String(index),
    product: null,
    variant: null,
    title: wanted.title,
    variantTitle: null,
    sku: wanted.sku ?? null,
    quantity: wanted.quantity,
    priceMinor: wanted.priceMinor,
    isGiftCard: false,
    taxable: wanted.taxable ?? true,
    requiresShipping: wanted.requiresShipping ?? false,
    grams: 0,
    properties: wanted.properties ?? [],
    sellingPlanName: wanted.sellingPlanName ?? null,
  };
}
