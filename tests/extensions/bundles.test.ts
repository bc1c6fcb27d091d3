/**
 * What Shopify's CLI makes of our blocks: how much a shopper loads, and what is in it. Shopify
 * takes 64 KB; we allow half as much again as a block that shows one word, and 24 KB at most.
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildExtensions,
  bundledExtensions,
  withClientId,
} from '../../scripts/start/build-extensions.ts';
import { buildWithCli, MODULES } from '../../scripts/start/build-with-cli.ts';

const BYTES_MAX = 24 * 1024;
const TIMES_EMPTY_MAX = 1.5;
const ROOT = join(import.meta.dirname, '..', '..');
const PATIENT_MS = 120_000;

const folders = bundledExtensions();
let emptyBytes = 0;

beforeAll(async () => {
  await buildExtensions();
  emptyBytes = await buildEmpty();
}, PATIENT_MS);

describe.each(folders.map((folder) => [basename(folder), folder] as const))(
  'the bundle of %s',
  (name, folder) => {
    const read = (file: string) => readFileSync(join(folder, 'dist', file), 'utf8');

    it('is small, beside a block that shows one word', () => {
      const bytes = compressed(read(`${name}.js`));
      console.log(`${name}: ${bytes} bytes compressed; one word takes ${emptyBytes}`);
      expect(bytes).toBeLessThanOrEqual(BYTES_MAX);
      expect(bytes).toBeLessThanOrEqual(TIMES_EMPTY_MAX * emptyBytes);
    });

    it('has Preact and no React in it, and nothing of our server', () => {
      const { inputs } = JSON.parse(read(`${name}.metafile.json`)) as { inputs: object };
      const paths = Object.keys(inputs);
      expect(paths.join('\n')).toMatch(/node_modules\/preact\//);
      expect(paths.filter((path) => /node_modules\/react|\/app\//.test(path))).toEqual([]);
    });

    it('is registered for the targets its file names', () => {
      const toml = readFileSync(join(folder, 'shopify.extension.toml'), 'utf8');
      const targets = [...toml.matchAll(/^target = "(.+)"$/gm)].map(([, target]) => target);
      const registered = [...read(`${name}.js`).matchAll(/shopify\.extend\("([^"]+)"/g)];
      expect(registered.map(([, target]) => target)).toEqual(targets);
      expect(targets.length).toBeGreaterThan(0);
    });

    it('finds every sentence it says in its language file, and leaves none unused', () => {
      const words = JSON.parse(
        readFileSync(join(folder, 'locales', 'en.default.json'), 'utf8'),
      ) as Record<string, unknown>;
      const bundle = read(`${name}.js`);
      const unused = Object.keys(words).filter((key) => !bundle.includes(`"${key}"`));
      expect(unused).toEqual([]);
    });
  },
);

it('are built in a copy: nothing of the CLI stays in the folders but the bundles', () => {
  for (const folder of folders) {
    const written = readdirSync(folder).filter((name) => /^(shopify\.d\.ts|manifest)/.test(name));
    expect(written).toEqual([]);
  }
});

it('are not built again from the same files', async () => {
  expect(await buildExtensions()).toBe(false);
});

it('keep the id of an app that was linked', () => {
  expect(withClientId('client_id = "abc"\nname = "Ours"')).toBe('client_id = "abc"\nname = "Ours"');
  expect(withClientId('name = "Ours"')).toMatch(/^client_id = "0{32}"\nname = "Ours"$/);
});

/** A block that shows one word, built by the same tool; returns its bytes. */
async function buildEmpty(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-empty-'));
  const extension = join(folder, 'extensions', 'empty');
  mkdirSync(join(extension, 'src'), { recursive: true });
  symlinkSync(MODULES, join(folder, 'node_modules'), 'junction');
  const files = {
    'package.json': '{ "name": "empty", "private": true }',
    'shopify.app.toml': withClientId(readFileSync(join(ROOT, 'shopify.app.toml'), 'utf8')),
    'extensions/empty/shopify.extension.toml': EMPTY_TOML,
    'extensions/empty/tsconfig.json': '{ "compilerOptions": { "jsxImportSource": "preact" } }',
    'extensions/empty/src/block.tsx': EMPTY_BLOCK,
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  try {
    await buildWithCli(folder);
    return compressed(readFileSync(join(extension, 'dist', 'empty.js'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const compressed = (text: string) => gzipSync(text, { level: 9 }).length;

const EMPTY_TOML = `api_version = "2026-07"
[[extensions]]
type = "ui_extension"
name = "Empty"
handle = "empty"
[[extensions.targeting]]
module = "./src/block.tsx"
target = "purchase.checkout.block.render"
`;

const EMPTY_BLOCK = `import '@shopify/ui-extensions/preact';
import { render } from 'preact';
export default async () => {
  render(<s-text>Hello</s-text>, document.body);
};
`;
