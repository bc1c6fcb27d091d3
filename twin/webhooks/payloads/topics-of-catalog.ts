/** Products, collections, stock and discounts. */
import type { Discount } from '../../model/discount.ts';
import type { WorldEvent } from '../../world/world.ts';
import { deletedDiscountPayload, discountPayload, redeemCodePayload } from './discount.ts';
import { readExtra } from './extra.ts';
import { deletedPayload } from './order.ts';
import {
  collectionPayload,
  deletedCollectionPayload,
  inventoryLevelPayload,
  productPayload,
  variantPayload,
} from './product.ts';
import type { PayloadSource } from './source.ts';
import type { PayloadBuilder } from './topics.ts';

const product: PayloadBuilder = ({ id }, source) => productPayload(source.product(id), source);

const collection: PayloadBuilder = ({ id }, source) =>
  collectionPayload(source.collection(id), source.writer);

const variant: PayloadBuilder = (event, source) => {
  const isOfProduct = event.kind === 'Product';
  const variantId = isOfProduct ? readExtra(event).number('variantId') : event.id;
  const found = source.findVariant(variantId);
  if (found === null) throw new Error(`There is no variant ${variantId}.`);
  const at = found.product.variants.indexOf(found.variant);
  return variantPayload(found.product, found.variant, at, source.writer);
};

/** The event's id is the inventory item's; where nothing is said, it lies in the first location. */
const level: PayloadBuilder = (event, source) => {
  const { shop, writer, at } = source;
  const product = source.productOfItem(event.id);
  const found = product?.variants.find(({ inventoryItemId }) => inventoryItemId === event.id);
  const extra = readExtra(event);
  return inventoryLevelPayload(
    {
      inventoryItemId: event.id,
      locationId: extra.optional<number>('locationId') ?? shop.locations[0]?.id ?? 0,
      available: extra.optional<number>('available') ?? found?.stock ?? null,
      updatedAt: found?.updatedAt ?? at,
    },
    writer,
  );
};

const discount: PayloadBuilder = ({ id }, source) =>
  discountPayload({ discount: source.discount(id), at: source.at }, source.writer);

/** A deleted discount is no more; whether it had codes is told by `method`. */
const deletedDiscount: PayloadBuilder = (event, { writer, at }) => {
  const method = readExtra(event).optional<Discount['method']>('method') ?? 'code';
  return deletedDiscountPayload({ discount: { id: event.id, method }, at }, writer);
};

const redeemCode: PayloadBuilder = (event, { writer, at, redeemCode: find }) => {
  const { discountId, codeId } = codeIds(event);
  const code = readExtra(event).optional<string>('code') ?? find(codeId)?.code;
  if (code === undefined) throw new Error(`There is no redeem code ${codeId}.`);
  return redeemCodePayload({ discountId, codeId, code, at }, writer);
};

/** The event is about the discount or about its code, with the other one's id beside it. */
function codeIds(event: WorldEvent): { discountId: number; codeId: number } {
  const extra = readExtra(event);
  return event.kind === 'Discount'
    ? { discountId: event.id, codeId: extra.number('codeId') }
    : { discountId: extra.number('discountId'), codeId: event.id };
}

const deleted = ({ id }: WorldEvent, { writer }: PayloadSource) => deletedPayload(id, writer);

export const CATALOG_TOPICS: Readonly<Record<string, PayloadBuilder>> = {
  'products/create': product,
  'products/update': product,
  'products/delete': deleted,
  'variants/in_stock': variant,
  'variants/out_of_stock': variant,
  'collections/create': collection,
  'collections/update': collection,
  'collections/delete': ({ id }, { writer }) => deletedCollectionPayload(id, writer),
  'inventory_levels/update': level,
  'discounts/create': discount,
  'discounts/update': discount,
  'discounts/delete': deletedDiscount,
  'discounts/redeemcode_added': redeemCode,
  'discounts/redeemcode_removed': redeemCode,
};
