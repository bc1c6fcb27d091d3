/** Brings Shopify's schemas to this machine, once: whole and as pinned, or not at all. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCHEMA_NAMES, type SchemaName } from './names.ts';
import { npmPack } from './npm-pack.ts';
import { readTar } from './read-tar.ts';

const PACKAGE = '@shopify/dev-mcp@1.16.0';
const SHA256 = '4663c79229028e98f825a09d5f04ec6c3736331b740ce50260f9ffac10709474';
/** The folder is named for what is in it, so a newer package never meets the older one's files. */
const FOLDER = 'dev-mcp-1.16.0';

const DEFAULT_CACHE_DIR = fileURLToPath(
  new URL('../../node_modules/.cache/shopify-schemas', import.meta.url),
);

export type FetchOptions = {
  readonly cacheDir?: string;
  /** Which schemas are to be there; all of them where it is not said. */
  readonly names?: readonly SchemaName[];
  /** Who brings the archive of a package into a folder; npm where it is not said. */
  readonly pack?: (pinned: string, folder: string) => Promise<Buffer>;
  readonly sha256?: string;
};

/**
 * Sees to it that every schema lies in the cache. Does nothing when they do, and may run twice at
 * once: each run fills a folder of its own, and the first to finish gives its folder the name.
 * Throws a sentence when npm cannot fetch the package or when it is not the one that was pinned.
 */
export async function fetchSchemas(options: FetchOptions = {}): Promise<void> {
  const { cacheDir = DEFAULT_CACHE_DIR, names = SCHEMA_NAMES } = options;
  const isThere = () => names.every((name) => existsSync(schemaPath(name, cacheDir)));
  if (isThere()) return;
  await mkdir(cacheDir, { recursive: true });
  const making = await mkdtemp(join(cacheDir, 'making-'));
  try {
    const archive = await (options.pack ?? npmPack)(PACKAGE, making);
    assertPinned(archive, options.sha256 ?? SHA256);
    const filled = join(making, FOLDER);
    await unpack(archive, { folder: filled, names });
    await nameIt(filled, join(cacheDir, FOLDER), isThere);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** Where a schema's gzipped introspection lies once it has been fetched. */
export function schemaPath(name: SchemaName, cacheDir = DEFAULT_CACHE_DIR): string {
  return join(cacheDir, FOLDER, `${name}.json.gz`);
}

function assertPinned(archive: Buffer, sha256: string): void {
  const found = createHash('sha256').update(archive).digest('hex');
  if (found === sha256) return;
  throw new Error(`${PACKAGE} is not the package that was pinned: sha256 ${found}, not ${sha256}.`);
}

type Unpacking = { readonly folder: string; readonly names: readonly SchemaName[] };

async function unpack(archive: Buffer, { folder, names }: Unpacking): Promise<void> {
  await mkdir(folder);
  const missing = new Set<SchemaName>(names);
  for (const { name, bytes } of readTar(archive)) {
    const wanted = [...missing].find((each) => name === `package/dist/data/${each}.json.gz`);
    if (wanted === undefined) continue;
    await writeFile(join(folder, `${wanted}.json.gz`), bytes);
    missing.delete(wanted);
  }
  if (missing.size > 0) throw new Error(`${PACKAGE} lacks ${[...missing].join(', ')}.`);
}

/**
 * A folder that is in the way is either a run that finished first, or one that lost files since.
 */
async function nameIt(from: string, to: string, isThere: () => boolean): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (isThere()) return;
    if (!existsSync(to)) throw error;
    await rm(to, { recursive: true, force: true });
    await rename(from, to);
  }
}
