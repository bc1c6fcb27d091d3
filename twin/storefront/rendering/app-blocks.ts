/** Blocks and embeds of apps: their HTML, inside their own bundle, and the assets they load. */
import { Fields } from '../../liquid/fields.ts';
import type { PlacedBlock, SwitchedEmbed } from '../../model/shop.ts';
import { drop, type Lens } from '../drops/lens.ts';
import { metafieldsDrop } from '../drops/metafields.ts';
import {
  extensionAssetUrl,
  findAppBlock,
  type ShelvedExtension,
} from '../extensions/extension-shelf.ts';
import { isBlockAvailable } from '../extensions/available-if.ts';
import type { AppBlock } from '../extensions/read-extension.ts';
import { installations } from '../../model/kinds.ts';
import { globalsOf } from './globals.ts';
import type { Stage } from './scene.ts';
import { settingsDrop } from './settings.ts';
import { findWords } from './theme-files.ts';

type Found = { readonly shelf: ShelvedExtension; readonly block: AppBlock };

/** `shopify://apps/{app}/blocks/{block}/{extension}`, as JSON templates name blocks of apps. */
function appBlockType(place: PlacedBlock | SwitchedEmbed): string {
  return `shopify://apps/${place.appHandle}/blocks/${place.blockHandle}/${place.extensionHandle}`;
}

/** The block object of a placed app block; `{% render block %}` prints it. Null once it is gone. */
export function appBlockDrop(stage: Stage, placed: PlacedBlock, section: Fields): Fields | null {
  const found = findAppBlock(stage.scene.shelved, placed);
  if (!found || found.block.target !== 'section' || !isAvailable(stage, found)) return null;
  const block = blockDrop(stage, placed, found.block);
  return drop(stage.lens, 'block', {
    id: placed.id,
    rendered_html: () => {
      const html = renderApp(stage, found, { block, section });
      return wrap(placed.id, html, found.block.schema.tag, found.block.schema.class);
    },
    settings: block.read('settings'),
    shopify_attributes: block.read('shopify_attributes'),
    type: '@app',
  });
}

/** HTML of every embed that is switched on for a place of the page. */
export function renderEmbeds(stage: Stage, targets: readonly AppBlock['target'][]): string {
  const parts: string[] = [];
  for (const embed of stage.scene.shop.theme.embeds) {
    const found = embed.on ? findAppBlock(stage.scene.shelved, embed) : undefined;
    if (!found || !targets.includes(found.block.target)) continue;
    if (!isShownOn(found.block, stage.input.template) || !isAvailable(stage, found)) continue;
    const block = blockDrop(stage, embed, found.block);
    const html = renderApp(stage, found, { block });
    parts.push(found.block.target === 'body' ? wrap(embed.id, html, 'div', undefined) : html);
  }
  return parts.join('\n');
}

function isAvailable(stage: Stage, { shelf, block }: Found): boolean {
  const at = { world: stage.lens.world, shopId: stage.scene.shop.id };
  return isBlockAvailable(at, shelf.installed.appId, block.schema);
}

function isShownOn({ schema }: AppBlock, template: string): boolean {
  const on = schema.enabled_on?.templates;
  const off = schema.disabled_on?.templates;
  if (on && !on.includes('*') && !on.includes(template)) return false;
  return !(off && (off.includes('*') || off.includes(template)));
}

function blockDrop(stage: Stage, place: PlacedBlock | SwitchedEmbed, block: AppBlock): Fields {
  const isEditor = stage.lens.url.searchParams.has('design_mode');
  const settings = { ...autofilled(stage, block), ...place.settings };
  const editor = JSON.stringify({ id: place.id, type: appBlockType(place) });
  return drop(stage.lens, 'block', {
    id: place.id,
    settings: settingsDrop(stage.lens, block.schema.settings, settings),
    shopify_attributes: isEditor
      ? `data-shopify-editor-block="${editor.replaceAll('"', '&quot;')}"`
      : '',
    type: appBlockType(place),
  });
}

/** Settings that say `"autofill": true` take the product or collection of the page. */
function autofilled({ globals }: Stage, { schema }: AppBlock): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const one of schema.settings) {
    const object = one.type === 'product' || one.type === 'collection' ? globals[one.type] : null;
    if (one.id === undefined || one.autofill !== true || !(object instanceof Fields)) continue;
    values[one.id] = object.read('handle');
  }
  return values;
}

function renderApp(stage: Stage, { shelf, block }: Found, objects: Record<string, Fields>): string {
  const { extension, installed } = shelf;
  const { schema } = block;
  if (schema.javascript !== undefined) {
    stage.assets.scripts.add(extensionAssetUrl(shelf, schema.javascript));
  }
  if (schema.stylesheet !== undefined) {
    stage.assets.stylesheets.add(extensionAssetUrl(shelf, schema.stylesheet));
  }
  const host = {
    ...stage.host,
    translate: (key: string) => findWords(extension.locale, key),
    assetUrl: (name: string) => extensionAssetUrl(shelf, name),
    readAsset: (name: string) => extension.asset(name)?.toString('utf8'),
  };
  const lens = { ...stage.lens, appId: installed.appId };
  const app = drop(lens, 'app', { metafields: () => appMetafields(lens, installed.appId) });
  // Its own objects, because an app sees metafields that the theme does not.
  const own = globalsOf(stage.scene, stage.input, lens);
  return extension.engine.render(block.path, { ...own, ...objects, app }, host);
}

/** Data an app keeps on its installation: only its own blocks read it. */
function appMetafields(lens: Lens, appId: number): Fields | null {
  const { world, shop } = lens;
  const found = world.store.findOne(installations, shop.id, 'installed_app_id', appId);
  return found && metafieldsDrop(lens, { kind: 'AppInstallation', id: found.id });
}

function wrap(
  id: string,
  html: string,
  tag: string | null | undefined,
  className: string | undefined,
): string {
  const name = tag || 'div';
  const classes = ['shopify-block', 'shopify-app-block', className].filter(Boolean).join(' ');
  return `<${name} id="shopify-block-${id}" class="${classes}">${html}</${name}>`;
}
