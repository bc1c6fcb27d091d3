/**
 * Builds the extensions of the app beside this file with Shopify's own CLI, in a temporary copy:
 * the CLI writes into the folder it builds. It needs neither log-in nor network.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWithCli, MODULES } from '../../scripts/start/build-with-cli.ts';

const SOURCE = fileURLToPath(new URL('./extension-app/', import.meta.url));

export type BuiltApp = {
  /** With shopify.app.toml and the built extensions in it. */
  readonly folder: string;
  /** The bundle of one extension, as the CLI wrote it. */
  readBundle(handle: string): string;
  remove(): void;
};

/** Builds all; throws with what the CLI printed where one fails. */
export async function buildExtensionApp(): Promise<BuiltApp> {
  const folder = mkdtempSync(join(tmpdir(), 'extension-app-'));
  cpSync(SOURCE, folder, { recursive: true });
  symlinkSync(MODULES, join(folder, 'node_modules'));
  await buildWithCli(folder);
  return {
    folder,
    readBundle: (handle) =>
      readFileSync(join(folder, 'extensions', handle, 'dist', `${handle}.js`), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
