/** Makes an app known to the twin, as `shopify app deploy` makes a version known to Shopify. */
import type { App } from '../model/app.ts';
import { apps, shops } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import type { AppDefinition } from './app-definition.ts';
import { applyDeclarations } from './apply-declarations.ts';
import { findAppByHandle, findAppByKey, findInstallation, NO_SHOP } from './find-app.ts';

export type Registration = {
  readonly definition: AppDefinition;
  /** Shared by app and twin; signs webhooks, tokens and queries. */
  readonly apiSecret: string;
  /** Where the app really listens. */
  readonly origin: string;
  /** The front door browsers use. */
  readonly frontOrigin: string;
};

/**
 * Registers or, by `client_id`, renews an app. Shops that have it get what its new version
 * declares; scopes it asks for newly are granted only when a merchant agrees. Throws when another
 * app has the handle.
 */
export function registerApp(world: World, registration: Registration): App {
  const { definition, apiSecret, origin, frontOrigin } = registration;
  const { clientId, handle, name } = definition.configuration;
  return world.transact(() => {
    const known = findAppByKey(world, clientId);
    const rival = findAppByHandle(world, handle);
    if (rival !== null && rival.id !== known?.id) {
      throw new Error(`The handle ${handle} belongs to another app, ${rival.title}.`);
    }
    const now = world.clock.now();
    const app: App = {
      id: known?.id ?? world.store.nextId(),
      apiKey: clientId,
      apiSecret,
      handle,
      title: name,
      folder: definition.folder,
      origin,
      frontOrigin,
      definition,
      createdAt: known?.createdAt ?? now,
      updatedAt: now,
    };
    world.store.put(apps, NO_SHOP, app);
    for (const shop of world.store.each(shops, NO_SHOP)) {
      if (findInstallation(world, shop.id, app.id)) applyDeclarations(world, shop.id, app);
    }
    return app;
  });
}
