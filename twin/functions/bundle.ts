/**
 * A function extension's folder, read and bundled as Shopify CLI does it (`app function build` of
 * @shopify/cli 4.8.2: the same entry, alias, format and target), short of compiling it to
 * WebAssembly.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { parse } from 'smol-toml';
import { z } from 'zod';
import type { SchemaName } from '../schema/names.ts';
import type { InputVariables } from './input.ts';
import { camelCase, functionSchemaName } from './targets.ts';

export type FunctionTarget = {
  readonly target: string;
  /** The text of the query file; null when the target names none. */
  readonly inputQuery: string | null;
  /** As in the toml; null only for a function of one target that exports nothing. */
  readonly exportName: string | null;
  /** For `loadSchema`, e.g. `functions_discount_2026-07`. */
  readonly schemaName: SchemaName;
};

export type FunctionBundle = {
  readonly handle: string;
  /** What merchants read; `t:…` names a key of `locales/`. */
  readonly name: string;
  readonly apiVersion: string;
  readonly targets: readonly FunctionTarget[];
  /** One ES module for all targets. */
  readonly bundle: string;
  readonly inputVariables?: InputVariables;
};

const targeting = z.object({
  target: z.string(),
  input_query: z.string().optional(),
  export: z.string().optional(),
});
const extension = z.object({
  type: z.string(),
  handle: z.string(),
  name: z.string().optional(),
  targeting: z.array(targeting).min(1),
  build: z.object({ command: z.string().optional() }).optional(),
  input: z
    .object({
      variables: z.object({ namespace: z.string().optional(), key: z.string().optional() }),
    })
    .optional(),
});
const settings = z.object({
  api_version: z.string(),
  extensions: z.array(z.object({ type: z.string() }).loose()).min(1),
});
type Extension = z.infer<typeof extension>;

/**
 * Reads `shopify.extension.toml` of the folder and bundles `src/index.{js,ts}`. Rejects with a
 * sentence when the folder holds no JavaScript function, an export cannot be inferred, or esbuild
 * finds a fault.
 */
export async function bundleFunction(folder: string): Promise<FunctionBundle> {
  const { apiVersion, extension: read } = readToml(folder);
  refuseForeignBuild(read, folder);
  const exportNames = exportsOf(read);
  const bundle = await bundleSource(folder, exportNames);
  const variables = read.input?.variables;
  return {
    handle: read.handle,
    name: read.name ?? read.handle,
    apiVersion,
    bundle,
    targets: read.targeting.map((each) => ({
      target: each.target,
      inputQuery:
        each.input_query === undefined
          ? null
          : readFileSync(join(folder, each.input_query), 'utf8'),
      exportName: each.export ?? null,
      schemaName: functionSchemaName(each.target, apiVersion),
    })),
    ...(variables === undefined ? {} : { inputVariables: present(variables) }),
  };
}

/** Leaves out what the toml leaves out. */
function present(variables: {
  namespace?: string | undefined;
  key?: string | undefined;
}): InputVariables {
  const { namespace, key } = variables;
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(key === undefined ? {} : { key }),
  };
}

function readToml(folder: string): { apiVersion: string; extension: Extension } {
  const path = join(folder, 'shopify.extension.toml');
  const { api_version: apiVersion, extensions } = settings.parse(parse(readFileSync(path, 'utf8')));
  const found = extensions.find(({ type }) => type === 'function');
  if (found === undefined) throw new Error(`${path} has no extension of type "function".`);
  return { apiVersion, extension: extension.parse(found) };
}

/** Only JavaScript can be run without Shopify's compiler. */
function refuseForeignBuild({ handle, build: how }: Extension, folder: string): void {
  const command = how?.command ?? '';
  const own = command !== '' && !command.includes('app function build');
  if (own || entryOf(folder) === undefined) {
    throw new Error(
      `The function ${handle} is not plain JavaScript (src/index.js or src/index.ts)` +
        `${own ? `: it is built by "${command}"` : ''}. The twin runs JavaScript functions only.`,
    );
  }
}

function entryOf(folder: string): string | undefined {
  return ['src/index.js', 'src/index.ts']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
}

/** The names the module must export; with several targets each needs one, in kebab-case. */
function exportsOf({ targeting: targets }: Extension): string[] {
  const unnamed = targets.filter((each) => each.export === undefined);
  if (targets.length > 1 && unnamed.length > 0) {
    const names = unnamed.map(({ target }) => target).join(', ');
    throw new Error(`Can't infer export name for targets: ${names}.`);
  }
  const names = targets.flatMap((each) => (each.export === undefined ? [] : [each.export]));
  const odd = names.find((name) => !/^[a-z0-9-]+$/.test(name));
  if (odd !== undefined) throw new Error(`Invalid export name '${odd}': it must be kebab-case.`);
  return names;
}

async function bundleSource(folder: string, exportNames: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entryContents(exportNames), loader: 'ts', resolveDir: folder },
    alias: { 'user-function': entryOf(folder) ?? '' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
    outfile: join(folder, 'dist/function.js'),
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * What the CLI generates: each export runs the app's function through Shopify's shim, under the
 * CLI's name for it, as an app may call its own function `run`.
 */
function entryContents(exportNames: readonly string[]): string {
  const shim = `import __runFunction from '@shopify/shopify_function/run';`;
  if (exportNames.length === 0) {
    return `${shim} import * as user from 'user-function'; __runFunction(user.default);`;
  }
  const exported = exportNames.map((name, place) => {
    const own = camelCase(name);
    const user = `user${place}`;
    return (
      `import { ${own} as ${user} } from 'user-function';\n` +
      `export function ${own}() { return __runFunction(${user}); }`
    );
  });
  return [shim, ...exported].join('\n');
}
