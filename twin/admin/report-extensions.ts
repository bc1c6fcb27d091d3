/**
 * `shopify.app.extensions()`: which of the app's extensions are in use, and where
 * (https://shopify.dev/docs/api/app-bridge-library/apis/app, read 2026-11).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockReport, ExtensionReport } from '../apps/bridge-protocol.ts';
import type { ExtensionDefinition } from '../apps/app-definition.ts';
import { definitionOf } from '../apps/find-app.ts';
import type { App } from '../model/app.ts';
import type { Shop } from '../model/shop.ts';

const THEME_ID = 'gid://shopify/OnlineStoreTheme/1';

/** Theme and UI extensions; other kinds are not reported by Shopify either. */
export function reportExtensions(app: App, shop: Shop): ExtensionReport[] {
  return definitionOf(app).extensions.flatMap((extension): ExtensionReport[] => {
    const { handle, type } = extension;
    if (type === 'theme') {
      return [
        { handle, type: 'theme_app_extension', activations: reportBlocks(app, shop, extension) },
      ];
    }
    if (type !== 'ui_extension') return [];
    // Nobody has to place them in the twin: what is built is there.
    const targets = extension.bundle === null ? [] : extension.targeting;
    const activations = targets.map(({ target }) => ({ target }));
    return [{ handle, type: 'ui_extension', activations }];
  });
}

function reportBlocks(app: App, shop: Shop, extension: ExtensionDefinition): BlockReport[] {
  const isOurs = (one: { appHandle: string; extensionHandle: string; blockHandle: string }) =>
    one.appHandle === app.handle && one.extensionHandle === extension.handle;
  return extension.files
    .filter((file) => /^blocks\/.+\.liquid$/.test(file))
    .map((file) => {
      const handle = file.slice('blocks/'.length, -'.liquid'.length);
      const schema = readSchema(join(extension.folder, file));
      const target = schema.target ?? 'section';
      const isThis = (one: { blockHandle: string }) => one.blockHandle === handle;
      const places =
        target === 'section'
          ? shop.theme.blocks
              .filter((one) => isOurs(one) && isThis(one))
              .map(({ template, sectionId, id }) => `template--${template}/${sectionId}/${id}`)
          : shop.theme.embeds
              .filter((one) => isOurs(one) && isThis(one) && one.on)
              .map(({ id }) => `settings_data/blocks/${id}`);
      return {
        target,
        handle,
        name: schema.name ?? handle,
        status: places.length > 0 ? 'active' : 'available',
        activations: places.map((place) => ({ target: place, themeId: THEME_ID })),
      };
    });
}

type BlockSchema = { name?: string; target?: BlockReport['target'] };

/** What a block says of itself between `{% schema %}` and `{% endschema %}`. */
function readSchema(path: string): BlockSchema {
  const written = /{%-?\s*schema\s*-?%}([\s\S]*?){%-?\s*endschema/.exec(readFileSync(path, 'utf8'));
  return written?.[1] ? (JSON.parse(written[1]) as BlockSchema) : {};
}
