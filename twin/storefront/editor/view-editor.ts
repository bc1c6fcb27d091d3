/** What the editor's page shows, as plain data. */
import { products } from '../../model/kinds.ts';
import type { PlacedBlock, Shop, SwitchedEmbed } from '../../model/shop.ts';
import { parseColor, toHex } from '../../liquid/color.ts';
import type { Setting } from '../rendering/schema.ts';
import {
  type Bench,
  listAppBlocks,
  type ListedBlock,
  listOpenSections,
  type OpenSection,
  themeSettingDefinitions,
} from '../theme-settings.ts';

type Asked = { bench: Bench; shop: Shop; url: URL; origin: string };

const PAGES: readonly (readonly [string, string])[] = [
  ['index', 'Home page'],
  ['product', 'Products'],
  ['collection', 'Collections'],
  ['list-collections', 'Collections list'],
  ['cart', 'Cart'],
  ['search', 'Search'],
  ['page', 'Pages'],
  ['customers/account', 'Account'],
];

export function viewEditor({ bench, shop, url, origin }: Asked): Record<string, unknown> {
  const query = url.searchParams;
  const shown = PAGES.some(([name]) => name === query.get('template'))
    ? (query.get('template') ?? 'index')
    : 'index';
  const blocks = listAppBlocks(bench);
  const open = listOpenSections(bench.theme);
  const wanted = query.get('activateAppId');
  const added = query.get('addAppBlockId');
  return {
    shop_name: shop.name,
    shown,
    pages: PAGES.map(([name, label]) => ({ name, label, on: name === shown })),
    preview: `${origin}${previewPath(bench, shown)}`,
    saved: query.has('saved'),
    problem: query.get('problem') ?? '',
    embeds: blocks
      .filter(({ target }) => target !== 'section')
      .map((one) => viewEmbed(one, shop.theme.embeds, wanted)),
    blocks: blocks
      .filter(({ target }) => target === 'section')
      .map((one) => viewBlock(one, { open, shown, added, target: query.get('target') })),
    placed: shop.theme.blocks.flatMap((one) => viewPlaced(one, blocks, open)),
    theme_settings: themeSettingDefinitions(bench.theme).map((one) =>
      viewSetting(one, (shop.theme.settings.theme ?? {}) as Record<string, unknown>, 'theme'),
    ),
    unknown: isUnknown(blocks, wanted) || isUnknown(blocks, added),
  };
}

function viewEmbed(
  one: ListedBlock,
  embeds: readonly SwitchedEmbed[],
  wanted: string | null,
): Record<string, unknown> {
  const found = embeds.find((each) => isSame(each, one));
  const isAsked = names(one, wanted);
  return {
    ...one,
    on: found?.on === true || isAsked,
    asked: isAsked && found?.on !== true,
    fields: one.settings.map((each) =>
      viewSetting(each, found?.settings ?? {}, `${one.extensionHandle}-${one.blockHandle}`),
    ),
  };
}

type Placing = {
  open: readonly OpenSection[];
  shown: string;
  added: string | null;
  target: string | null;
};

function viewBlock(one: ListedBlock, placing: Placing): Record<string, unknown> {
  const { open, shown, added, target } = placing;
  const allowed = open.filter(
    ({ template }) =>
      !one.templates || one.templates.some((each) => each === template || each === '*'),
  );
  const isAsked = names(one, added);
  const aimed = allowed.find((place) => isAimed(place, shown, target));
  const chosen = aimed ?? allowed.find(({ template }) => template === shown) ?? allowed[0];
  return {
    ...one,
    asked: isAsked,
    places: allowed.map((place) => ({
      value: `${place.template}#${place.sectionId}`,
      label: `${labelOf(place.template)}: ${place.name}`,
      on: place === chosen,
    })),
  };
}

/** `target` of a deep link: newAppsSection, mainSection, sectionGroup:header or sectionId:{id}. */
function isAimed(place: OpenSection, shown: string, target: string | null): boolean {
  const [kind = '', name = ''] = (target ?? '').split(':');
  if (kind === 'sectionGroup') return place.template === `${name}-group`;
  if (place.template !== shown) return false;
  if (kind === 'mainSection') return place.sectionId === 'main';
  if (kind === 'sectionId') return name.endsWith(`__${place.sectionId}`);
  return kind === 'newAppsSection' && place.sectionId === 'apps';
}

function viewPlaced(
  one: PlacedBlock,
  blocks: readonly ListedBlock[],
  open: readonly OpenSection[],
): Record<string, unknown>[] {
  const listed = blocks.find((each) => isSame(each, one));
  if (!listed) return [];
  const section = open.find(
    (each) => each.template === one.template && each.sectionId === one.sectionId,
  );
  return [
    {
      ...listed,
      id: one.id,
      where: `${labelOf(one.template)}: ${section?.name ?? one.sectionId}`,
      fields: listed.settings.map((each) => viewSetting(each, one.settings, one.id)),
    },
  ];
}

function viewSetting(
  setting: Setting,
  values: Readonly<Record<string, unknown>>,
  scope: string,
): Record<string, unknown> {
  const id = setting.id ?? '';
  const value = Object.hasOwn(values, id) ? values[id] : setting.default;
  const color =
    setting.type === 'color' ? parseColor(typeof value === 'string' ? value : '') : undefined;
  return {
    ...setting,
    field: `${scope}-${id}`,
    value: color ? toHex({ ...color, alpha: 1 }) : value,
    kind: kindOf(setting.type),
    choices: setting.options?.map((one) => ({ ...one, on: one.value === value })) ?? [],
  };
}

function kindOf(type: string): string {
  if (type === 'header' || type === 'paragraph') return type;
  if (type === 'checkbox' || type === 'range' || type === 'color') return type;
  if (type === 'select' || type === 'radio' || type === 'text_alignment') return 'select';
  return type === 'number'
    ? 'number'
    : /textarea|richtext|html|liquid/.test(type)
      ? 'long'
      : 'text';
}

function previewPath(bench: Bench, template: string): string {
  const paths: Record<string, string> = {
    index: '/',
    cart: '/cart',
    collection: '/collections/all',
    'customers/account': '/account',
    'list-collections': '/collections',
    page: '/pages/about',
    search: '/search',
  };
  if (template !== 'product') return `${paths[template] ?? '/'}?design_mode=1`;
  const [product] = bench.world.store.find(products, bench.shopId, 'status', 'ACTIVE');
  return product ? `/products/${product.handle}?design_mode=1` : '/?design_mode=1';
}

function isUnknown(blocks: readonly ListedBlock[], id: string | null): boolean {
  return id !== null && !blocks.some((one) => names(one, id));
}

/** Deep links name the app by its client id, older ones by the extension. */
function names(one: ListedBlock, id: string | null): boolean {
  const [app = '', block = ''] = (id ?? '').split('/');
  return block === one.blockHandle && (app === one.apiKey || app === one.extensionHandle);
}

function isSame(
  one: Pick<ListedBlock, 'appHandle' | 'extensionHandle' | 'blockHandle'>,
  other: Pick<ListedBlock, 'appHandle' | 'extensionHandle' | 'blockHandle'>,
): boolean {
  return (
    one.appHandle === other.appHandle &&
    one.extensionHandle === other.extensionHandle &&
    one.blockHandle === other.blockHandle
  );
}

function labelOf(template: string): string {
  if (template === 'header-group') return 'Every page, header';
  if (template === 'footer-group') return 'Every page, footer';
  return PAGES.find(([name]) => name === template)?.[1] ?? template;
}
