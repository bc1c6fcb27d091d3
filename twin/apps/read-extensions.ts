/**
 * An app's extensions, found where the CLI looks: every `extensions/<folder>` that has a
 * `shopify.extension.toml`, one file holding one or several. UI extensions and functions are taken
 * as built; nothing is compiled here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { AppFileRefused, type ExtensionDefinition } from './app-definition.ts';
import { placeToml, sayPath } from './toml-places.ts';

const FILE = 'shopify.extension.toml';
const THEME_FOLDERS = ['assets', 'blocks', 'locales', 'snippets'];

const handle = z
  .string()
  .trim()
  .min(1, "Handle can't be empty")
  .max(50, "Handle can't exceed 50 characters")
  .regex(/^[a-zA-Z0-9-]*$/, 'Handle can only contain alphanumeric characters and hyphens');

const extensionShape = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  handle: handle.optional(),
  api_version: z.string().optional(),
  targeting: z
    .array(
      z.looseObject({
        target: z.string(),
        module: z.string().optional(),
        input_query: z.string().optional(),
        export: z.string().optional(),
      }),
    )
    .optional(),
  build: z.looseObject({ path: z.string().optional() }).optional(),
});

const fileShape = z.looseObject({
  api_version: z.string().optional(),
  extensions: z.array(z.record(z.string(), z.unknown())).optional(),
});

type Table = z.output<typeof extensionShape>;

/** Every extension below `appFolder`/extensions, by folder name. Throws AppFileRefused. */
export function readExtensions(appFolder: string): ExtensionDefinition[] {
  const root = join(appFolder, 'extensions');
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, FILE)))
    .map((entry) => join(root, entry.name))
    .sort()
    .flatMap((folder) => readFolder(folder, appFolder));
}

function readFolder(folder: string, appFolder: string): ExtensionDefinition[] {
  const path = join(folder, FILE);
  const file = relative(appFolder, path);
  const text = readFileSync(path, 'utf8');
  const raw = parseFile(text, file);
  const top = fileShape.parse(raw);
  const tables = top.extensions ?? [raw];
  return tables.map((table, index) => {
    const read = extensionShape.safeParse(table);
    if (!read.success) {
      const prefix = top.extensions ? ['extensions', index] : [];
      const said = read.error.issues.map((issue) => {
        const at = [...prefix, ...issue.path];
        return `${file}:${placeToml(text).lineOf(at)}: ${sayPath(at)}: ${issue.message}.`;
      });
      throw new AppFileRefused(said.join('\n'));
    }
    return define(read.data, folder, top.api_version ?? null);
  });
}

function parseFile(text: string, file: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [first] = error.message.split('\n');
    throw new AppFileRefused(`${file}:${error.line}: ${first}`, { cause: error });
  }
}

function define(table: Table, folder: string, apiVersion: string | null): ExtensionDefinition {
  const name = table.name ?? folder.split(/[\\/]/).at(-1) ?? table.type;
  const own = table.handle ?? toHandle(name);
  return {
    type: table.type,
    handle: own,
    name,
    folder,
    apiVersion: table.api_version ?? apiVersion,
    targeting: (table.targeting ?? []).map((each) => ({
      target: each.target,
      module: each.module ?? null,
      inputQuery: each.input_query ?? null,
      export: each.export ?? null,
    })),
    bundle: findBundle(table, folder, own),
    files: table.type === 'theme' ? listTheme(folder) : [],
    table,
  };
}

/** `dist/<handle>.js` of a UI extension, `dist/function.js` of a function, or what it names. */
function findBundle(table: Table, folder: string, own: string): string | null {
  const named = table.build?.path;
  const candidates =
    table.type === 'theme'
      ? []
      : [
          ...(named?.endsWith('.js') ? [named] : []),
          `dist/${own}.js`,
          ...(table.type === 'function' ? ['dist/function.js'] : []),
        ];
  const found = candidates.map((each) => join(folder, each)).find((each) => existsSync(each));
  return found ?? null;
}

function listTheme(folder: string): string[] {
  return THEME_FOLDERS.filter((each) => existsSync(join(folder, each)))
    .flatMap((each) => readdirSync(join(folder, each)).map((name) => `${each}/${name}`))
    .sort();
}

function toHandle(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50);
}
