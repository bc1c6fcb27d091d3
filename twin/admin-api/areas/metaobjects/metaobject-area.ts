/** Metaobjects: records of kinds that an app defines itself. */
import type { Area } from '../../engine/area.ts';
import {
  definitionFields,
  definitionMutations,
  definitionQueries,
  fieldDefinitionFields,
} from './definitions.ts';
import { metaobjectDefinitions, metaobjects } from './metaobject-records.ts';
import { metaobjectFields, metaobjectMutations, metaobjectQueries } from './objects.ts';

export const metaobjectArea: Area = {
  types: {
    Metaobject: metaobjectFields,
    MetaobjectDefinition: definitionFields,
    MetaobjectFieldDefinition: fieldDefinitionFields,
  },
  queries: { ...metaobjectQueries, ...definitionQueries },
  mutations: { ...metaobjectMutations, ...definitionMutations },
  nodes: {
    Metaobject: (id, { world, shop }) => world.store.get(metaobjects, shop.id, id),
    MetaobjectDefinition: (id, { world, shop }) =>
      world.store.get(metaobjectDefinitions, shop.id, id),
  },
};
