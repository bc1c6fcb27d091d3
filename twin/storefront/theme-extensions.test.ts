/**
 * Theme app extensions. Sources: shopify.dev/docs/apps/build/online-store/theme-app-extensions
 * /configuration and …/verify-support (2026-11-23).
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { themeEditorApp } from './editor/theme-editor-app.ts';
import { openExtensionShelf } from './extensions/extension-shelf.ts';
import { readThemeExtension } from './extensions/read-extension.ts';
import { readTheme } from './rendering/theme-files.ts';
import { metafieldDefinitions, metafields } from '../model/kinds.ts';
import { APP_ID, NOW } from './stock-fixture.ts';
import { openTestShop, STARS, type TestShop } from './storefront-fixture.ts';
import {
  type Bench,
  listAppBlocks,
  placeBlock,
  removeBlock,
  setBlockSettings,
  switchEmbed,
} from './theme-settings.ts';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const at = (blockHandle: string) => ({
  appHandle: 'star-club',
  extensionHandle: 'stars-theme',
  blockHandle,
});

const theme = readTheme(new URL('theme/', import.meta.url).pathname);
const benchOf = ({ world }: TestShop): Bench => ({
  world,
  shopId: 1,
  theme,
  shelved: openExtensionShelf().list([STARS]),
});

test('a placed block stands in its section with defaults, snippets, words and assets', async () => {
  const shop = openTestShop();
  const path = '/products/stoneware-mug';
  expect(await shop.page(path)).not.toContain('class="stars"');
  expect(
    placeBlock(benchOf(shop), at('stars'), { template: 'product', sectionId: 'main' }).ok,
  ).toBe(true);
  const html = await shop.page(path);
  expect(html).toMatch(/<div id="shopify-block-b\d+" class="shopify-block shopify-app-block">/);
  expect(html).toContain('<div class="stars" style="color: #884400" >');
  expect(html).toContain('<p>5 stars</p>');
  // A setting with `autofill` takes the page's own product.
  expect(html).toContain('<p data-product>Stoneware mug</p>');
  expect(html).toMatch(
    /<img src="\/cdn\/extensions\/star-club\/stars-theme\/[0-9a-f]{12}\/star\.svg"/,
  );
  expect(html).toMatch(/<link rel="stylesheet" href="[^"]+\/stars\.css">/);
  expect(html).toMatch(/<script src="[^"]+\/stars\.js" defer><\/script>/);
  expect(shop.unknown).toEqual([]);
});

test('embeds stand in head and body once they are on; a shared script is loaded once', async () => {
  const shop = openTestShop();
  const bench = benchOf(shop);
  placeBlock(bench, at('stars'), { template: 'index', sectionId: 'hero' });
  switchEmbed(bench, at('panel'), { on: true, settings: { title: 'Club' } });
  switchEmbed(bench, at('meta'), { on: true });
  const html = await shop.page('/');
  expect(html).toMatch(/<meta name="stars" content="index">[\s\S]*<\/head>/);
  expect(html).toMatch(
    /<aside id="panel" data-shop="demo.myshopify.com">Club<\/aside>\s*<\/div>\s*<\/body>/,
  );
  expect(html.match(/stars\.js/g)).toHaveLength(1);
  switchEmbed(bench, at('panel'), { on: false });
  expect(await shop.page('/')).not.toContain('id="panel"');
});

test("blocks see their app's metafields, the theme those that are opened", async () => {
  const shop = openTestShop();
  placeBlock(benchOf(shop), at('stars'), { template: 'product', sectionId: 'main' });
  await logIn(shop);
  const html = await shop.page('/products/stoneware-mug');
  expect(html).toContain('<p data-points>120</p>');
  expect(html).toContain('<p data-rate>3</p>');
  expect(html).toContain('<p>Hello Ann</p>');
  const seen = openTestShop({
    callAppProxy: async () => ({
      response: new Response(
        '{% assign m = customer.metafields %}[{{ m.club.points.value }}|' +
          "{{ m.private.points.value }}|{{ m['app--77'].points.value }}]",
      ),
      isLiquid: true,
    }),
  });
  await logIn(seen);
  expect(await seen.page('/apps/x')).toContain('[7|9|]');
  publish(seen);
  expect(await seen.page('/apps/x')).toContain('[7|9|120]');
});

test('what the schema does not allow is refused with a sentence', () => {
  const shop = openTestShop();
  const bench = benchOf(shop);
  const problem = (outcome: { ok: boolean; problem?: string }): unknown => outcome.problem;
  const place = (template: string, sectionId: string, settings = {}) =>
    problem(placeBlock(bench, at('stars'), { template, sectionId, settings }));
  expect(place('cart', 'main')).toBe("'Stars' cannot stand on 'cart'.");
  expect(place('product', 'related')).toContain('takes no app blocks');
  expect(place('product', 'main', { per_unit: 11 })).toBe('Points must be from 1 to 10.');
  expect(place('product', 'main', { size: 1 })).toBe("There is no setting 'size'.");
  expect(
    problem(placeBlock(bench, at('panel'), { template: 'index', sectionId: 'hero' })),
  ).toContain('no app block');
  expect(problem(switchEmbed(bench, at('stars'), { on: true }))).toContain('no embed');
});

test('a conditional block is there only while the data of its app says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'theme-extension-'));
  folders.push(folder);
  cpSync(STARS.folder, folder, { recursive: true });
  const condition = '{{ app.metafields.plan.pro }}';
  const json = `{"name":"Pro","target":"body","available_if":"${condition}"}`;
  writeFileSync(join(folder, 'blocks/pro.liquid'), `<p>Pro</p>${schema(json)}`);
  const shop = openTestShop({ themeExtensions: () => [{ ...STARS, folder }] });
  const bench = { ...benchOf(shop), shelved: openExtensionShelf().list([{ ...STARS, folder }]) };
  switchEmbed(bench, at('pro'), { on: true });
  const listed = (): boolean => listAppBlocks(bench).some((one) => one.blockHandle === 'pro');
  expect([listed(), (await shop.page('/')).includes('<p>Pro</p>')]).toEqual([false, false]);
  shop.world.store.put(metafields, 1, {
    id: 60,
    ownerKind: 'AppInstallation',
    ownerId: 40,
    namespace: 'plan',
    key: 'pro',
    type: 'boolean',
    value: 'true',
    createdAt: NOW,
    updatedAt: NOW,
  });
  expect([listed(), (await shop.page('/')).includes('<p>Pro</p>')]).toEqual([true, true]);
});

test('settings of a placed block are kept, and a removed block is gone', async () => {
  const shop = openTestShop();
  const bench = benchOf(shop);
  const placed = placeBlock(bench, at('stars'), { template: 'product', sectionId: 'apps' });
  const id = placed.ok ? placed.value.id : '';
  setBlockSettings(bench, id, { per_unit: 1 });
  expect(await shop.page('/products/stoneware-mug')).toContain('<p>1 star</p>');
  removeBlock(bench, id);
  expect(await shop.page('/products/stoneware-mug')).not.toContain('star</p>');
});

test('assets of an extension are served with their type, nothing else of it', async () => {
  const shop = openTestShop();
  const script = await shop.ask('/cdn/extensions/star-club/stars-theme/1/stars.js');
  expect(script.headers.get('content-type')).toContain('text/javascript');
  expect(await script.text()).toContain('starsLoaded');
  const outside = '/cdn/extensions/star-club/stars-theme/1/..%2Fblocks%2Fstars.liquid';
  expect((await shop.ask(outside)).status).toBe(404);
});

// Each line: a file → what is put into it → what is said.
const BROKEN: readonly (readonly [string, string, string])[] = [
  ['blocks/a.liquid', 'x', 'blocks/a.liquid: has no {% schema %}'],
  ['blocks/a.liquid', schema('{"name":"A","target":"page"}'), "target 'page' is none of"],
  [
    'blocks/a.liquid',
    schema('{"name":"A","target":"body","javascript":"no.js"}'),
    "javascript 'no.js' is not in assets/",
  ],
  [
    'blocks/a.liquid',
    `{% section 'x' %}${schema('{"name":"A","target":"body"}')}`,
    'cannot use the tag section',
  ],
  [
    'blocks/a.liquid',
    `{{ 1 | points }}${schema('{"name":"A","target":"body"}')}`,
    'undefined filter: points',
  ],
  [
    'blocks/a.liquid',
    schema('{"name":"A","target":"body","settings":[{"type":"date","id":"d"}]}'),
    "no setting of type 'date'",
  ],
  ['assets/a.exe', 'x', 'assets/ may hold only .jpg'],
  ['assets/big.json', 'x'.repeat(10 * 1024 * 1024), 'bytes in all, at most 10485760'],
  ['snippets/big.liquid', 'x'.repeat(500 * 1024), 'bytes of Liquid, at most 512000'],
];

test.each(BROKEN)('%s is refused: %#', (path, text, words) => {
  const folder = mkdtempSync(join(tmpdir(), 'theme-extension-'));
  folders.push(folder);
  cpSync(STARS.folder, folder, { recursive: true });
  writeFileSync(join(folder, path), text);
  expect(() => readThemeExtension(folder)).toThrow(words);
});

test('the editor switches an embed on by a deep link only after the owner saves', async () => {
  const shop = openTestShop();
  const app = themeEditorApp({
    world: shop.world,
    shopOf: shop.shop,
    themeExtensions: () => [STARS],
    storefrontOrigin: () => 'http://shop.test',
  });
  const page = await (await app.request('/?context=apps&activateAppId=a1b2c3/panel')).text();
  expect(page).toContain('Star Club asks to be switched on');
  expect(shop.shop().theme.embeds).toEqual([]);
  const body = new URLSearchParams({
    do: 'embed',
    app: 'star-club',
    extension: 'stars-theme',
    block: 'panel',
    on: 'on',
    'settings[title]': 'Club',
  });
  const saved = await app.request('/', { method: 'POST', body });
  expect(saved.headers.get('location')).toContain('saved=1');
  expect(shop.shop().theme.embeds).toMatchObject([{ on: true, settings: { title: 'Club' } }]);
  const link = '/?template=product&addAppBlockId=a1b2c3/stars&target=mainSection';
  expect(await (await app.request(link)).text()).toContain(
    '<option value="product#main" selected>',
  );
  expect(await (await app.request('/?activateAppId=none/x')).text()).toContain(
    'no installed app has',
  );
});

/** The app's definition says PUBLIC_READ from now on. */
function publish({ world }: TestShop): void {
  const [kept] = world.store.find(metafieldDefinitions, 1, 'key', 'points');
  if (!kept) throw new Error('the fixture has lost its definition');
  const access = { ...kept.access, storefront: 'PUBLIC_READ' } as const;
  const namespace = `app--${APP_ID}`;
  world.store.put(metafieldDefinitions, 1, { ...kept, id: 46, namespace, appId: APP_ID, access });
}

async function logIn(shop: TestShop): Promise<void> {
  const form = (fields: Record<string, string>): RequestInit => ({
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  await shop.ask('/account/login', form({ email: 'ann@example.com' }));
  const code = /\d{6}/.exec(shop.mails.at(-1)?.text ?? '')?.[0] ?? '';
  await shop.ask('/account/login/code', form({ code }));
}

function schema(json: string): string {
  return `{% schema %}${json}{% endschema %}`;
}
