/** `productVariantsBulkCreate`, `…BulkUpdate`, `…BulkDelete`: all of them or none. */
import type { Product, Variant } from '../../../model/catalog.ts';
import { products } from '../../../model/kinds.ts';
import { saveProduct } from '../../../trade/products.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import { fromGid, idOf } from '../../engine/gid.ts';
import { refuse, type UserError } from '../../engine/user-errors.ts';
import { setOwnMetafields } from '../metafields/set-metafields.ts';
import { variantNode } from './variant-fields.ts';
import {
  changedVariant,
  newVariant,
  saidOptions,
  variantErrors,
  type VariantInput,
} from './variant-input.ts';

type Args = {
  readonly productId: string;
  readonly variants: readonly VariantInput[];
  readonly strategy?: string | null;
  readonly allowPartialUpdates?: boolean | null;
  readonly media?: readonly unknown[] | null;
};

const noProduct = () => refuse(['productId'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST');

export const variantMutations: Resolvers = {
  productVariantsBulkCreate: (_parent, args: Args, context) => {
    assertKept(args);
    const product = productOf(args, context);
    if (product === null) return noProduct();
    const errors = args.variants.flatMap((_input, index) =>
      newVariantErrors(product, args.variants, index),
    );
    if (errors.length > 0) return { userErrors: errors };
    const made = args.variants.map((input) => {
      const values = saidOptions(product.options, input).map((value) => value ?? '');
      return changedVariant(context, newVariant(context, values), input);
    });
    const kept = standsAlone(product) && args.strategy !== 'PRESERVE_STANDALONE_VARIANT';
    const before = kept ? [] : product.variants;
    return save(context, product, { variants: [...before, ...made], touched: made, args });
  },

  productVariantsBulkUpdate: (_parent, args: Args, context) => {
    assertKept(args);
    if (args.allowPartialUpdates === true) {
      throw notImplemented('Mutation.productVariantsBulkUpdate(allowPartialUpdates: true)');
    }
    const product = productOf(args, context);
    if (product === null) return noProduct();
    const errors = args.variants.flatMap((input, index) => updateErrors(product, input, index));
    if (errors.length > 0) return { userErrors: errors };
    const touched = args.variants.map((input) => {
      const known = variantIn(product, input.id) as Variant;
      const said = saidOptions(product.options, input);
      const options = known.options.map((value, at) => said[at] ?? value);
      const title = options.join(' / ');
      return changedVariant(context, { ...known, options, title }, input);
    });
    const variants = product.variants.map((one) => touched.find(({ id }) => id === one.id) ?? one);
    return save(context, product, { variants, touched, args });
  },

  productVariantsBulkDelete: (
    _parent,
    { productId, variantsIds }: { productId: string; variantsIds: readonly string[] },
    context,
  ) => {
    const product = productOf({ productId }, context);
    if (product === null) return noProduct();
    const message = 'At least one variant does not belong to the product';
    const code = 'AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT';
    const strangers = variantsIds.flatMap((gid, index) =>
      variantIn(product, gid) === null
        ? [{ field: ['variantsIds', `${index}`], message, code }]
        : [],
    );
    if (strangers.length > 0) return { userErrors: strangers };
    const gone = new Set(variantsIds.map((gid) => idOf(gid, 'ProductVariant')));
    const variants = product.variants.filter(({ id }) => !gone.has(id));
    if (variants.length === 0) {
      const words = 'Cannot delete the last variant of a product';
      return refuse(['variantsIds'], words, 'CANNOT_DELETE_LAST_VARIANT');
    }
    return { product: saveProduct(context.world, context.shop.id, { ...product, variants }) };
  },
};

function save(
  context: AdminContext,
  before: Product,
  { variants, touched, args }: { variants: Variant[]; touched: readonly Variant[]; args: Args },
) {
  const product = saveProduct(context.world, context.shop.id, { ...before, variants });
  touched.forEach(({ id }, index) => {
    const metafields = args.variants[index]?.metafields;
    const field = ['variants', `${index}`, 'metafields'];
    setOwnMetafields(context, { kind: 'ProductVariant', id }, metafields, field);
  });
  return { product, productVariants: touched.map((one) => variantNode(product, one)) };
}

/** The variant that stands for a product without options. */
function standsAlone({ variants }: Product): boolean {
  return variants.length === 1 && variants[0]?.title === 'Default Title';
}

function newVariantErrors(
  product: Product,
  inputs: readonly VariantInput[],
  index: number,
): UserError[] {
  const input = inputs[index] ?? {};
  const field = ['variants', `${index}`];
  const wrong = variantErrors(product, input, field);
  if (wrong.length > 0) return wrong;
  const values = saidOptions(product.options, input);
  const missing = product.options.find((_option, at) => values[at] === null);
  if (missing !== undefined) {
    const message = `You need to add option values for ${missing.name}`;
    return [{ field, message, code: 'NEED_TO_ADD_OPTION_VALUES' }];
  }
  const title = values.join(' / ');
  const earlier = inputs
    .slice(0, index)
    .map((one) => saidOptions(product.options, one).join(' / '));
  const isThere = product.variants.some((one) => one.title === title) || earlier.includes(title);
  if (!isThere) return [];
  const message = `The variant '${title}' already exists.`;
  return [{ field, message, code: 'VARIANT_ALREADY_EXISTS' }];
}

function updateErrors(product: Product, input: VariantInput, index: number): UserError[] {
  const field = ['variants', `${index}`];
  const at = (name: string, message: string, code: string) => [
    { field: [...field, name], message, code },
  ];
  if (!input.id) {
    return at('id', 'Product variant is missing ID attribute', 'PRODUCT_VARIANT_ID_MISSING');
  }
  if (variantIn(product, input.id) === null) {
    return at('id', 'Product variant does not exist', 'PRODUCT_VARIANT_DOES_NOT_EXIST');
  }
  if (input.inventoryQuantities && input.inventoryQuantities.length > 0) {
    const words =
      'Inventory quantities can only be provided during create. To update inventory for existing ' +
      'variants, use inventoryAdjustQuantities.';
    return at('inventoryQuantities', words, 'NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE');
  }
  return variantErrors(product, input, field).map((one) => ({
    ...one,
    ...(one.code === 'INVALID_INPUT' ? { code: 'OPTION_DOES_NOT_EXIST' } : {}),
  }));
}

function variantIn({ variants }: Product, gid: string | null | undefined): Variant | null {
  const parsed = gid ? fromGid(gid) : null;
  return variants.find(({ id }) => parsed?.kind === 'ProductVariant' && id === parsed.id) ?? null;
}

function productOf({ productId }: { productId: string }, { world, shop }: AdminContext) {
  return world.store.get(products, shop.id, idOf(productId, 'Product'));
}

function assertKept({ media }: Args): void {
  if (media && media.length > 0) throw notImplemented('Mutation.productVariantsBulkCreate(media:)');
}
