/** The catalogue: products, variants, collections, stock, and where they are published. */
import { collections, products } from '../../../model/kinds.ts';
import type { Area } from '../../engine/area.ts';
import { collectionFields, collectionQueries } from './collection-fields.ts';
import { collectionMutations } from './collection-mutations.ts';
import {
  findItem,
  inventoryMutations,
  inventoryQueries,
  itemFields,
  levelFields,
} from './inventory-fields.ts';
import { imageFields, mediaFields } from './media-fields.ts';
import { optionFields } from './option-fields.ts';
import { productFields, productQueries } from './product-fields.ts';
import { productMutations } from './product-mutations.ts';
import { publicationMutations, publicationQueries } from './publication-fields.ts';
import { findVariantNode, variantFields, variantQueries } from './variant-fields.ts';
import { variantMutations } from './variant-mutations.ts';

export const productArea: Area = {
  types: {
    Product: productFields,
    ProductVariant: variantFields,
    ProductOption: optionFields,
    Collection: collectionFields,
    InventoryItem: itemFields,
    InventoryLevel: levelFields,
    Image: imageFields,
    MediaImage: mediaFields,
  },
  queries: {
    ...productQueries,
    ...variantQueries,
    ...collectionQueries,
    ...inventoryQueries,
    ...publicationQueries,
  },
  mutations: {
    ...productMutations,
    ...variantMutations,
    ...collectionMutations,
    ...inventoryMutations,
    ...publicationMutations,
  },
  nodes: {
    Product: (id, { world, shop }) => world.store.get(products, shop.id, id),
    ProductVariant: findVariantNode,
    Collection: (id, { world, shop }) => world.store.get(collections, shop.id, id),
    InventoryItem: findItem,
  },
};
