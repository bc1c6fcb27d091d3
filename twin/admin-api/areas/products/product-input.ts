/**
 * Products as apps write them: the fields of a product itself, checked and turned into a
 * record's.
 */
import type { Product } from '../../../model/catalog.ts';
import { products } from '../../../model/kinds.ts';
import { sortedTags } from '../../../trade/customers.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import type { UserError } from '../../engine/user-errors.ts';
import { splitTags } from '../customers/customer-input.ts';
import type { MetafieldEntry } from '../metafields/set-metafields.ts';
import { asHandle, freeHandle } from './handles.ts';

export type MetafieldInputs = readonly Omit<MetafieldEntry, 'owner' | 'field'>[] | null;

export type ProductInput = {
  readonly id?: string | null;
  readonly title?: string | null;
  readonly handle?: string | null;
  readonly descriptionHtml?: string | null;
  readonly vendor?: string | null;
  readonly productType?: string | null;
  readonly tags?: readonly string[] | null;
  readonly status?: Product['status'] | 'UNLISTED' | null;
  readonly giftCard?: boolean | null;
  readonly productOptions?: readonly OptionInput[] | null;
  readonly collectionsToJoin?: readonly string[] | null;
  readonly collectionsToLeave?: readonly string[] | null;
  readonly metafields?: MetafieldInputs;
};

export type OptionInput = {
  readonly name?: string | null;
  readonly values?: readonly { readonly name?: string | null }[] | null;
};

/** Fields that Shopify keeps and the twin does not. */
const UNKEPT = [
  'category',
  'claimOwnership',
  'combinedListingRole',
  'files',
  'giftCardTemplateSuffix',
  'publications',
  'productPublications',
  'requiresSellingPlan',
  'seo',
  'templateSuffix',
];
const MAX = 255;

/** Throws NOT_IMPLEMENTED for what would be lost silently. */
export function assertKept(input: ProductInput): void {
  const named = Object.entries(input).find(([name, value]) => UNKEPT.includes(name) && value);
  if (named !== undefined) throw notImplemented(`ProductInput.${named[0]}`);
  if (input.status === 'UNLISTED') throw notImplemented('ProductStatus.UNLISTED');
}

/** Mistakes that show without looking at other products. */
export function productErrors(input: ProductInput, { isNew }: { isNew: boolean }): UserError[] {
  const { title, handle, vendor, productType, productOptions } = input;
  const isBlank = isNew ? !title?.trim() : title?.trim() === '';
  const tooLong = (field: string, name: string, value: string | null | undefined) =>
    value && value.length > MAX
      ? [{ field: [field], message: `${name} is too long (maximum is ${MAX} characters)` }]
      : [];
  return [
    ...(isBlank ? [{ field: ['title'], message: "Title can't be blank" }] : []),
    ...tooLong('title', 'Title', title),
    ...tooLong('handle', 'Handle', handle),
    ...tooLong('vendor', 'Vendor', vendor),
    ...tooLong('productType', 'Product type', productType),
    ...tooLong('customProductType', 'Custom product type', productType),
    ...((productOptions ?? []).some(({ name }) => name?.includes(' / '))
      ? [{ field: ['options'], message: 'Name cannot contain the character sequence " / "' }]
      : []),
  ];
}

/** A handle that is asked for must be free: only one made from a title is counted up. */
export function handleError(
  { world, shop }: AdminContext,
  { handle }: ProductInput,
  ownId: number | null = null,
): UserError | null {
  if (!handle) return null;
  const other = world.store.findOne(products, shop.id, 'handle', asHandle(handle));
  if (other === null || other.id === ownId) return null;
  const message = `Handle '${handle}' already in use. Please provide a new handle.`;
  return { field: ['input', 'handle'], message };
}

/** The product's own fields that an input names. */
export function namedFields(input: ProductInput): Partial<Product> {
  const { title, handle, descriptionHtml, vendor, productType, tags, status } = input;
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(handle ? { handle: asHandle(handle) } : {}),
    ...(typeof descriptionHtml === 'string' ? { bodyHtml: descriptionHtml } : {}),
    ...(typeof vendor === 'string' ? { vendor } : {}),
    ...(typeof productType === 'string' ? { productType } : {}),
    ...(tags ? { tags: sortedTags(splitTags(tags)) } : {}),
    ...(status && status !== 'UNLISTED' ? { status } : {}),
  };
}

/** A new product without variants; it is kept by whoever gives it some. */
export function newProduct(context: AdminContext, input: ProductInput): Product {
  const { world, shop } = context;
  const at = world.clock.now();
  return {
    id: world.store.nextId(),
    title: '',
    handle: freeHandle(context, products, input.handle ?? input.title ?? ''),
    bodyHtml: '',
    vendor: shop.name,
    productType: '',
    tags: [],
    status: 'ACTIVE',
    isGiftCard: input.giftCard ?? false,
    options: [],
    variants: [],
    pictures: [],
    createdAt: at,
    updatedAt: at,
    publishedAt: null,
    ...namedFields(input),
  };
}
