/**
 * `"available_if": "{{ app.metafields.plan.has_stars }}"`: a block exists only while a boolean of
 * the app's own data says so. Source: shopify.dev/docs/apps/build/online-store/theme-app-extensions
 * /configuration, "Conditional app blocks" (2026-11-23).
 */
import { installations, metafields } from '../../model/kinds.ts';
import type { World } from '../../world/world.ts';
import type { Schema } from '../rendering/schema.ts';

/** Throws for a condition that is no metafield of the app. */
export function isBlockAvailable(
  { world, shopId }: { readonly world: World; readonly shopId: number },
  appId: number,
  { available_if: condition }: Schema,
): boolean {
  if (condition === undefined) return true;
  const match = /^\{\{-?\s*app\.metafields\.([\w-]+)\.([\w-]+?)(?:\.value)?\s*-?\}\}$/.exec(
    condition,
  );
  if (!match) throw new Error(`available_if: '${condition}' is no metafield of the app`);
  const [, namespace, key] = match;
  const found = world.store.findOne(installations, shopId, 'installed_app_id', appId);
  if (!found) return false;
  const place = `AppInstallation/${found.id}/${namespace}/${key}`;
  const metafield = world.store.findOne(metafields, shopId, 'place', place);
  return metafield?.type === 'boolean' && metafield.value === 'true';
}
