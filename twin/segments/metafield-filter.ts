/**
 * Filters over an app's own data: `metafields.custom.tier = 'gold'`, `metafields.app--1.points >
 * 100`. The type of the definition says what may be asked.
 */
import type { Metafield, MetafieldDefinition } from '../model/app.ts';
import { metafieldDefinitions } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import type { Filter, FilterType, FilterValue } from './filters.ts';

export type MetafieldPlace = { readonly namespace: string; readonly key: string };

const FORM = /^metafields\.(.+)\.([^.]+)$/;

/** Null for the name of any other filter. */
function metafieldPlace(filter: string): MetafieldPlace | null {
  const [, namespace, key] = FORM.exec(filter) ?? [];
  return namespace === undefined || key === undefined ? null : { namespace, key };
}

/** The filter of a customer metafield that has a definition; null where there is none. */
export function metafieldFilter(world: World, shopId: number, name: string): Filter | null {
  const place = metafieldPlace(name);
  if (place === null) return null;
  const at = `CUSTOMER/${place.namespace}/${place.key}`;
  const definition = world.store.findOne(metafieldDefinitions, shopId, 'place', at);
  return definition === null ? null : filterOf(definition, name, place);
}

/** Every metafield filter of a shop. */
export function metafieldFilters(world: World, shopId: number): Filter[] {
  return world.store
    .find(metafieldDefinitions, shopId, 'owner_type', 'CUSTOMER')
    .flatMap((definition) => {
      const { namespace, key } = definition;
      const found = filterOf(definition, `metafields.${namespace}.${key}`, { namespace, key });
      return found ?? [];
    });
}

function filterOf(
  { type, name: label }: MetafieldDefinition,
  name: string,
  { namespace, key }: MetafieldPlace,
): Filter | null {
  const filterType = typeOf(type);
  if (filterType === null) return null;
  return {
    name,
    label,
    type: filterType,
    of: ({ metafield }) => valueOf(metafield(namespace, key), filterType),
  };
}

/** Json and measurements are no filters. */
function typeOf(type: string): FilterType | null {
  if (type === 'number_integer') return 'integer';
  if (type === 'number_decimal') return 'float';
  if (type === 'date' || type === 'date_time') return 'date';
  if (/^list\.(single_line_text_field|number_integer|number_decimal)$/.test(type)) return 'list';
  return /^(single_line_text_field|boolean|url|color|id)$|_reference$/.test(type) ? 'string' : null;
}

function valueOf(metafield: Metafield | null, type: FilterType): FilterValue {
  if (metafield === null) return null;
  const { value } = metafield;
  if (type === 'integer' || type === 'float') return Number(value);
  if (type === 'date') return Date.parse(value);
  return type === 'list' ? (JSON.parse(value) as unknown[]).map(String) : value;
}
