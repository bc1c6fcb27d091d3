/** Metafields and metaobjects: an app's own data, on the shop's records and beside them. */
import { metafieldDefinitions, metafields } from '../../../model/kinds.ts';
import type { Area } from '../../engine/area.ts';
import { definitionFields, definitionQueries } from './definition-fields.ts';
import { definitionMutations } from './definition-mutations.ts';
import { metafieldFields, metafieldMutations } from './metafield-fields.ts';

export const metafieldArea: Area = {
  types: { Metafield: metafieldFields, MetafieldDefinition: definitionFields },
  queries: definitionQueries,
  mutations: { ...metafieldMutations, ...definitionMutations },
  nodes: {
    Metafield: (id, { world, shop }) => world.store.get(metafields, shop.id, id),
    MetafieldDefinition: (id, { world, shop }) =>
      world.store.get(metafieldDefinitions, shop.id, id),
  },
};
