/**
 * The theme extensions of a shop, read once and again when a file changes, so that whoever works on
 * an extension sees it by reloading the page.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledThemeExtension } from '../context.ts';
import { type AppBlock, readThemeExtension, type ThemeExtension } from './read-extension.ts';

export type ShelvedExtension = {
  readonly installed: InstalledThemeExtension;
  readonly extension: ThemeExtension;
};

export type ExtensionShelf = {
  /** Throws ThemeExtensionRefused where one breaks a rule. */
  readonly list: (installed: readonly InstalledThemeExtension[]) => ShelvedExtension[];
};

export function openExtensionShelf(): ExtensionShelf {
  const shelf = new Map<string, { stamp: string; extension: ThemeExtension }>();
  const take = (folder: string): ThemeExtension => {
    const stamp = stampOf(folder);
    const found = shelf.get(folder);
    if (found?.stamp === stamp) return found.extension;
    const extension = readThemeExtension(folder);
    shelf.set(folder, { stamp, extension });
    return extension;
  };
  return {
    list: (installed) => installed.map((one) => ({ installed: one, extension: take(one.folder) })),
  };
}

/** Where a browser finds a file of the extension. */
export function extensionAssetUrl(
  { installed, extension }: ShelvedExtension,
  name: string,
): string {
  return `/cdn/extensions/${installed.appHandle}/${installed.handle}/${extension.version}/${name}`;
}

export type BlockPlace = {
  readonly appHandle: string;
  readonly extensionHandle: string;
  readonly blockHandle: string;
};

/** The block that a record of the theme names; undefined once its app or file is gone. */
export function findAppBlock(
  shelved: readonly ShelvedExtension[],
  place: BlockPlace,
): { shelf: ShelvedExtension; block: AppBlock } | undefined {
  const shelf = shelved.find(
    ({ installed }) =>
      installed.appHandle === place.appHandle && installed.handle === place.extensionHandle,
  );
  const block = shelf?.extension.blocks.find((one) => one.handle === place.blockHandle);
  return shelf && block ? { shelf, block } : undefined;
}

function stampOf(folder: string): string {
  const parts: string[] = [];
  for (const top of ['assets', 'blocks', 'locales', 'snippets']) {
    const inside = join(folder, top);
    if (!existsSync(inside)) continue;
    for (const name of readdirSync(inside)) {
      const { mtimeMs, size } = statSync(join(inside, name));
      parts.push(`${top}/${name}:${mtimeMs}:${size}`);
    }
  }
  return parts.sort().join('|');
}
