/**
 * `ProductOption` and its values. Values are those that variants have, in the order of the
 * variants.
 */
import type { Product } from '../../../model/catalog.ts';
import type { Resolvers } from '../../engine/area.ts';

type OptionNode = {
  readonly id: number;
  readonly name: string;
  readonly product: Product;
  readonly index: number;
};

export function optionNodes(product: Product): OptionNode[] {
  return product.options.map((option, index) => ({ ...option, product, index }));
}

export function valuesOf(product: Product, index: number): string[] {
  return [...new Set(product.variants.map(({ options }) => options[index] ?? ''))];
}

/** Values have no ids of their own here: the option's and the value's place make one. */
export function optionValueNode(product: Product, index: number, name: string) {
  const place = valuesOf(product, index).indexOf(name) + 1;
  const optionId = product.options[index]?.id ?? 0;
  return {
    id: `gid://shopify/ProductOptionValue/${optionId}${String(place).padStart(3, '0')}`,
    name,
    hasVariants: true,
    linkedMetafieldValue: null,
    swatch: null,
  };
}

export const optionFields: Resolvers = {
  position: ({ index }: OptionNode) => index + 1,
  values: ({ product, index }: OptionNode) => valuesOf(product, index),
  optionValues: ({ product, index }: OptionNode) =>
    valuesOf(product, index).map((name) => optionValueNode(product, index, name)),
  linkedMetafield: () => null,
};
