/** An app's folder, read whole: its configuration and its extensions. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppDefinition, AppFileRefused } from './app-definition.ts';
import { readAppToml } from './read-app-toml.ts';
import { readExtensions } from './read-extensions.ts';

/**
 * Reads `folder`/shopify.app.toml and its extension folders. `applicationUrl` replaces the file's
 * own, as a tunnel does. Throws AppFileRefused, which names file, line and field.
 */
export function readApp(folder: string, applicationUrl?: string): AppDefinition {
  const path = join(folder, 'shopify.app.toml');
  if (!existsSync(path)) throw new AppFileRefused(`${path}: There is no such file.`);
  const { configuration, warnings } = readAppToml(
    readFileSync(path, 'utf8'),
    'shopify.app.toml',
    applicationUrl,
  );
  return { folder, configuration, extensions: readExtensions(folder), warnings };
}
