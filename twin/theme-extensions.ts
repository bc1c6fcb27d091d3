/** The theme app extensions of installed apps, as the storefront asks for them. */
import { definitionOf, listApps } from './apps/find-app.ts';
import type { InstalledThemeExtension } from './storefront/context.ts';
import type { World } from './world/world.ts';

export function themeExtensionsOf(world: World, shopId: number): InstalledThemeExtension[] {
  return listApps(world, shopId)
    .filter(({ installation }) => installation !== null)
    .flatMap(({ app }) =>
      definitionOf(app)
        .extensions.filter(({ type }) => type === 'theme')
        .map(({ handle, name, folder }) => ({
          appId: app.id,
          appHandle: app.handle,
          appTitle: app.title,
          apiKey: app.apiKey,
          handle,
          name,
          folder,
        })),
    );
}
