/** `ProductVariant` and the thing in stock behind it. */
import type { Product, Variant } from '../../../model/catalog.ts';
import { products } from '../../../model/kinds.ts';
import { moneyText } from '../../../money/money.ts';
import { defineKind, flag, number, text, word } from '../../../store/kind.ts';
import { availableOf } from '../../../trade/stock.ts';
import type { NodeLookup, Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { metafieldsOf } from '../metafields/owner-fields.ts';
import { imageNode, mediaNode } from './media-fields.ts';
import { optionValueNode } from './option-fields.ts';
import { searchItems } from './search-items.ts';

/** A variant with the product it lives in. */
export type VariantNode = Variant & { readonly product: Product; readonly position: number };

export function variantNode(product: Product, variant: Variant): VariantNode {
  return { ...variant, product, position: product.variants.indexOf(variant) + 1 };
}

export const variantNodes = (product: Product): VariantNode[] =>
  product.variants.map((variant) => variantNode(product, variant));

/** Not kept by itself: the fields by which variants are searched. */
const variants = defineKind<VariantNode>('ProductVariant', {
  sku: text(({ sku }) => sku),
  barcode: text(({ barcode }) => barcode),
  title: text(({ title }) => title),
  option1: text(({ options }) => options[0] ?? null),
  option2: text(({ options }) => options[1] ?? null),
  option3: text(({ options }) => options[2] ?? null),
  product_id: number(({ product }) => product.id),
  product_ids: number(({ product }) => product.id),
  product_status: text(({ product }) => product.status),
  product_type: text(({ product }) => product.productType),
  vendor: text(({ product }) => product.vendor),
  tag: text(({ product }) => product.tags),
  gift_card: flag(({ product }) => product.isGiftCard),
  inventory_quantity: number(({ stock }) => stock ?? 0),
  managed: flag(({ stock }) => stock !== null),
  taxable: flag(({ taxable }) => taxable),
  default: word(({ product, title, sku, barcode }) => [product.title, title, sku, barcode]),
});

const SORTS: Readonly<Record<string, (variant: VariantNode) => string | number>> = {
  ID: ({ id }) => id,
  RELEVANCE: ({ id }) => id,
  POPULAR: ({ id }) => id,
  POSITION: ({ position }) => position,
  TITLE: ({ title }) => title.toLowerCase(),
  NAME: ({ title }) => title.toLowerCase(),
  FULL_TITLE: ({ product, title }) => `${product.title} ${title}`.toLowerCase(),
  SKU: ({ sku }) => sku.toLowerCase(),
  INVENTORY_QUANTITY: ({ stock }) => stock ?? 0,
  INVENTORY_LEVELS_AVAILABLE: ({ stock }) => stock ?? 0,
  INVENTORY_MANAGEMENT: ({ stock }) => (stock === null ? '' : 'shopify'),
  INVENTORY_POLICY: ({ sellsBeyondStock }) => (sellsBeyondStock ? 'continue' : 'deny'),
};

/** Variants of one product, or of all; in the order asked for. */
export function variantPage(args: PageArgs, all: readonly VariantNode[], context: AdminContext) {
  const now = context.world.clock.now();
  const of = SORTS[args.sortKey ?? 'ID'] ?? (({ id }: VariantNode) => id);
  const found = searchItems(all, args.query, { kind: variants, now }).toSorted((one, other) => {
    const [left, right] = [of(one), of(other)];
    return left < right ? -1 : left > right ? 1 : one.id - other.id;
  });
  return listConnection(args, found);
}

export const variantQueries: Resolvers = {
  productVariant: (_parent, { id }: { id: string }, context) =>
    variantById(idOf(id, 'ProductVariant'), context),
  productVariantByIdentifier: (
    _parent,
    { identifier }: { identifier: { id?: string | null } },
    context,
  ) => (identifier.id ? variantById(idOf(identifier.id, 'ProductVariant'), context) : null),
  productVariants: (_parent, args: PageArgs, context) =>
    variantPage(args, everyVariant(context), context),
  productVariantsCount: (_parent, { query }: PageArgs, context) => {
    const now = context.world.clock.now();
    const found = searchItems(everyVariant(context), query, { kind: variants, now });
    return { count: found.length, precision: 'EXACT' };
  },
};

export function variantById(id: number, { world, shop }: AdminContext): VariantNode | null {
  const product = world.store.findOne(products, shop.id, 'variant_id', id);
  const variant = product?.variants.find((one) => one.id === id);
  return product && variant ? variantNode(product, variant) : null;
}

export const findVariantNode: NodeLookup = (id, context) => variantById(id, context);

function everyVariant({ world, shop }: AdminContext): VariantNode[] {
  return [...world.store.each(products, shop.id)].flatMap(variantNodes);
}

export const variantFields: Resolvers = {
  ...metafieldsOf('ProductVariant'),
  sku: ({ sku }: VariantNode) => (sku === '' ? null : sku),
  displayName: ({ product, title }: VariantNode) => `${product.title} - ${title}`,
  price: ({ priceMinor }: VariantNode, _args, { shop }) => moneyText(priceMinor, shop.currency),
  compareAtPrice: ({ compareAtMinor }: VariantNode, _args, { shop }) =>
    compareAtMinor === null ? null : moneyText(compareAtMinor, shop.currency),
  availableForSale: (variant: VariantNode) =>
    variant.product.status === 'ACTIVE' && availableOf(variant) > 0,
  inventoryQuantity: ({ stock }: VariantNode) => stock ?? 0,
  sellableOnlineQuantity: ({ stock }: VariantNode) => stock ?? 0,
  inventoryPolicy: ({ sellsBeyondStock }: VariantNode) => (sellsBeyondStock ? 'CONTINUE' : 'DENY'),
  inventoryItem: (variant: VariantNode) => ({ id: variant.inventoryItemId, variant }),
  selectedOptions: ({ product, options }: VariantNode) =>
    product.options.map(({ name }, index) => ({
      name,
      value: options[index] ?? '',
      optionValue: optionValueNode(product, index, options[index] ?? ''),
    })),
  image: ({ product, pictureId }: VariantNode) =>
    imageNode(product.pictures.find(({ id }) => id === pictureId)),
  media: ({ product, pictureId }: VariantNode, args: PageArgs) =>
    listConnection(
      args,
      product.pictures.filter(({ id }) => id === pictureId),
      mediaNode,
    ),
  requiresComponents: () => false,
  showUnitPrice: () => false,
  unitPrice: () => null,
  unitPriceMeasurement: () => null,
  taxCode: () => null,
  sellingPlanGroupsCount: () => ({ count: 0, precision: 'EXACT' }),
  sellingPlanGroupCount: () => 0,
  sellingPlanGroups: (_variant: VariantNode, args: PageArgs) => listConnection(args, []),
};
