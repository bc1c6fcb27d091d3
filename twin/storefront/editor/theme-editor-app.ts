/**
 * The theme editor of the admin, plainly: app embeds to switch on, app blocks to place, settings, a
 * preview beside. Deep links of apps work as at Shopify and wait for the owner's Save:
 * `?context=apps&activateAppId={client id}/{block}` and
 * `?template=product&addAppBlockId={client id}/{block}&target=mainSection`.
 * Source: shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration#deep-linking
 * (2026-11-23).
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { Liquid } from 'liquidjs';
import type { Shop } from '../../model/shop.ts';
import type { World } from '../../world/world.ts';
import type { InstalledThemeExtension } from '../context.ts';
import { openExtensionShelf } from '../extensions/extension-shelf.ts';
import { readTheme } from '../rendering/theme-files.ts';
import { isRecord, readBody, textOf, type Body } from '../routes/read-body.ts';
import {
  type Bench,
  placeBlock,
  removeBlock,
  setBlockSettings,
  setThemeSettings,
  switchEmbed,
  themeSettingDefinitions,
  type ThemeOutcome,
} from '../theme-settings.ts';
import type { Setting } from '../rendering/schema.ts';
import { viewEditor } from './view-editor.ts';

export type ThemeEditorContext = {
  readonly world: World;
  /** The shop whose admin is open; null answers 404. */
  readonly shopOf: (request: Request) => Shop | null;
  readonly themeExtensions: (shopId: number) => readonly InstalledThemeExtension[];
  /** Where browsers reach the online store, without a slash at the end. */
  readonly storefrontOrigin: (shop: Shop) => string;
};

const THEME = fileURLToPath(new URL('../theme/', import.meta.url));
const read = (name: string): string =>
  readFileSync(new URL(`${name}.liquid`, import.meta.url), 'utf8');

/** Mount it at `…/themes/{current}/editor`; it links only to itself. */
export function themeEditorApp(context: ThemeEditorContext): Hono {
  const theme = readTheme(THEME);
  const shelf = openExtensionShelf();
  const liquid = new Liquid({
    outputEscape: 'escape',
    ownPropertyOnly: true,
    templates: { field: read('field') },
  });
  const page = liquid.parse(read('theme-editor'));
  const app = new Hono();
  const benchOf = (shop: Shop): Bench => ({
    world: context.world,
    shopId: shop.id,
    theme,
    shelved: shelf.list(context.themeExtensions(shop.id)),
  });
  app.get('/', (c) => {
    const shop = context.shopOf(c.req.raw);
    if (!shop) return c.text('There is no shop at this address.', 404);
    const url = new URL(c.req.url);
    const origin = context.storefrontOrigin(shop);
    const view = viewEditor({ bench: benchOf(shop), shop, url, origin });
    return c.html(liquid.renderSync(page, view) as string);
  });
  app.post('/', async (c) => {
    const shop = context.shopOf(c.req.raw);
    if (!shop) return c.text('There is no shop at this address.', 404);
    const body = await readBody(c.req.raw);
    const outcome = act(benchOf(shop), body);
    const query = new URLSearchParams({ template: textOf(body, 'shown') ?? 'index' });
    if (outcome.ok) query.set('saved', '1');
    else query.set('problem', outcome.problem);
    return c.redirect(`${new URL(c.req.url).pathname}?${query.toString()}`);
  });
  return app;
}

function act(bench: Bench, body: Body): ThemeOutcome<unknown> {
  const text = (key: string): string => textOf(body, key) ?? '';
  const place = {
    appHandle: text('app'),
    extensionHandle: text('extension'),
    blockHandle: text('block'),
  };
  const settings = isRecord(body.settings) ? body.settings : {};
  const definitions = (): readonly Setting[] =>
    bench.shelved
      .find(({ installed }) => installed.handle === place.extensionHandle)
      ?.extension.blocks.find((one) => one.handle === place.blockHandle)?.schema.settings ?? [];
  switch (text('do')) {
    case 'embed':
      return switchEmbed(bench, place, {
        on: text('on') === 'on',
        settings: typed(definitions(), settings),
      });
    case 'place': {
      const [template = '', sectionId = ''] = text('where').split('#');
      return placeBlock(bench, place, { template, sectionId });
    }
    case 'remove':
      return removeBlock(bench, text('id'));
    case 'settings':
      return setBlockSettings(bench, text('id'), typed(definitions(), settings));
    case 'theme':
      return setThemeSettings(bench, typed(themeSettingDefinitions(bench.theme), settings));
    default:
      return { ok: false, problem: `The editor cannot do '${text('do')}'.` };
  }
}

/** Forms send text: numbers become numbers, and a box that is not ticked is false. */
function typed(definitions: readonly Setting[], given: Body): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const one of definitions) {
    if (one.id === undefined) continue;
    if (one.type === 'checkbox') values[one.id] = given[one.id] === 'on';
    else if (!Object.hasOwn(given, one.id)) continue;
    else if (one.type === 'range' || one.type === 'number') values[one.id] = Number(given[one.id]);
    else values[one.id] = given[one.id];
  }
  return values;
}
