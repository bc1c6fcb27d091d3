/** Apps and installations, by the names requests know them by. */
import type { App, Installation } from '../model/app.ts';
import { apps, installations, shops } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import type { AppDefinition } from './app-definition.ts';

/** The header the reroute preload keeps the original host in. */
export const HOST_HEADER = 'x-shopify-twin-host';

/** Apps are kept under shop 0, as shops are: they exist whether or not anybody installed them. */
export const NO_SHOP = 0;

export const findAppByKey = (world: World, apiKey: string): App | null =>
  world.store.findOne(apps, NO_SHOP, 'api_key', apiKey);

export const findAppByHandle = (world: World, handle: string): App | null =>
  world.store.findOne(apps, NO_SHOP, 'handle', handle);

export const findShopByHandle = (world: World, handle: string): Shop | null =>
  world.store.findOne(shops, NO_SHOP, 'handle', handle);

const findShopByDomain = (world: World, domain: string): Shop | null =>
  world.store.findOne(shops, NO_SHOP, 'domain', domain);

/** The installation in force, or null. */
export const findInstallation = (world: World, shopId: number, appId: number) =>
  world.store.findOne(installations, shopId, 'installed_app_id', appId);

/** Apps with their installation in a shop, by title. */
export function listApps(
  world: World,
  shopId: number,
): { readonly app: App; readonly installation: Installation | null }[] {
  return [...world.store.each(apps, NO_SHOP)]
    .map((app) => ({ app, installation: findInstallation(world, shopId, app.id) }))
    .sort((one, other) => one.app.title.localeCompare(other.app.title));
}

/** What the app's files said when it was last registered. */
export function definitionOf(app: App): AppDefinition {
  return app.definition as AppDefinition;
}

/**
 * The shop a server-side request is meant for: by the host it was rerouted from, by its own host,
 * or by `?shop=`. Null where none of them names a shop of this twin.
 */
export function shopOfRequest(world: World, request: Request): Shop | null {
  const url = new URL(request.url);
  const named = [request.headers.get(HOST_HEADER), url.hostname, url.searchParams.get('shop')];
  for (const domain of named) {
    const shop = domain === null ? null : findShopByDomain(world, domain);
    if (shop !== null) return shop;
  }
  return null;
}
