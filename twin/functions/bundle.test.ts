/**
 * A function extension as Shopify's template lays it out (Shopify/function-examples at 19ccafc,
 * discounts/javascript/discount/default) and as @shopify/cli 4.8.2 bundles it, both read
 * 2026-11-23.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { fetchSchemas } from '../schema/fetch-schemas.ts';
import { loadSchema } from '../schema/load-schema.ts';
import { bundleFunction } from './bundle.ts';
import { world } from './cart-fixture.ts';
import { openFunctionHost } from './host.ts';
import { operationsOf } from './operations.ts';

// Below the repository, so that Shopify's library is found as an app's own would be.
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'function-extension-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TOML = `
api_version = "2026-07"

[[extensions]]
name = "t:name"
handle = "vip"
type = "function"

  [[extensions.targeting]]
  target = "cart.lines.discounts.generate.run"
  input_query = "src/lines.graphql"
  export = "cart-lines-discounts-generate-run"

  [[extensions.targeting]]
  target = "cart.delivery-options.discounts.generate.run"
  input_query = "src/delivery.graphql"
  export = "cart-delivery-options-discounts-generate-run"

  [extensions.build]
  command = ""
  path = "dist/function.wasm"

  [extensions.input.variables]
  namespace = "$app"
  key = "variables"
`;

const files: Readonly<Record<string, string>> = {
  'shopify.extension.toml': TOML,
  'src/index.ts': `export * from './lines'; export * from './delivery';`,
  'src/lines.graphql': `query ($tags: [String!]) {
    discount { metafield(key: "config") { jsonValue } }
    cart { buyerIdentity { customer { hasAnyTag(tags: $tags) } } } }`,
  'src/lines.ts': `type Input = { cart: { buyerIdentity: { customer: { hasAnyTag: boolean } } };
      discount: { metafield: { jsonValue: { percentage: number } } } };
    export function cartLinesDiscountsGenerateRun(input: Input) {
      if (!input.cart.buyerIdentity?.customer.hasAnyTag) return { operations: [] };
      const value = input.discount.metafield.jsonValue.percentage;
      return { operations: [{ orderDiscountsAdd: { selectionStrategy: 'FIRST', candidates: [{
        targets: [{ orderSubtotal: { excludedCartLineIds: [] } }],
        value: { percentage: { value } } }] } }] };
    }`,
  'src/delivery.graphql': '{ cart { deliveryGroups { id } } }',
  'src/delivery.ts': `export function cartDeliveryOptionsDiscountsGenerateRun() {
      throw new Error('No delivery groups found');
    }`,
};

function lay(name: string, of: Readonly<Record<string, string>>): string {
  const place = join(folder, name);
  mkdirSync(join(place, 'src'), { recursive: true });
  for (const [path, text] of Object.entries(of)) writeFileSync(join(place, path), text);
  return place;
}

describe('a function extension', () => {
  it('is read from its folder', async () => {
    const { bundle, ...read } = await bundleFunction(lay('read', files));
    expect(read).toMatchObject({
      handle: 'vip',
      name: 't:name',
      apiVersion: '2026-07',
      inputVariables: { namespace: '$app', key: 'variables' },
      targets: [
        {
          target: 'cart.lines.discounts.generate.run',
          exportName: 'cart-lines-discounts-generate-run',
          inputQuery: files['src/lines.graphql'],
          schemaName: 'functions_discount_2026-07',
        },
        { exportName: 'cart-delivery-options-discounts-generate-run' },
      ],
    });
    expect(bundle).toContain('ShopifyFunction is not defined');
  });

  it('runs through Shopify’s own shim, each target by its export', async () => {
    await fetchSchemas();
    const host = await openFunctionHost();
    const { targets, ...read } = await bundleFunction(lay('run', files));
    const [lines, delivery] = targets.map(({ schemaName, ...target }) =>
      host.load({ ...read, ...target, schema: loadSchema(schemaName) }),
    );
    const tags = { namespace: '$app', key: 'variables', type: 'json', value: '{"tags":["VIP"]}' };
    const owner = { metafields: [...(world.owner.metafields ?? []), tags] };
    const made = lines?.run({ ...world, owner });
    expect(made?.ok && operationsOf('cart.lines.discounts.generate.run', made)).toMatchObject([
      { orderDiscountsAdd: { candidates: [{ value: { percentage: { value: '10' } } }] } },
    ]);
    expect(lines?.run(world)).toMatchObject({ ok: true, output: { operations: [] } });
    expect(delivery?.run(world)).toMatchObject({
      ok: false,
      error: { name: 'RuntimeError', message: 'Error: No delivery groups found' },
    });
  }, 60_000);

  it('of one target without an export runs when its module is loaded', async () => {
    const toml = `api_version = "2026-07"\n[[extensions]]\nhandle = "old"\ntype = "function"
      [[extensions.targeting]]\ntarget = "purchase.validation.run"`;
    const source = 'export default () => ({ errors: [] });';
    const place = lay('old', { 'shopify.extension.toml': toml, 'src/index.js': source });
    await fetchSchemas();
    const host = await openFunctionHost();
    const { targets, ...read } = await bundleFunction(place);
    const [target] = targets;
    expect(target).toMatchObject({ exportName: null, inputQuery: null });
    const schema = loadSchema('functions_cart_checkout_validation_2026-07');
    const loaded = target && host.load({ ...read, ...target, schema });
    expect(loaded?.run(world)).toMatchObject({ ok: true, output: { errors: [] } });
  }, 60_000);
});

describe('a folder that cannot be bundled', () => {
  const change = (from: string, to: string) => ({
    ...files,
    'shopify.extension.toml': TOML.replace(from, to),
  });
  it.each([
    [
      'is built by a command of its own',
      change('command = ""', 'command = "cargo build"'),
      'cargo',
    ],
    [
      'is no function',
      change('type = "function"', 'type = "ui_extension"'),
      'no extension of type',
    ],
    ['has a target without an export', change('export = "cart-lines', '# "'), "Can't infer"],
    ['exports a camelCase name', change('"cart-lines-', '"cartLines'), 'kebab-case'],
    ['lacks what it imports', { ...files, 'src/index.ts': `export * from './gone';` }, 'gone'],
    ['lacks the function it exports', { ...files, 'src/delivery.ts': 'export {};' }, 'No matching'],
    ['is of a version the twin does not keep', change('2026-07', '2031-01'), '2031-01'],
  ])('because it %s says so', async (what, of, words) => {
    await expect(bundleFunction(lay(what.replaceAll(' ', '-'), of))).rejects.toThrow(words);
  });
});
