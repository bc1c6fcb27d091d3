/** The extensions of installed apps, as the pages ask for them: by target. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineKind, text } from '../store/kind.ts';
import type { AppDefinition, ExtensionDefinition } from '../apps/app-definition.ts';
import type { App, Installation } from '../model/app.ts';
import { apps, installations } from '../model/kinds.ts';
import type { World } from '../world/world.ts';

export type PlacedExtension = {
  readonly appId: number;
  readonly appHandle: string;
  /** The shop's instant when the page was made: an extension's clock follows it. */
  readonly placedAt: number;
  readonly appTitle: string;
  readonly appUrl: string;
  readonly handle: string;
  readonly name: string;
  readonly target: string;
  readonly apiVersion: string;
  /** A path of the page's own origin. */
  readonly bundleUrl: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly capabilities: {
    readonly apiAccess: boolean;
    readonly networkAccess: boolean;
    readonly blockProgress: boolean;
  };
  /** `locales/*.json` of the extension; the default language is the one named `….default.json`. */
  readonly locales: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly defaultLocale: string;
  /** Metafields it asked to read, in the CLI's words. */
  readonly metafields: readonly { readonly namespace: string; readonly key: string }[];
};

/** What the owner set for one extension. */
export type ExtensionSetup = {
  readonly id: number;
  /** `{app handle}/{extension handle}` */
  readonly place: string;
  readonly isOn: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
};

const extensionSetups = defineKind<ExtensionSetup>('ExtensionSetup', {
  place: text((setup) => setup.place),
});

/** Extensions of installed apps whose target begins so, in order of app and folder. */
export function extensionsAt(world: World, shopId: number, prefix: string): PlacedExtension[] {
  const found: PlacedExtension[] = [];
  for (const { app, installation } of installedApps(world, shopId)) {
    for (const extension of extensionsOf(app)) {
      const setup = setupOf(world, shopId, placeOf(app, extension));
      if (setup !== null && !setup.isOn) continue;
      for (const { target } of extension.targeting) {
        if (!target.startsWith(prefix) || extension.bundle === null) continue;
        found.push(placed(app, extension, { target, setup, installation, at: world.clock.now() }));
      }
    }
  }
  return found;
}

/** Every extension of installed apps that a page may show, with what the owner has set for it. */
export function listExtensions(world: World, shopId: number) {
  return installedApps(world, shopId).flatMap(({ app }) =>
    extensionsOf(app).map((extension) => {
      const place = placeOf(app, extension);
      const setup = setupOf(world, shopId, place);
      return {
        place,
        name: extension.name,
        targets: extension.targeting.map(({ target }) => target),
        isOn: setup?.isOn ?? true,
        settings: setup?.settings ?? {},
      };
    }),
  );
}

/** The app and its extension by their handles, if the app is installed; null otherwise. */
export function findExtension(
  world: World,
  shopId: number,
  { appHandle, handle }: { appHandle: string; handle: string },
): { app: App; installation: Installation; extension: ExtensionDefinition } | null {
  const one = installedApps(world, shopId).find(({ app }) => app.handle === appHandle);
  const extension = one && extensionsOf(one.app).find((each) => each.handle === handle);
  return one && extension ? { ...one, extension } : null;
}

/** Switches an extension on or off and keeps its settings. */
export function setUpExtension(
  world: World,
  shopId: number,
  { place, isOn, settings }: Omit<ExtensionSetup, 'id'>,
): ExtensionSetup {
  const { store } = world;
  const id = setupOf(world, shopId, place)?.id ?? store.nextId();
  return world.transact(() => store.put(extensionSetups, shopId, { id, place, isOn, settings }));
}

function setupOf(world: World, shopId: number, place: string): ExtensionSetup | null {
  return world.store.findOne(extensionSetups, shopId, 'place', place);
}

const placeOf = (app: App, extension: ExtensionDefinition) => `${app.handle}/${extension.handle}`;

function installedApps(world: World, shopId: number): { app: App; installation: Installation }[] {
  return [...world.store.each(installations, shopId)].flatMap((installation) => {
    const app = world.store.get(apps, 0, installation.appId);
    return app === null || installation.uninstalledAt !== null ? [] : [{ app, installation }];
  });
}

const extensionsOf = (app: App): readonly ExtensionDefinition[] =>
  (app.definition as AppDefinition | null)?.extensions.filter(
    ({ type }) => type === 'ui_extension',
  ) ?? [];

function placed(
  app: App,
  extension: ExtensionDefinition,
  given: { target: string; setup: ExtensionSetup | null; installation: Installation; at: number },
): PlacedExtension {
  const table = extension.table as Table;
  const { locales, defaultLocale } = localesOf(extension.folder);
  const capabilities = table.capabilities ?? {};
  return {
    appId: app.id,
    appHandle: app.handle,
    placedAt: given.at,
    appTitle: app.title,
    appUrl: app.frontOrigin,
    handle: extension.handle,
    name: extension.name,
    target: given.target,
    apiVersion: extension.apiVersion ?? '2026-07',
    bundleUrl: `/extensions/${app.handle}/${extension.handle}/bundle.js?v=${app.updatedAt}`,
    settings: { ...defaultsOf(table), ...given.setup?.settings },
    capabilities: {
      apiAccess: capabilities.api_access === true,
      networkAccess: capabilities.network_access === true,
      blockProgress: capabilities.block_progress === true,
    },
    locales,
    defaultLocale,
    metafields: (table.metafields ?? []).map(({ namespace, key }) => ({
      namespace: namespace.replace(/^\$app\b/, `app--${app.id}`),
      key,
    })),
  };
}

type Table = {
  readonly capabilities?: Readonly<Record<string, unknown>>;
  readonly settings?: { readonly fields?: readonly { key: string; default?: unknown }[] };
  readonly metafields?: readonly { namespace: string; key: string }[];
};

function defaultsOf(table: Table): Record<string, unknown> {
  const fields = table.settings?.fields ?? [];
  return Object.fromEntries(
    fields
      .filter((field) => field.default !== undefined)
      .map((field) => [field.key, field.default]),
  );
}

function localesOf(folder: string): Pick<PlacedExtension, 'locales' | 'defaultLocale'> {
  const path = join(folder, 'locales');
  const names = filesIn(path).filter((name) => name.endsWith('.json'));
  const locales = Object.fromEntries(
    names.map((name) => [
      name.replace(/(\.default)?\.json$/, ''),
      JSON.parse(readFileSync(join(path, name), 'utf8')) as Record<string, unknown>,
    ]),
  );
  const main = names.find((name) => name.includes('.default.')) ?? 'en.default.json';
  return { locales, defaultLocale: main.replace(/(\.default)?\.json$/, '') };
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
