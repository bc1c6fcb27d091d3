/** Variants as apps write them. */
import type { Product, Variant } from '../../../model/catalog.ts';
import { parseMoney } from '../../../money/money.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import type { UserError } from '../../engine/user-errors.ts';
import type { MetafieldInputs } from './product-input.ts';

export type VariantInput = {
  readonly id?: string | null;
  readonly barcode?: string | null;
  readonly price?: string | null;
  readonly compareAtPrice?: string | null;
  readonly inventoryPolicy?: 'DENY' | 'CONTINUE' | null;
  readonly taxable?: boolean | null;
  readonly sku?: string | null;
  readonly inventoryItem?: {
    readonly sku?: string | null;
    readonly tracked?: boolean | null;
    readonly requiresShipping?: boolean | null;
    readonly measurement?: { readonly weight?: Weight | null } | null;
  } | null;
  readonly inventoryQuantities?:
    readonly { readonly availableQuantity?: number; readonly quantity?: number }[] | null;
  readonly optionValues?: readonly OptionValue[] | null;
  readonly metafields?: MetafieldInputs;
  readonly mediaId?: string | null;
  readonly mediaSrc?: readonly string[] | null;
  readonly file?: unknown;
};

type Weight = { readonly unit: string; readonly value: number };
type OptionValue = {
  readonly name?: string | null;
  readonly optionName?: string | null;
  readonly optionId?: string | null;
};

const GRAMS: Readonly<Record<string, number>> = {
  GRAMS: 1,
  KILOGRAMS: 1000,
  OUNCES: 28.349523125,
  POUNDS: 453.59237,
};

/** The values a variant is said to have, one for each option; null where one is not said. */
export function saidOptions(
  options: readonly { readonly id: number; readonly name: string }[],
  { optionValues }: VariantInput,
): (string | null)[] {
  return options.map(({ id, name }) => {
    const said = optionValues?.find(
      (one) => one.optionName === name || one.optionId?.endsWith(`/${id}`),
    );
    return said?.name ?? null;
  });
}

/** Values of options the product does not have, and prices below nothing. */
export function variantErrors(
  product: Pick<Product, 'options'>,
  input: VariantInput,
  field: readonly string[],
): UserError[] {
  const strangers = (input.optionValues ?? []).flatMap((value, index) => {
    const isKnown = product.options.some(
      ({ id, name }) => value.optionName === name || value.optionId?.endsWith(`/${id}`),
    );
    if (isKnown) return [];
    const at = [...field, 'optionValues', `${index}`];
    return [{ field: at, message: 'Option does not exist', code: 'INVALID_INPUT' }];
  });
  const isNegative = input.price?.startsWith('-') ?? false;
  return isNegative
    ? [...strangers, { field: [...field, 'price'], message: 'must be greater than or equal to 0' }]
    : strangers;
}

/** A variant with what is named replaced. */
export function changedVariant(
  { shop, world }: AdminContext,
  variant: Variant,
  input: VariantInput,
): Variant {
  if (input.mediaId ?? input.mediaSrc?.[0] ?? input.file) {
    throw notImplemented('ProductVariantsBulkInput.mediaId');
  }
  const { price, compareAtPrice, inventoryPolicy, taxable, barcode, inventoryItem } = input;
  const weight = inventoryItem?.measurement?.weight;
  const sku = inventoryItem?.sku ?? input.sku;
  return {
    ...variant,
    ...(typeof price === 'string' ? { priceMinor: minorOf(price, shop.currency) } : {}),
    ...(compareAtPrice === undefined
      ? {}
      : { compareAtMinor: compareAtPrice ? minorOf(compareAtPrice, shop.currency) : null }),
    ...(inventoryPolicy ? { sellsBeyondStock: inventoryPolicy === 'CONTINUE' } : {}),
    ...(typeof taxable === 'boolean' ? { taxable } : {}),
    ...(barcode === undefined ? {} : { barcode }),
    ...(typeof sku === 'string' ? { sku } : {}),
    ...(typeof inventoryItem?.requiresShipping === 'boolean'
      ? { requiresShipping: inventoryItem.requiresShipping }
      : {}),
    ...(weight ? { grams: Math.round(weight.value * (GRAMS[weight.unit] ?? 1)) } : {}),
    stock: stockOf(variant, input),
    updatedAt: world.clock.now(),
  };
}

/** A variant that nobody has said anything of yet. */
export function newVariant({ world }: AdminContext, options: readonly string[]): Variant {
  const at = world.clock.now();
  return {
    id: world.store.nextId(),
    title: options.join(' / '),
    sku: '',
    barcode: null,
    priceMinor: 0,
    compareAtMinor: null,
    options,
    taxable: true,
    requiresShipping: true,
    grams: 0,
    inventoryItemId: world.store.nextId(),
    stock: null,
    sellsBeyondStock: false,
    pictureId: null,
    createdAt: at,
    updatedAt: at,
  };
}

function stockOf({ stock }: Variant, { inventoryItem, inventoryQuantities }: VariantInput) {
  if (inventoryItem?.tracked === false) return null;
  const [first] = inventoryQuantities ?? [];
  const said = first?.availableQuantity ?? first?.quantity;
  if (said !== undefined) return said;
  return inventoryItem?.tracked === true ? (stock ?? 0) : stock;
}

function minorOf(price: string, currency: string): number {
  return parseMoney(price, currency) ?? 0;
}
