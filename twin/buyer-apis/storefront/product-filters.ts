/** `ProductFilter`: filters of one kind widen the choice, of different kinds narrow it. */
import { variantNodes } from '../../admin-api/areas/products/variant-fields.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import { notImplemented } from '../../admin-api/engine/errors.ts';
import type { Product } from '../../model/catalog.ts';
import { decimalsOf } from '../../money/currency.ts';
import { isForSale } from './variant-fields.ts';

export type ProductFilter = {
  readonly available?: boolean | null;
  readonly price?: { readonly min?: number | null; readonly max?: number | null } | null;
  readonly productType?: string | null;
  readonly productVendor?: string | null;
  readonly tag?: string | null;
  readonly variantOption?: { readonly name: string; readonly value: string } | null;
};

type Test = (product: Product, filter: ProductFilter, currency: string) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  available: (product, { available }) => variantNodes(product).some(isForSale) === available,
  price: ({ variants }, { price }, currency) => {
    const unit = 10 ** decimalsOf(currency);
    const [min, max] = [(price?.min ?? 0) * unit, (price?.max ?? Infinity) * unit];
    return variants.some(({ priceMinor }) => priceMinor >= min && priceMinor <= max);
  },
  productType: (product, { productType }) => product.productType === productType,
  productVendor: ({ vendor }, { productVendor }) => vendor === productVendor,
  tag: ({ tags }, { tag }) => tags.some((one) => one.toLowerCase() === tag?.toLowerCase()),
  variantOption: ({ options, variants }, { variantOption }) => {
    const at = options.findIndex(({ name }) => same(name, variantOption?.name));
    return variants.some((one) => same(one.options[at], variantOption?.value));
  },
};

/** The products that pass (https://shopify.dev/docs/api/storefront, `ProductFilter`). */
export function filtered(
  all: readonly Product[],
  filters: readonly ProductFilter[],
  { shop }: AdminContext,
): readonly Product[] {
  const byKind = new Map<string, ProductFilter[]>();
  for (const filter of filters) {
    for (const [kind, value] of Object.entries(filter)) {
      if (value === null || value === undefined) continue;
      if (TESTS[kind] === undefined) throw notImplemented(`ProductFilter.${kind}`);
      byKind.set(kind, [...(byKind.get(kind) ?? []), filter]);
    }
  }
  return all.filter((product) =>
    [...byKind].every(([kind, some]) =>
      some.some((filter) => TESTS[kind]?.(product, filter, shop.currency)),
    ),
  );
}

const same = (one: string | undefined, other: string | undefined) =>
  one !== undefined && one.toLowerCase() === other?.toLowerCase();
