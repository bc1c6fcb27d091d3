/** Extensions of an app as a page finds them, and what it may fetch of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { AppDefinition } from '../apps/app-definition.ts';
import type { Installation } from '../model/app.ts';
import { apps, installations } from '../model/kinds.ts';
import { openShop, SHOP } from '../trade/shop-fixture.ts';
import type { World } from '../world/world.ts';
import {
  extensionsAt,
  findExtension,
  listExtensions,
  setUpExtension,
} from './placed-extensions.ts';
import { placementRoutes, type ReportedFailure, type TokenRequest } from './placement-routes.ts';

const folder = mkdtempSync(join(tmpdir(), 'placements-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'locales'));
writeFileSync(join(folder, 'locales', 'en.default.json'), '{"title":"Stamps"}');
writeFileSync(join(folder, 'locales', 'de.json'), '{"title":"Stempel"}');
const bundle = join(folder, 'bundle.js');
writeFileSync(bundle, 'export default 1;');

const BLOCK = 'purchase.checkout.block.render';

/** An app with one extension at two targets, put into the records as a deployment does. */
function addApp(world: World, { handle = 'stamps', isInstalled = true } = {}) {
  const id = world.store.nextId();
  const extension = {
    type: 'ui_extension',
    handle: 'card',
    name: 'Stamp card',
    apiVersion: '2026-07',
    folder,
    bundle,
    targeting: [{ target: BLOCK }, { target: 'customer-account.page.render' }],
    table: {
      capabilities: { api_access: true },
      settings: { fields: [{ key: 'colour', default: 'red' }, { key: 'title' }] },
      metafields: [{ namespace: '$app:stamps', key: 'count' }],
    },
  };
  const definition = { extensions: [extension] } as unknown as AppDefinition;
  const at = world.clock.now();
  const app = { id, apiKey: handle, apiSecret: 's', handle, title: handle, folder, definition };
  const times = { createdAt: at, updatedAt: at };
  const where = { origin: 'http://127.0.0.1:1', frontOrigin: 'http://127.0.0.1:2' };
  world.store.put(apps, 0, { ...app, ...where, ...times });
  const installation = { id: world.store.nextId(), appId: id, scopes: ['read_products'] };
  const uninstalledAt = isInstalled ? null : at;
  const kept = { ...installation, installedAt: at, uninstalledAt } as unknown as Installation;
  world.store.put(installations, SHOP, kept);
  return id;
}

const PLACE = 'stamps/card';

describe('the extensions of a page', () => {
  it('come with defaults, locales and what they may do', () => {
    const { world } = openShop();
    const appId = addApp(world);
    expect(extensionsAt(world, SHOP, 'purchase.checkout.')).toMatchObject([
      {
        appHandle: 'stamps',
        handle: 'card',
        target: BLOCK,
        settings: { colour: 'red' },
        capabilities: { apiAccess: true, networkAccess: false, blockProgress: false },
        locales: { en: { title: 'Stamps' }, de: { title: 'Stempel' } },
        defaultLocale: 'en',
        metafields: [{ namespace: `app--${appId}:stamps`, key: 'count' }],
      },
    ]);
    expect(extensionsAt(world, SHOP, 'pos.')).toEqual([]);
  });

  it('are as the owner set them, and gone while switched off', () => {
    const { world } = openShop();
    addApp(world);
    const settings = { title: 'Hello' };
    setUpExtension(world, SHOP, { place: PLACE, isOn: true, settings });
    const [placed] = extensionsAt(world, SHOP, BLOCK);
    expect(placed?.settings).toEqual({ colour: 'red', title: 'Hello' });
    setUpExtension(world, SHOP, { place: PLACE, isOn: false, settings });
    expect(extensionsAt(world, SHOP, '')).toEqual([]);
    expect(listExtensions(world, SHOP)).toMatchObject([{ place: PLACE, isOn: false, settings }]);
  });

  it('are those of installed apps only', () => {
    const { world } = openShop();
    addApp(world, { isInstalled: false });
    expect(extensionsAt(world, SHOP, '')).toEqual([]);
    expect(findExtension(world, SHOP, { appHandle: 'stamps', handle: 'card' })).toBeNull();
  });
});

describe('a page that runs an extension', () => {
  function openRoutes(isInstalled = true) {
    const { world } = openShop();
    addApp(world, { isInstalled });
    const [failures, asked] = [[] as ReportedFailure[], [] as TokenRequest[]];
    const routes = placementRoutes({
      world,
      shopIdOf: () => SHOP,
      onFailure: (failure) => void failures.push(failure),
      mintToken: async (_request, request) => {
        asked.push(request);
        return 'token';
      },
    });
    return { routes, failures, asked };
  }
  const POST = { method: 'POST' };

  it('fetches the bundle as it was built, and a token for its app', async () => {
    const { routes, asked } = openRoutes();
    const script = await routes.request('/extensions/stamps/card/bundle.js');
    expect(await script.text()).toBe('export default 1;');
    expect(script.headers.get('content-type')).toContain('text/javascript');
    const token = await routes.request('/extensions/stamps/card/session-token', POST);
    expect(await token.json()).toEqual({ token: 'token' });
    expect(asked).toMatchObject([{ shopId: SHOP, scopes: ['read_products'] }]);
  });

  it.each([
    ['stamps/other', true],
    ['others/card', true],
    ['stamps/card', false],
  ])('gets nothing of %s where it is not installed or not there', async (place, isInstalled) => {
    const { routes, asked } = openRoutes(isInstalled);
    expect((await routes.request(`/extensions/${place}/bundle.js`)).status).toBe(404);
    expect((await routes.request(`/extensions/${place}/session-token`, POST)).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('reports what failed, in words of bounded length', async () => {
    const { routes, failures } = openRoutes();
    const path = '/extensions/stamps/card/failures';
    const report = (said: object) => routes.request(path, { ...POST, body: JSON.stringify(said) });
    const told = { target: BLOCK, phase: 'render', message: 'Broken' };
    expect((await report(told)).status).toBe(204);
    expect(failures).toMatchObject([{ extension: PLACE, ...told }]);
    expect((await report({ ...told, message: 'x'.repeat(3000) })).status).toBe(400);
    expect((await report({})).status).toBe(400);
  });
});
