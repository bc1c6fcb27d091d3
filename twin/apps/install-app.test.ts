/** https://shopify.dev/docs/apps/build/authentication-authorization/app-installation (2026-11). */
import { beforeEach, describe, expect, it } from 'vitest';
import { metafieldDefinitions, webhookSubscriptions } from '../model/kinds.ts';
import type { WorldEvent } from '../world/world.ts';
import { APP_TOML, type AppsFixture, install, NOON, openAppsFixture } from './apps-fixture.ts';
import { describeScopes, sayScopes } from './access-scopes.ts';
import {
  handleAppTasks,
  installApp,
  missingScopes,
  uninstallApp,
  updateScopes,
} from './install-app.ts';
import { readAppToml } from './read-app-toml.ts';
import { registerApp } from './register-app.ts';

const DAY = 24 * 3_600_000;

let fixture: AppsFixture;
let events: WorldEvent[];

beforeEach(() => {
  fixture = openAppsFixture();
  events = [];
  fixture.world.listen((told) => events.push(...told));
  handleAppTasks(fixture.world);
});

const topics = () => events.map(({ topic }) => topic);

function subscribed(): string[] {
  const { world, shop, app } = fixture;
  return world.store
    .find(webhookSubscriptions, shop.id, 'app_id', app.id)
    .map(({ topic }) => topic);
}

/** A new version of the app's file. */
function release(change: (toml: string) => string) {
  const { world, app } = fixture;
  const { configuration } = readAppToml(change(APP_TOML), 'shopify.app.toml');
  const definition = { folder: '/app', configuration, extensions: [], warnings: [] };
  fixture = { ...fixture, app: registerApp(world, { ...app, definition }) };
}

describe('an install', () => {
  it('makes what the file declares, once', () => {
    install(fixture);
    install(fixture);
    const { world, shop, app } = fixture;
    expect(subscribed().sort()).toEqual([
      'app/uninstalled',
      'customers/data_request',
      'customers/redact',
      'orders/paid',
      'shop/redact',
    ]);
    expect([...world.store.each(metafieldDefinitions, shop.id)]).toMatchObject([
      { ownerType: 'CUSTOMER', namespace: `app--${app.id}`, key: 'points', appId: app.id },
    ]);
  });

  it('follows a new version of the file, keeping what stayed', () => {
    install(fixture);
    const { world, shop } = fixture;
    const ids = () => [...world.store.each(webhookSubscriptions, shop.id)].map(({ id }) => id);
    const before = ids();
    release((toml) => toml.replace('"orders/paid"', '"orders/cancelled"'));
    expect(subscribed()).toContain('orders/cancelled');
    expect(subscribed()).not.toContain('orders/paid');
    expect(ids().filter((id) => before.includes(id))).toHaveLength(4);
  });
});

describe('scopes', () => {
  it('asked for by a new version wait for the merchant', () => {
    const installation = install(fixture);
    release((toml) => toml.replace('read_products,', 'read_products,read_orders,'));
    const { world, shop, app } = fixture;
    expect(missingScopes(app, installation)).toEqual(['read_orders']);
    updateScopes(world, { shopId: shop.id, app }, {});
    expect(missingScopes(app, installApp(world, shop.id, app))).toEqual([]);
    expect(events.at(-1)).toMatchObject({
      topic: 'app/scopes_update',
      extra: {
        appId: app.id,
        previous: ['read_products', 'write_customers'],
        current: ['read_orders', 'read_products', 'write_customers'],
      },
    });
  });

  it('are added and taken away where the file calls them optional, and only there', () => {
    install(fixture);
    const { world, shop, app } = fixture;
    const place = { shopId: shop.id, app };
    const granted = updateScopes(world, place, { grant: ['write_discounts', 'read_themes'] });
    expect(granted.scopes).toEqual(['read_products', 'write_customers', 'write_discounts']);
    const revoked = updateScopes(world, place, { revoke: ['write_discounts', 'read_products'] });
    expect(revoked.scopes).toEqual(['read_products', 'write_customers']);
  });

  it('are said as tokens say them, and in words', () => {
    expect(sayScopes(['read_orders', 'write_orders', 'read_products'])).toBe(
      'write_orders,read_products',
    );
    expect(describeScopes(['read_products', 'write_orders'])).toEqual([
      { resource: 'Products, variants and collections', words: 'View' },
      { resource: 'Orders, transactions and fulfilments', words: 'View and edit' },
    ]);
  });
});

describe('an uninstall', () => {
  it('tells the app while it still listens, then leaves only the compliance topics', () => {
    install(fixture);
    const { world, shop, app } = fixture;
    let heard: string[] = [];
    world.listen((told) => {
      if (told.some(({ topic }) => topic === 'app/uninstalled')) heard = subscribed();
    });
    uninstallApp(world, shop.id, app);
    expect(heard).toContain('app/uninstalled');
    expect(subscribed()).toHaveLength(3);
  });

  it('is followed by shop/redact two days later', async () => {
    install(fixture);
    const { world, shop, app } = fixture;
    uninstallApp(world, shop.id, app);
    fixture.at(NOON + 2 * DAY - 1);
    await world.tasks.runDue();
    expect(topics()).not.toContain('shop/redact');
    fixture.at(NOON + 2 * DAY);
    await world.tasks.runDue();
    expect(topics()).toContain('shop/redact');
    expect(subscribed()).toEqual([]);
  });

  it('is forgotten when the app has come back by then', async () => {
    install(fixture);
    const { world, shop, app } = fixture;
    uninstallApp(world, shop.id, app);
    const again = install(fixture);
    expect(again.uninstalledAt).toBeNull();
    fixture.at(NOON + 2 * DAY);
    await world.tasks.runDue();
    expect(topics()).not.toContain('shop/redact');
    expect(subscribed()).toHaveLength(5);
  });
});
