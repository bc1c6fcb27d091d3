/**
 * Folders as Shopify's CLI 4.8.2 leaves them behind: several extensions in one file, one in a
 * file, theme app extensions. Source, read 2026-11:
 * https://shopify.dev/docs/apps/build/app-extensions/configure-app-extensions
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readApp } from './read-app.ts';
import { APP_TOML } from './apps-fixture.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twin-app-'));
  write('shopify.app.toml', APP_TOML);
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const UI = `
api_version = "2026-07"

[[extensions]]
type = "ui_extension"
name = "Club in checkout"
handle = "club-checkout"

  [[extensions.targeting]]
  module = "./src/Checkout.jsx"
  target = "purchase.checkout.block.render"

  [extensions.capabilities]
  api_access = true
`;

describe('an app’s extensions', () => {
  it('are found with their targets, their bundles and their files', () => {
    write('extensions/checkout/shopify.extension.toml', UI);
    write('extensions/checkout/dist/club-checkout.js');
    write(
      'extensions/discount/shopify.extension.toml',
      'api_version = "2026-07"\n[[extensions]]\nname = "Club discount"\ntype = "function"\n' +
        '[[extensions.targeting]]\ntarget = "cart.lines.discounts.generate.run"\n' +
        'input_query = "src/run.graphql"\nexport = "run"\n',
    );
    write('extensions/discount/dist/function.js');
    write('extensions/theme/shopify.extension.toml', 'name = "Club theme"\ntype = "theme"\n');
    write('extensions/theme/blocks/points.liquid');
    write('extensions/theme/assets/points.js');
    write('extensions/notes/readme.txt');
    const [checkout, discount, theme, ...others] = readApp(folder).extensions;
    expect(others).toEqual([]);
    expect(checkout).toMatchObject({
      type: 'ui_extension',
      handle: 'club-checkout',
      apiVersion: '2026-07',
      bundle: join(folder, 'extensions/checkout/dist/club-checkout.js'),
      targeting: [{ target: 'purchase.checkout.block.render', module: './src/Checkout.jsx' }],
      table: { capabilities: { api_access: true } },
    });
    expect(discount).toMatchObject({
      handle: 'club-discount',
      bundle: join(folder, 'extensions/discount/dist/function.js'),
      targeting: [{ inputQuery: 'src/run.graphql', export: 'run', module: null }],
    });
    expect(theme).toMatchObject({
      type: 'theme',
      handle: 'club-theme',
      bundle: null,
      files: ['assets/points.js', 'blocks/points.liquid'],
    });
  });

  it('that were not built have no bundle', () => {
    write('extensions/checkout/shopify.extension.toml', UI);
    expect(readApp(folder).extensions[0]?.bundle).toBeNull();
  });

  it.each([
    ['without a type', '[[extensions]]\nname = "A"\n', 'extensions[0].type'],
    ['with a handle of spaces', UI.replace('club-checkout', 'club checkout'), 'alphanumeric'],
  ])('%s are refused by name', (_what, toml, said) => {
    write('extensions/checkout/shopify.extension.toml', toml);
    expect(() => readApp(folder)).toThrow(said);
  });

  it('belong to a file that must be there', () => {
    rmSync(join(folder, 'shopify.app.toml'));
    expect(() => readApp(folder)).toThrow('There is no such file');
  });
});
