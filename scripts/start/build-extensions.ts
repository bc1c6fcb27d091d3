/**
 * Builds what Shopify hosts for us with Shopify's own CLI, unless the last build was made from the
 * very same files. The CLI writes into the folder it builds and asks for an app that was linked to
 * an account, so it is given a copy with an id filled in, and only the bundles come back.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { takeTurn } from '../install/take-turn.mjs';
import { buildWithCli, MODULES } from './build-with-cli.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = ['extensions', 'shopify.app.toml', 'package-lock.json'];
/** What the CLI writes beside the sources; of it, only the bundles are wanted. */
const WRITTEN = new Set(['dist', '.shopify', 'node_modules', 'shopify.d.ts', 'manifest.json']);
/** Names no app of Shopify's. The id is written into no bundle. */
const NOBODY = '0'.repeat(32);

/**
 * Returns whether anything had to be built; the bundles then lie in `extensions/<name>/dist`.
 * Throws with the CLI's words if it cannot be built. `root` is a folder that holds the sources.
 */
export async function buildExtensions(stopped?: AbortSignal, root = ROOT): Promise<boolean> {
  const stamp = join(root, 'build', '.laurel-extensions');
  const isBuilt = () =>
    existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(root) && hasBundles(root);
  if (isBuilt()) return false;
  const release = await takeTurn(join(MODULES, '.laurel-building-extensions.pid'));
  try {
    if (isBuilt()) return false;
    const sources = hashOf(root);
    await buildCopy(root, stopped);
    mkdirSync(join(root, 'build'), { recursive: true });
    writeFileSync(stamp, sources);
    return true;
  } finally {
    release();
  }
}

/** The folders whose extensions the CLI bundles; a theme's files are served as they are. */
export function bundledExtensions(root = ROOT): string[] {
  const extensions = join(root, 'extensions');
  if (!existsSync(extensions)) return [];
  return readdirSync(extensions)
    .map((name) => join(extensions, name))
    .filter((folder) => {
      const file = join(folder, 'shopify.extension.toml');
      return existsSync(file) && /type\s*=\s*"ui_extension"/.test(readFileSync(file, 'utf8'));
    })
    .sort();
}

function hasBundles(root: string): boolean {
  return bundledExtensions(root).every((folder) => {
    const dist = join(folder, 'dist');
    return existsSync(dist) && readdirSync(dist).some((name) => name.endsWith('.js'));
  });
}

async function buildCopy(root: string, stopped?: AbortSignal): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'laurel-extensions-'));
  try {
    cpSync(join(root, 'extensions'), join(copy, 'extensions'), {
      recursive: true,
      filter: (path) => !WRITTEN.has(basename(path)),
    });
    symlinkSync(MODULES, join(copy, 'node_modules'), 'junction');
    writeFileSync(join(copy, 'package.json'), '{ "name": "laurel", "private": true }\n');
    const toml = readFileSync(join(root, 'shopify.app.toml'), 'utf8');
    writeFileSync(join(copy, 'shopify.app.toml'), withClientId(toml));
    await buildWithCli(copy, stopped);
    for (const folder of bundledExtensions(root)) {
      const dist = join(folder, 'dist');
      rmSync(dist, { recursive: true, force: true });
      cpSync(join(copy, relative(root, dist)), dist, { recursive: true });
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The file as it is after linking; one that was linked keeps its own id. */
export function withClientId(toml: string): string {
  return /^\s*client_id\s*=/m.test(toml) ? toml : `client_id = "${NOBODY}"\n${toml}`;
}

function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesOf(join(root, source))) {
      hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (WRITTEN.has(entry.name)) continue;
      if (entry.isDirectory()) walk(join(folder, entry.name));
      else found.push(join(folder, entry.name));
    }
  };
  if (!statSync(path).isDirectory()) return [path];
  walk(path);
  return found.sort();
}
