/** `shopify.resourcePicker` and `shopify.picker`: their options read, their answers shaped. */
import { pickRows, type PickerRow } from './picker.ts';

type Resource = {
  id: string;
  title: string;
  displayName?: string;
  price?: string;
  sku?: string;
  status?: string;
  images?: { originalSrc: string }[];
  image?: { originalSrc: string } | null;
  variants?: Resource[];
  product?: Resource;
  productsCount?: number;
};

export type ResourceOptions = {
  type: 'product' | 'variant' | 'collection';
  action?: 'add' | 'select';
  multiple?: boolean | number;
  query?: string;
  filter?: { query?: string; variants?: boolean; draft?: boolean; archived?: boolean };
  selectionIds?: { id: string; variants?: { id: string }[] }[];
};

type Find = (wanted: Record<string, unknown>) => Promise<unknown>;

const NAMES = { product: 'products', variant: 'variants', collection: 'collections' };

/** Whole resources, each product with the variants chosen of it; null when closed. */
export async function pickResources(
  options: ResourceOptions,
  find: Find,
): Promise<Resource[] | null> {
  const seen = new Map<string, Resource>();
  const { filter = {} } = options;
  const withVariants = options.type === 'product' && filter.variants !== false;
  const verb = options.action === 'select' ? 'Select' : 'Add';
  const chosen = await pickRows({
    title: `${verb} ${NAMES[options.type]}`,
    confirm: verb,
    max: readMax(options.multiple),
    chosen: (options.selectionIds ?? []).flatMap(({ id, variants = [] }) => [
      id,
      ...variants.map((variant) => variant.id),
    ]),
    query: options.query ?? '',
    find: async (query) => {
      const found = (await find({
        type: options.type,
        query,
        filterQuery: filter.query ?? '',
        isDraftShown: filter.draft !== false,
        isArchivedShown: filter.archived !== false,
      })) as Resource[];
      for (const one of found) seen.set(one.id, one);
      return found.map((one) => describe(one, withVariants));
    },
  });
  return chosen && shape(chosen, seen, withVariants);
}

function readMax(multiple: boolean | number | undefined): number {
  if (typeof multiple === 'number') return multiple;
  return multiple ? Infinity : 1;
}

function describe(one: Resource, withVariants: boolean): PickerRow {
  const pictures = one.images ?? one.product?.images ?? (one.image ? [one.image] : []);
  const isActive = one.status === undefined || one.status === 'ACTIVE';
  return {
    id: one.id,
    name: one.displayName ?? one.title,
    note: one.price ?? (one.productsCount === undefined ? '' : `${one.productsCount} products`),
    picture: pictures[0]?.originalSrc ?? null,
    badge: isActive ? null : (one.status ?? '').toLowerCase(),
    isDisabled: false,
    parts: (withVariants ? (one.variants ?? []) : []).map((variant) => ({
      id: variant.id,
      name: variant.title,
      note: variant.price ?? '',
      picture: null,
      badge: null,
      isDisabled: false,
      parts: [],
    })),
  };
}

function shape(
  chosen: readonly string[],
  seen: ReadonlyMap<string, Resource>,
  withVariants: boolean,
): Resource[] {
  return chosen.flatMap((id) => {
    const one = seen.get(id);
    if (!one) return [];
    if (!withVariants || !one.variants) return [one];
    return [{ ...one, variants: one.variants.filter((variant) => chosen.includes(variant.id)) }];
  });
}

export type OwnPicker = {
  heading: string;
  multiple?: boolean | number;
  items: {
    id: string;
    heading: string;
    data?: (string | number | undefined)[];
    disabled?: boolean;
    selected?: boolean;
    badges?: { content: string }[];
    thumbnail?: { url: string };
  }[];
};

/** The app's own rows. */
export function pickOwn(options: OwnPicker): Promise<string[] | null> {
  return pickRows({
    title: options.heading,
    confirm: 'Select',
    max: readMax(options.multiple),
    chosen: options.items.filter(({ selected }) => selected).map(({ id }) => id),
    query: '',
    find: async (query) =>
      options.items
        .filter(({ heading }) => heading.toLowerCase().includes(query.toLowerCase()))
        .map((item) => ({
          id: item.id,
          name: item.heading,
          note: (item.data ?? []).filter((part) => part !== undefined).join(' · '),
          picture: item.thumbnail?.url ?? null,
          badge: item.badges?.[0]?.content ?? null,
          isDisabled: item.disabled ?? false,
          parts: [],
        })),
  });
}
