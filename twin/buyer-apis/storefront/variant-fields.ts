/** `ProductVariant` as shoppers see it. */
import { imageNode } from '../../admin-api/areas/products/media-fields.ts';
import type { VariantNode } from '../../admin-api/areas/products/variant-fields.ts';
import type { Resolvers } from '../../admin-api/engine/area.ts';
import { listConnection } from '../../admin-api/engine/connection.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import { moneyV2 } from '../../admin-api/engine/money-fields.ts';
import type { PageArgs } from '../../admin-api/engine/page-size.ts';
import { availableOf } from '../../trade/stock.ts';
import { readableMetafields } from '../readable-metafields.ts';

export const isForSale = (variant: VariantNode) =>
  variant.product.status === 'ACTIVE' && availableOf(variant) > 0;

const price = ({ priceMinor }: VariantNode, _args: unknown, { shop }: AdminContext) =>
  moneyV2(priceMinor, shop.currency);

const compareAt = ({ compareAtMinor }: VariantNode, _args: unknown, { shop }: AdminContext) =>
  compareAtMinor === null ? null : moneyV2(compareAtMinor, shop.currency);

const none = (_variant: VariantNode, args: PageArgs) => listConnection(args, []);

export const variantFields: Resolvers = {
  ...readableMetafields('ProductVariant', 'storefront'),
  availableForSale: isForSale,
  /** It can be bought though there is none of it. */
  currentlyNotInStock: ({ stock, sellsBeyondStock }: VariantNode) =>
    stock !== null && stock <= 0 && sellsBeyondStock,
  quantityAvailable: ({ stock }: VariantNode) => stock ?? 0,
  price,
  priceV2: price,
  compareAtPrice: compareAt,
  compareAtPriceV2: compareAt,
  /** The variant's own picture, else the product's first. */
  image: ({ product: { pictures }, pictureId }: VariantNode) =>
    imageNode(pictures.find(({ id }) => id === pictureId) ?? pictures[0]),
  selectedOptions: ({ product, options }: VariantNode) =>
    product.options.map(({ name }, index) => ({ name, value: options[index] ?? '' })),
  weight: ({ grams }: VariantNode) => grams,
  weightUnit: () => 'GRAMS',
  quantityRule: () => ({ minimum: 1, maximum: null, increment: 1 }),
  requiresComponents: () => false,
  unitPrice: () => null,
  unitPriceMeasurement: () => null,
  shopPayInstallmentsPricing: () => null,
  components: none,
  groupedBy: none,
  quantityPriceBreaks: none,
  sellingPlanAllocations: none,
};
