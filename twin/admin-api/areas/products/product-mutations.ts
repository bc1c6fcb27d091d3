/** `productCreate`, `productUpdate`, `productDelete`, `productSet`. */
import type { Product } from '../../../model/catalog.ts';
import { collections, products } from '../../../model/kinds.ts';
import { deleteProduct, saveCollection, saveProduct } from '../../../trade/products.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import { idOf, toGid } from '../../engine/gid.ts';
import { refuse, Refused, type UserError } from '../../engine/user-errors.ts';
import { setOwnMetafields } from '../metafields/set-metafields.ts';
import { productByHandle } from './product-fields.ts';
import {
  assertKept,
  handleError,
  namedFields,
  newProduct,
  type OptionInput,
  productErrors,
  type ProductInput,
} from './product-input.ts';
import {
  changedVariant,
  newVariant,
  saidOptions,
  variantErrors,
  type VariantInput,
} from './variant-input.ts';

type Identifier = { readonly id?: string | null; readonly handle?: string | null };
type WriteArgs = {
  readonly input?: ProductInput | null;
  readonly product?: ProductInput | null;
  readonly identifier?: Identifier | null;
  readonly media?: readonly unknown[] | null;
};
type SetInput = ProductInput & {
  readonly variants?: readonly VariantInput[] | null;
  readonly collections?: readonly string[] | null;
};
type SetArgs = {
  readonly input: SetInput;
  readonly identifier?: Identifier | null;
  readonly synchronous?: boolean;
};

export const productMutations: Resolvers = {
  productCreate: (_parent, args: WriteArgs, context) => {
    const { shop } = context;
    const input = args.product ?? args.input ?? {};
    assertWritable(input, args);
    const wrong = problems(context, input, null);
    if (wrong.length > 0) return { userErrors: wrong, shop };
    const bare = newProduct(context, input);
    const options = optionsOf(context, input.productOptions);
    // Only the first value of each option gets a variant; the others are made one by one.
    const first = (input.productOptions ?? []).map(({ values }) => values?.[0]?.name ?? '');
    const variant = newVariant(context, first.length === 0 ? ['Default Title'] : first);
    const product = saveProduct(context.world, shop.id, { ...bare, options, variants: [variant] });
    finish(context, product, input);
    return { product, shop };
  },

  productUpdate: (_parent, args: WriteArgs, context) => {
    const input = args.product ?? args.input ?? {};
    assertWritable(input, args);
    const before = identified(context, args.identifier ?? { id: input.id ?? null });
    if (before === null) return refuse(['id'], 'Product does not exist');
    const wrong = problems(context, input, before.id);
    if (wrong.length > 0) return { userErrors: wrong };
    const change = namedFields(input);
    const product = saveProduct(context.world, context.shop.id, { ...before, ...change });
    finish(context, product, input);
    return { product };
  },

  productDelete: (_parent, args: { input: { id: string }; synchronous?: boolean }, context) => {
    const { world, shop } = context;
    if (args.synchronous === false)
      throw notImplemented('Mutation.productDelete(synchronous: false)');
    const id = idOf(args.input.id, 'Product');
    const outcome = deleteProduct(world, shop.id, id);
    if (!outcome.ok) return { ...refuse(['id'], 'Product does not exist'), shop };
    return { deletedProductId: toGid('Product', id), shop };
  },

  productSet: (_parent, { input, identifier, synchronous }: SetArgs, context) => {
    if (synchronous === false) throw notImplemented('Mutation.productSet(synchronous: false)');
    assertKept(input);
    const before = identified(context, identifier ?? { id: input.id ?? null });
    if (before === null && identifier?.id) {
      return refuse(['input', 'id'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST');
    }
    const wrong = [
      ...productErrors(input, { isNew: before === null }).map(({ field, ...one }) => ({
        ...one,
        field: ['input', ...(field ?? [])],
      })),
      ...present(handleError(context, input, before?.id ?? null)),
    ];
    if (wrong.length > 0) return { userErrors: wrong };
    if (input.productOptions && !input.variants) {
      const words = 'Variants input is required when updating product options';
      return refuse(['input', 'variants'], words);
    }
    const product = saveProduct(context.world, context.shop.id, setProduct(context, input, before));
    finish(context, product, { ...input, collectionsToJoin: input.collections ?? null });
    return { product };
  },
};

/** What is named becomes all there is: options and variants not named are gone. */
function setProduct(context: AdminContext, input: SetInput, before: Product | null): Product {
  const base = before ?? newProduct(context, input);
  const options = input.productOptions
    ? optionsOf(context, input.productOptions, base.options)
    : base.options.length > 0
      ? base.options
      : optionsOf(context, null);
  const named = { ...base, ...namedFields(input), options };
  if (!input.variants) {
    const fresh = newVariant(context, ['Default Title']);
    return named.variants.length > 0 ? named : { ...named, variants: [fresh] };
  }
  const seen = new Set<string>();
  const variants = input.variants.map((one, index) => {
    const field = ['input', 'variants', `${index}`];
    const errors = variantErrors({ options }, one, field);
    if (errors.length > 0) throw new Refused(errors);
    const values = saidOptions(options, one).map((value) => value ?? 'Default Title');
    const title = values.join(' / ');
    if (seen.has(title)) {
      const remedy = 'Please change at least one option value.';
      const words = `The variant '${title}' already exists. ${remedy}`;
      throw new Refused([{ field, message: words }]);
    }
    seen.add(title);
    const known = base.variants.find(({ options: own }) => own.join(' / ') === title);
    return changedVariant(context, known ?? newVariant(context, values), one);
  });
  return { ...named, variants };
}

function optionsOf(
  { world }: AdminContext,
  inputs: readonly OptionInput[] | null | undefined,
  known: Product['options'] = [],
): Product['options'] {
  const names = (inputs ?? []).map(({ name }) => name ?? '');
  return (names.length === 0 ? ['Title'] : names).map(
    (name) => known.find((one) => one.name === name) ?? { id: world.store.nextId(), name },
  );
}

/** What goes with a product but is kept elsewhere. */
function finish(context: AdminContext, product: Product, input: ProductInput): void {
  setOwnMetafields(context, { kind: 'Product', id: product.id }, input.metafields);
  const { world, shop } = context;
  const change = (gids: readonly string[] | null | undefined, isIn: boolean) => {
    for (const gid of gids ?? []) {
      const collection = world.store.get(collections, shop.id, idOf(gid, 'Collection'));
      if (collection === null || collection.rules !== null) continue;
      const rest = collection.productIds.filter((id) => id !== product.id);
      const productIds = isIn ? [...rest, product.id] : rest;
      saveCollection(world, shop.id, { ...collection, productIds });
    }
  };
  change(input.collectionsToJoin, true);
  change(input.collectionsToLeave, false);
}

function identified(context: AdminContext, { id, handle }: Identifier): Product | null {
  const { world, shop } = context;
  if (id) return world.store.get(products, shop.id, idOf(id, 'Product'));
  return handle ? productByHandle(handle, context) : null;
}

function problems(context: AdminContext, input: ProductInput, ownId: number | null): UserError[] {
  const own = productErrors(input, { isNew: ownId === null });
  return [...own, ...present(handleError(context, input, ownId))];
}

function assertWritable(input: ProductInput, { media }: WriteArgs): void {
  assertKept(input);
  if (media && media.length > 0) throw notImplemented('Mutation.productCreate(media:)');
}

const present = <T>(one: T | null): T[] => (one === null ? [] : [one]);
