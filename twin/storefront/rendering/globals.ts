/** The objects every page has, and the host its tags and filters ask. */
import type { LiquidHost } from '../../liquid/host.ts';
import { cartDrop } from '../drops/cart.ts';
import { allProductsDrop, collectionsDrop } from '../drops/collections.ts';
import { customerDrop } from '../drops/customer.ts';
import { drop, type Lens } from '../drops/lens.ts';
import {
  linklistsDrop,
  localizationDrop,
  moneyFormatOf,
  requestDrop,
  routesDrop,
  shopDrop,
  templateDrop,
} from '../drops/shop.ts';
import { readPage } from '../pages.ts';
import type { Setting } from './schema.ts';
import { type PageInput, type Scene, themeSettingsOf } from './scene.ts';
import { settingsDrop } from './settings.ts';
import { findWords } from './theme-files.ts';

export function lensOf(scene: Scene, template: string): Lens {
  const variant = Number(scene.url.searchParams.get('variant'));
  return {
    world: scene.context.world,
    shop: scene.shop,
    origin: scene.url.origin,
    url: scene.url,
    onUnknown: (name) => scene.context.onUnknown(scene.shop, name, template),
    appId: null,
    variantId: Number.isSafeInteger(variant) && variant > 0 ? variant : null,
  };
}

export function globalsOf(scene: Scene, input: PageInput, lens: Lens): Record<string, unknown> {
  const { shop, customer, url } = scene;
  const list = (name: string): unknown => drop(lens, name, {}, { items: () => [] });
  return {
    all_products: allProductsDrop(lens),
    articles: list('articles'),
    blogs: list('blogs'),
    canonical_url: `${url.origin}${input.canonicalPath ?? url.pathname}`,
    cart: cartDrop(lens, scene.cart),
    collections: collectionsDrop(lens),
    current_page: Number(url.searchParams.get('page') ?? 1),
    current_tags: null,
    customer: customer ? customerDrop(lens, customer) : null,
    handle: url.pathname.split('/').at(-1),
    linklists: linklistsDrop(lens),
    localization: localizationDrop(lens),
    page_description: input.description ?? null,
    page_title: input.title,
    pages: drop(
      lens,
      'pages',
      {},
      {
        lookUp: (handle) => {
          const page = readPage(shop, handle);
          return page ? drop(lens, 'page', page) : null;
        },
      },
    ),
    powered_by_link: '',
    request: requestDrop(lens, input.pageType ?? input.template),
    routes: routesDrop(lens),
    scripts: [],
    settings: themeSettings(scene, lens),
    shop: shopDrop(lens),
    template: templateDrop(lens, input.template, null),
    theme: drop(lens, 'theme', { id: 1, name: 'Linden', role: 'main' }),
    ...input.globals?.(lens),
  };
}

export function hostOfPage(scene: Scene, input: PageInput): LiquidHost {
  const { shop, theme, context } = scene;
  const notHere = (): string => {
    throw new Error('sections are rendered by a page only');
  };
  return {
    money: moneyFormatOf(shop),
    timeZone: shop.zone,
    now: () => context.world.clock.now(),
    origin: scene.url.origin,
    url: scene.url,
    translate: (key) => findWords(theme.json('locales/en.default.json'), key),
    assetUrl: (name) => `/cdn/theme/${name}`,
    readAsset: (name) => theme.text(`assets/${name}`),
    fileUrl: (name) => `/cdn/shop/files/${name}`,
    formState: (type) => input.forms?.[type],
    renderSection: notHere,
    renderSectionGroup: notHere,
    renderBlocks: notHere,
    useLayout: () => undefined,
    collect: () => undefined,
  };
}

type Group = { readonly settings?: readonly Setting[] };

function themeSettings(scene: Scene, lens: Lens): unknown {
  const groups = scene.theme.json('config/settings-schema.json') as readonly Group[];
  const data = scene.theme.json('config/settings-data.json') as {
    readonly current: Readonly<Record<string, unknown>>;
  };
  const chosen = themeSettingsOf(scene.shop).theme ?? {};
  const definitions = groups.flatMap((group) => group.settings ?? []);
  return settingsDrop(lens, definitions, { ...data.current, ...chosen });
}
