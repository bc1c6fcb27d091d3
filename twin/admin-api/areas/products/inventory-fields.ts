/** `InventoryItem`, its level at the shop's location, and counting it anew. */
import { products } from '../../../model/kinds.ts';
import type { ShopLocation } from '../../../model/shop.ts';
import { countStock } from '../../../trade/products.ts';
import type { NodeLookup, Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { fromGid, idOf, toGid } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import type { UserError } from '../../engine/user-errors.ts';
import { variantById, type VariantNode, variantNode } from './variant-fields.ts';

export type ItemNode = { readonly id: number; readonly variant: VariantNode };
type LevelNode = { readonly item: ItemNode; readonly place: ShopLocation };

type Quantity = {
  readonly inventoryItemId: string;
  readonly locationId: string;
  readonly changeFromQuantity?: number | null;
};
type Input<T> = {
  readonly name: string;
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
} & T;
type SetInput = Input<{ readonly quantities: readonly (Quantity & { quantity: number })[] }>;
type AdjustInput = Input<{ readonly changes: readonly (Quantity & { delta: number })[] }>;

const QUANTITY_MAX = 1_000_000_000;

function itemById(id: number, { world, shop }: AdminContext): ItemNode | null {
  const product = world.store.findOne(products, shop.id, 'inventory_item_id', id);
  const variant = product?.variants.find(({ inventoryItemId }) => inventoryItemId === id);
  return product && variant ? { id, variant: variantNode(product, variant) } : null;
}

export const findItem: NodeLookup = (id, context) => itemById(id, context);

export const inventoryQueries: Resolvers = {
  inventoryItem: (_parent, { id }: { id: string }, context) =>
    itemById(idOf(id, 'InventoryItem'), context),
  inventoryLevel: (_parent, { id }: { id: string }, context) => {
    const item = /inventory_item_id=(\d+)/.exec(id)?.[1];
    const found = item === undefined ? null : itemById(Number(item), context);
    return found === null ? null : (levelsOf(found, context)[0] ?? null);
  },
};

export const itemFields: Resolvers = {
  sku: ({ variant }: ItemNode) => (variant.sku === '' ? null : variant.sku),
  tracked: ({ variant }: ItemNode) => variant.stock !== null,
  requiresShipping: ({ variant }: ItemNode) => variant.requiresShipping,
  trackedEditable: () => ({ locked: false, reason: null }),
  measurement: ({ id, variant }: ItemNode) => ({
    id: toGid('InventoryItemMeasurement', id),
    weight: { unit: 'GRAMS', value: variant.grams },
  }),
  variants: ({ variant }: ItemNode, args: PageArgs) => listConnection(args, [variant]),
  createdAt: ({ variant }: ItemNode) => variant.createdAt,
  updatedAt: ({ variant }: ItemNode) => variant.updatedAt,
  duplicateSkuCount: () => 0,
  unitCost: () => null,
  harmonizedSystemCode: () => null,
  countryCodeOfOrigin: () => null,
  provinceCodeOfOrigin: () => null,
  inventoryHistoryUrl: () => null,
  locationsCount: (item: ItemNode, _args, context) => ({
    count: levelsOf(item, context).length,
    precision: 'EXACT',
  }),
  inventoryLevels: (item: ItemNode, args: PageArgs, context) =>
    listConnection(
      args,
      levelsOf(item, context).map((level) => ({ id: level.place.id, level })),
      ({ level }) => level,
    ),
  inventoryLevel: (item: ItemNode, { locationId }: { locationId: string }, context) =>
    levelsOf(item, context).find(({ place }) => place.id === idOf(locationId, 'Location')) ?? null,
};

export const levelFields: Resolvers = {
  id: ({ item, place }: LevelNode) =>
    `${toGid('InventoryLevel', place.id)}?inventory_item_id=${item.id}`,
  location: ({ place }: LevelNode) => place,
  isActive: () => true,
  canDeactivate: () => false,
  deactivationAlert: () => null,
  createdAt: ({ item }: LevelNode) => item.variant.createdAt,
  updatedAt: ({ item }: LevelNode) => item.variant.updatedAt,
  quantities: ({ item, place }: LevelNode, { names }: { names: readonly string[] }) =>
    names.map((name) => ({
      id: `gid://shopify/InventoryQuantity/${place.id}?inventory_item_id=${item.id}&name=${name}`,
      name,
      // What is reserved or on its way is not kept: all that is there can be sold.
      quantity: name === 'available' || name === 'on_hand' ? (item.variant.stock ?? 0) : 0,
      updatedAt: item.variant.updatedAt,
    })),
};

export const inventoryMutations: Resolvers = {
  inventorySetQuantities: (_parent, { input }: { input: SetInput }, context) =>
    change(context, input, {
      rows: input.quantities,
      at: 'quantities',
      badName: ['INVALID_NAME', "The quantity name must be either 'available' or 'on_hand'."],
      to: ({ quantity }) => quantity,
    }),
  inventoryAdjustQuantities: (_parent, { input }: { input: AdjustInput }, context) =>
    change(context, input, {
      rows: input.changes,
      at: 'changes',
      badName: ['INVALID_QUANTITY_NAME', 'The specified quantity name is invalid.'],
      to: ({ delta }, stock) => stock + delta,
    }),
};

type Change<T extends Quantity> = {
  readonly rows: readonly T[];
  readonly at: string;
  readonly badName: readonly [string, string];
  readonly to: (row: T, stock: number) => number;
};

function change<T extends Quantity>(context: AdminContext, input: Input<object>, asked: Change<T>) {
  const { world, shop, app } = context;
  const { rows, at, to } = asked;
  const errors = [
    ...(/^(available|on_hand)$/.test(input.name)
      ? []
      : [error(['input', 'name'], ...asked.badName)]),
    ...rows.flatMap((row, index) => wrongRow(context, row, ['input', at, `${index}`])),
  ];
  if (errors.length > 0) return { userErrors: errors };
  const changes = rows.map((row) => {
    const item = itemById(idOf(row.inventoryItemId, 'InventoryItem'), context) as ItemNode;
    const before = item.variant.stock ?? 0;
    const after = to(row, before);
    countStock(world, shop.id, { variantId: item.variant.id, stock: after });
    const variant = variantById(item.variant.id, context);
    return {
      name: input.name,
      delta: after - before,
      quantityAfterChange: null,
      item: variant && { ...item, variant },
      location: shop.locations[0] ?? null,
      ledgerDocumentUri: null,
    };
  });
  const group = {
    id: world.store.nextId(),
    app,
    changes: changes.filter(({ delta }) => delta !== 0),
    createdAt: world.clock.now(),
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    staffMember: null,
  };
  return { inventoryAdjustmentGroup: group.changes.length === 0 ? null : group };
}

function wrongRow(
  context: AdminContext,
  row: Quantity & { readonly quantity?: number },
  field: readonly string[],
): UserError[] {
  const item = itemById(fromGid(row.inventoryItemId)?.id ?? 0, context);
  const noItem = 'The specified inventory item could not be found.';
  if (item === null)
    return [error([...field, 'inventoryItemId'], 'INVALID_INVENTORY_ITEM', noItem)];
  const isHere = context.shop.locations.some(({ id }) => id === fromGid(row.locationId)?.id);
  const noPlace = 'The specified location could not be found.';
  if (!isHere) return [error([...field, 'locationId'], 'INVALID_LOCATION', noPlace)];
  const { changeFromQuantity: from, quantity = 0 } = row;
  if (typeof from === 'number' && from !== (item.variant.stock ?? 0)) {
    const words = 'The changeFromQuantity value does not match the current quantity.';
    return [error([...field, 'changeFromQuantity'], 'CHANGE_FROM_QUANTITY_STALE', words)];
  }
  if (quantity <= QUANTITY_MAX) return [];
  const tooMany = "The quantity can't be higher than 1,000,000,000.";
  return [error([...field, 'quantity'], 'INVALID_QUANTITY_TOO_HIGH', tooMany)];
}

const error = (field: readonly string[], code: string, message: string): UserError => ({
  field,
  message,
  code,
});

/** What is tracked lies at the shop's first location, all of it. */
function levelsOf(item: ItemNode, { shop }: AdminContext): LevelNode[] {
  const [place] = shop.locations;
  return place === undefined || item.variant.stock === null ? [] : [{ item, place }];
}
